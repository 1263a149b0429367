"""THE OUTSIDE: Google Sheets, Jira, the ledger, snapshots. One protocol each, drawn in `connectors.protocols`."""
