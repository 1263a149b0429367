"""Figures that more than one phase measures, each defined once, and which groups of people any figure may be about.

Here: errors, answers of people, turnover, the rule on group sizes. Not here: targets and judgements (each phase's
gate), money (`domain.returns`), service levels (`domain.review.figures`).
"""
