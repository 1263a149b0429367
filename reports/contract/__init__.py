"""The contract and its levels in words.

Here: tables and sentences that tender, review and site share. Not here: which contract is in force
(`domain.agreement`), what was achieved (`reports.review.levels`).
"""
