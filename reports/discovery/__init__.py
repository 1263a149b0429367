"""Phase 1 in words, tables and charts.

Here: the report and its sections, and the words of a figure's working. Not here: the figures (`domain.discovery`),
which teams may be shown (`domain.measures.disclosure`).
"""
