"""What outsourcing gives back: the metrics of the KPI block, the savings, and where each figure comes from.

Here: a register of metrics (`metrics/`, one file each), the shapes they share, the full saving and the plan beside it.
Not here: what follows from them (`domain.optimisation`), baselines (`domain.discovery.baselines`).
"""
