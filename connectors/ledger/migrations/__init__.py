"""The ledger's schema, step by step. Run by `connectors.ledger.upgrade`, never by hand.

Here: what Alembic asks for. Not here: the steps (`versions`), the tables as they are now (`connectors.ledger.tables`).
"""
