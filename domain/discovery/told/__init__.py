"""How each figure of discovery's report came about: formula with numbers, parts, rows, source.

Here: one file per part of the report. Not here: the figures (`domain.discovery`), the shape of a working
(`domain.figures`), words for readers (`reports.discovery.figures`).
"""
