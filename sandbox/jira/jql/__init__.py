"""Its query language."""
