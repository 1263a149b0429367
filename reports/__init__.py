"""WHAT PEOPLE READ: typed results in, documents out. No Prefect, no network, nothing is computed here.

Here, at the root: the document as data, languages, and what several documents share; a folder per subject composes,
`forms` shows. Not here: figures and verdicts (`domain`), where a document is published (`tasks.publish`).
"""
