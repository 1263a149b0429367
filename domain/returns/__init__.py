"""What the outsourcing brings: the article's metrics, the saving that adds up, the block of KPIs.

Here: formulas on months of the business, against baselines and targets. Not here: the baselines
(`domain.discovery.baselines`), what was expected (`domain.discovery.business_case`), how they are shown
(`reports.review.metrics`).
"""
