"""Phase 1: what burnout costs, who shows signs of it, which work can leave, and what that pays.

Here: the assessment and its parts, the gate, and what later phases read of a passed gate. Not here: the bids
(`domain.vendor_selection`), measured savings (`domain.returns`), words and charts (`reports.discovery`).
"""
