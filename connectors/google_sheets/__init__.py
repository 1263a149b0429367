"""The Google Sheets client: network only."""
