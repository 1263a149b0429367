"""What a bid costs over the term, and what a price is worth in points.

Here: volumes, indexation, cases of low and high, the scale fixed beforehand. Not here: price lines as rows
(`domain.workbook.bidders`), prices nobody can mean and the comparison of bids (`domain.vendor_selection`).
"""
