"""How each figure of discovery came about."""
