"""What bidders hand in beside their prices, and what is drawn up from it.

Here: certificates, the points of data processing, the proposed statement of work. Not here: the documents
(`reports.vendor_selection.award`), whether a proposal is whole (`domain.vendor_selection.completeness`).
"""
