"""The command `explain`, by what is explained: a month's tickets and figures, its metrics, a phase's figures.

Here: printing. Not here: the stories (`flows.explain`).
"""
