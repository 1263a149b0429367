"""What a bid costs over the term, and points for a price."""
