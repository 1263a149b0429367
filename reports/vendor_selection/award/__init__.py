"""What leaves the vendor selection when it is decided: award file, letters, statement of work, checklist.

Here: drafts for those who decide and sign. Not here: what they rest on (`domain.vendor_selection.papers`), when they
are published (`flows.steps.award_file`).
"""
