"""The company's workbook: fixed tabs as files, tabs drawn from the seed, and the mistakes people make.

Here: rows and the Excel file. Not here: the shapes of the rows (`domain.workbook`), tickets
(`sandbox.nordlys.tickets`).
"""
