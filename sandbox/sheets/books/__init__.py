"""A spreadsheet as tabs and grids, and the .xlsx file it lies in."""
