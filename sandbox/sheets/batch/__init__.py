"""The requests of `batchUpdate`, a file per subject: all of them are carried out, or none.

Here: tabs, cells, rows and columns, marks, rules. Not here: values (`sandbox.sheets.values`), the shift of a grid
(`sandbox.sheets.books.grid`).
"""
