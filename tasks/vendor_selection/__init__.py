"""The verbs that only vendor selection has: lock, read evaluators' workbooks, negotiate, refuse.

Here: fetching and calling. Not here: the rules (`domain.vendor_selection`, `domain.agreement`), their order
(`flows.vendor_selection`).
"""
