"""The metrics of the KPI block, one file each: its definition beside the function that measures it.

Here: a metric is a module with a `METRIC` in it; `domain.returns.register` finds it here by itself. Adding one is this
one file, its texts in the catalogues, and its test. Not here: anything that several metrics share (`domain.returns`).
"""
