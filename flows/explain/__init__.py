"""How a printed figure came about, from what was kept: no Sheets, no Jira, no Prefect.

Here: which snapshots and entries answer, and computing again from them. Not here: the story itself (`domain.review`,
`told` rooms), its words (`reports`), printing (`flows.cli`).
"""
