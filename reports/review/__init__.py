"""The monthly review, a file per section.

Here: the document in the order people read it, and a ticket's or figure's story. Not here: the figures
(`domain.review`), charts' looks (`reports.forms.charts`), the contract's own words (`reports.contract`).
"""
