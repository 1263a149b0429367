"""The words of discovery's records: each function writes one record from the values and rows a rule hands over.

Not here: any sum, selection or judgement; those are the rules' (`domain.discovery`), which call these while they
compute.
"""
