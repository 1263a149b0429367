"""Vega-Lite specifications and their pictures."""
