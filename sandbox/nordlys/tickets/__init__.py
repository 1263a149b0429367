"""The company's tickets and their histories."""
