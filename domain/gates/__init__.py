"""Criteria, evidence, who decides, what is waived, what runs out."""
