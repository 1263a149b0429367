"""Keeping what was written: audit of the ledger, backup and restore.

Here: the work, over every kept file. Not here: rules of the chain (`domain.ledger`), single files
(`connectors.files`), printing (`flows.cli`).
"""
