"""What the house needs from outside, a protocol per role with the values that cross it; no library, no network."""
