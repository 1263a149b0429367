"""The ledger in SQLite or PostgreSQL: entries appended once, one writer at a time.

Here: tables, leases, failures of a database in our words, the schema's steps, the ledger as text. Not here: what an
entry means and how entries are chained (`domain.ledger`), recording (`tasks.record`), audit and backup
(`flows.keeping`).
"""
