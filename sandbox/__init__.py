"""THE STAND-INS: local servers that speak the Google Sheets v4 and Jira REST wire formats over a folder of ordinary
files."""
