"""The folder of pages."""
