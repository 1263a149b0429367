"""Jira, Cloud and Data Center: tickets with proven histories, issues, comments.

Here: one network file (`wire`), what is asked over it (`client`, `pull`, `pages`, `register`), and pure files that
make columns of the answers. Not here: clocks and verdicts over tickets (`domain.sla`), Jira for tests
(`sandbox.jira`), doing a thing once (`connectors.effects`).
"""
