"""Issues, fields and people as they lie in the folder."""
