"""Google Sheets: tabs read in one batch, published tabs made exactly what they should be.

Here: requests, their answers, and Google's failures in the words of our error tree. Not here: cells into typed rows
(`connectors.workbook`), a document's tables as tabs (`reports.forms.sheet_tabs`), Sheets for tests
(`sandbox.sheets`).
"""
