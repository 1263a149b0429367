"""Phase 2: bids knocked out, ranked and compared, and what makes a comparison impossible.

Here: one bid, all bids, locked weights, completeness, the gate. Not here: methods of choice (`domain.choice`), prices
over the term (`domain.prices`), offered levels (`domain.agreement`), documents (`reports.vendor_selection`).
"""
