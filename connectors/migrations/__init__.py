"""The ledger's schema, step by step. Run by `connectors.ledger_upgrade`, never by hand."""
