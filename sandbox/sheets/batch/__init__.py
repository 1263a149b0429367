"""The requests of batchUpdate, a file per subject."""
