"""One cell: what is typed, what is kept, what is shown, in which locale.

Here: values, formats and locales. Not here: the grid they stand in (`sandbox.sheets.books`), reading cells for the
product (`connectors.workbook`).
"""
