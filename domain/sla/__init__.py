"""From status history to verdict: whose second, which clause, which month, and what decided it.

Here: tickets as columns, booked time, verdicts of all clauses over all months, and their counts. Not here: how one
clause judges (`domain.sla.verdicts`), open hours (`domain.working_time`), the month's document (`domain.review`).
"""
