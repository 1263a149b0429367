"""Phases 3 to 6, a file each, and the letter that asks for a decision.

Here: documents that need one file; a third file of a phase makes a folder of it. Not here: discovery and vendor
selection, which have theirs, the rules (`domain`), the section every phase's gate has (`reports.phase_report`).
"""
