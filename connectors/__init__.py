"""THE OUTSIDE: Google Sheets, Jira, chat and mail, the ledger's database, files.

Here, at the root: what all connectors share: the protocols that tasks see, the error tree, and effects that happen
once. Each service is a folder beside them. Not here: the meaning of what is read and written (`domain`),
the order of calls (`tasks`, `flows`), which connector stands behind a protocol (`flows.wiring`).
"""
