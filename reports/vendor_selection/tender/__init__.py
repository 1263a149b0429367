"""What bidders receive and fill in: the request for proposals and the workbook template.

Here: the words, the sheets and their input checks. Not here: reading a filled template (`connectors.workbook`),
evaluating it (`domain.vendor_selection`).
"""
