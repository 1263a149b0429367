"""What evaluators give, and when it may be seen."""
