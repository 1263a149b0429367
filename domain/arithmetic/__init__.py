"""Arithmetic on shares, series and columns: judged on counts, rounded in one place.

Here: what would be true in any trade: intervals, bounds, control charts, survival, rounding. Not here: any business
word, target or decision; those stand with the subject that asks.
"""
