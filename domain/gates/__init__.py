"""Gates: criteria checked by the machine, people who decide, waivers, evidence that runs out.

Here: what is the same at every gate. Not here: one phase's criteria (its `gate.py`), recording (`tasks.decide`,
`tasks.record`), letters (`reports.phases.decision_letters`).
"""
