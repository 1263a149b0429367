"""Building and refreshing the folder of pages."""
