"""The company's tickets: when they come, what happens to them, and what is written on them.

Here: plans drawn from the seed, designed cases, and plans as Jira issues. Not here: opening hours as arithmetic
(`sandbox.nordlys.hours`), the rules that judge tickets (`domain.sla`).
"""
