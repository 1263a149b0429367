"""Phase 3: work defined, access limited, the five pitfalls under control; and the duties that stay.

Here: checks on deliverables, access rights and controls, their gate, and how each duty stands on a later day. Not
here: the statement of work they come from (`domain.vendor_selection.papers`), their rows (`domain.workbook.delivery`).
"""
