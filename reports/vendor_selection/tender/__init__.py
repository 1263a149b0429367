"""What bidders receive and fill in."""
