"""What lies in folders: snapshots, published reviews, documents, the site, checked tables.

Here: where each lies, written whole or not at all, and read back with its hash checked. Not here: what is in a
document (`reports`), the ledger (`connectors.ledger`), what goes into a backup (`flows.keeping`).
"""
