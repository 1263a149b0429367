"""Choosing between options by weights: other methods, ties, and how firm the choice is.

Here: options, criteria and marks as numbers, whoever they belong to. Not here: bidders, knock-outs and the winner
(`domain.vendor_selection`), evaluators' scores (`domain.vendor_selection.scores`), prices (`domain.prices`).
"""
