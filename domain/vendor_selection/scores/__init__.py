"""What evaluators give, and when it may be seen.

Here: sealed scores, panels, sub-criteria, and what keeps scores closed. Not here: totals and ranking
(`domain.vendor_selection`), evaluators' workbooks (`tasks.vendor_selection.evaluators`).
"""
