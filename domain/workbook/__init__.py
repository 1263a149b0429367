"""The row models of a rollout's workbook: the only schema of every tab that is read.

Here: one model per tab, a file per kind of reader, fields in the order of the columns; cells, tables and where rows
stand; which phase reads which tab. Not here: reading cells (`connectors.workbook`), rules over rows (each subject's
room). Amounts are in the rollout's currency (DKK unless its settings say otherwise). People data is aggregated per
team: no model describes one person's work, health or opinion.
"""
