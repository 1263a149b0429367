"""What every flow begins and ends with.

Here: a context with a lease, problems in one sentence, and the last steps that all phases share. Not here: one flow's
own steps, what a context is (`tasks.frame.context`), what stands behind it (`flows.wiring`).
"""
