"""What bidders hand in, and what is drawn up from it."""
