"""The stand-in for Google Sheets."""
