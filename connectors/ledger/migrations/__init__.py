"""The ledger's schema, step by step. Run by `connectors.ledger.upgrade`, never by hand."""
