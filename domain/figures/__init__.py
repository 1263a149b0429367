"""What a figure is, and how it came about: definition, record, recorder.

Here: shapes that every subject's figures share. Not here: any one figure; each stands beside the rule that computes
it.
"""
