"""How each figure of vendor selection came about."""
