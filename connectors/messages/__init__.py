"""Telling people: chat channels and mail addresses, letters by SMTP, letters as files for a rehearsal.

Here: one message sent, and a refusal in the words of our error tree. Not here: what is said (`reports.forms.summaries`,
`reports.phases.decision_letters`), who is told and only once (`tasks.announce`, `tasks.ask`).
"""
