"""The languages: one catalogue each, `<language>.po`; a language is its catalogue and nothing else.

Here: the catalogues and their reader. A catalogue holds sentences and labels (no `msgctxt`) and the words of the
workbook (`msgctxt` heading, tab, choice, cell, pitfall). Not here: English, which stands in the code; which texts a
catalogue needs (`reports.messages`); saying them (`reports.language`).
"""
