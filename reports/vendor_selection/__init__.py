"""Phase 2: the report, section by section.

Here: shortlist, scores, prices, proposals, negotiation, firmness. Not here: the comparison
(`domain.vendor_selection`), what bidders receive before (`tender`) and after (`award`).
"""
