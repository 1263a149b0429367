"""The document as one self-contained page, and the page that searches all of them.

Here: templates, texts of a page, search. Not here: the pages of the site (`reports.site`), writing them
(`connectors.files`).
"""
