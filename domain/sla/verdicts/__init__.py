"""One clause and its tickets: clocks, stops, targets, allowances, and the verdict.

Here: how a clause judges, in columns. Not here: whose time a second is (`domain.sla.ticket_time`), months and counts
(`domain.sla`), what a clause may say (`domain.contract.clauses`).
"""
