"""From status history to verdict: whose second, which clock, which target, which month."""
