"""The document as PDF for readers and archives.

Here: the print, its tables, the geometry of columns, the signs our fonts have. Not here: the fonts (`reports.fonts`),
Word files (`reports.forms.word`), which borrow the geometry.
"""
