"""A spreadsheet as tabs and grids, and the .xlsx file it lies in.

Here: notation, ranges, tables, opening and saving without losing a bit. Not here: what one cell is
(`sandbox.sheets.cells`), the API (`sandbox.sheets.calls`).
"""
