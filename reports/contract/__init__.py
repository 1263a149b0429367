"""The contract and its levels in words."""
