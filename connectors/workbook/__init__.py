"""From cells to typed rows: headers found, values read strictly, everything unreadable a finding with its cell.

Here: pure reading, the same for every spreadsheet service. Not here: the network (`connectors.google_sheets`), which
columns a tab has and what a finding is (`domain.workbook`), checks over whole tables (`tasks.expectations`).
"""
