"""Drawings as pictures: Vega-Lite specifications, and SVG made of them.

Here: looks, kinds of charts, rendering. Not here: which figures a chart shows (the folders of subjects), the shapes
handed over (`reports.drawings`).
"""
