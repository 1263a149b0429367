"""The monthly review, a file per section."""
