"""What the winner and the others receive."""
