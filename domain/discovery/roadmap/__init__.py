"""The outsourcing roadmap: which processes suit, in which order they go, and the epics that follow its approval.

Here: the article's catalogue of work (section 4), scores on fixed scales, exclusions, waves. Not here: what it pays
(`domain.discovery.business_case`), reading an approved roadmap (`domain.discovery.passed`).
"""
