"""The verbs that only vendor selection has."""
