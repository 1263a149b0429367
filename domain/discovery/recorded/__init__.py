"""The words of discovery's records: what a figure is called, its steps in sentences, where it is from.

Here: one function per record, from the values and rows a rule hands over. Not here: any sum, selection or judgement;
those are the rules' (`domain.discovery`), which call these while they compute.
"""
