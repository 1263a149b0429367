"""One file per step of the schema. A step that was released is never edited: a change is a new step.

Here: steps. Not here: the tables as they are now (`connectors.ledger.tables`).
"""
