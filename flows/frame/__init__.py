"""What every flow begins and ends with."""
