"""Opening hours, holidays and intervals: which seconds are working time."""
