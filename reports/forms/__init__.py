"""One document, many forms; a form knows no business word.

Here, at the root: short forms (Markdown, comments, summaries, tabs of a spreadsheet); a folder per larger form. Not
here: what a document says (the folders of subjects), the document as data (`reports.documents`).
"""
