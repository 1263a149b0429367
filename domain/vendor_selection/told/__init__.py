"""How each figure of the vendor selection came about: formula with numbers, parts, rows, source.

Here: one file per part of the report; no evaluator's name. Not here: the figures (`domain.vendor_selection`,
`domain.prices`, `domain.choice`, `domain.agreement`), words for readers (`reports.discovery.figures`).
"""
