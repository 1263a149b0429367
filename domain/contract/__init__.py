"""The contract as data: calendars, clauses, service levels, credit terms, the draft credit note.

Here: terms, refused when they contradict, and the amounts that follow from counts. Not here: which contract is in
force (`domain.agreement`), verdicts over tickets (`domain.sla`), reading terms from YAML (`configs`).
"""
