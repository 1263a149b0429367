"""The document as a Word file, for what is edited and signed outside.

Here: order, mark-up, tables, the parts of the file. Not here: letters (`reports.vendor_selection.award.letter_files`),
the geometry of columns (`reports.forms.paper.columns`).
"""
