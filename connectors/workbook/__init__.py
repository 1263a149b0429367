"""From cells to typed rows: pure, no network."""
