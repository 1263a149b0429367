"""Opening hours, holidays and intervals: which seconds are working time.

Here: calendars and the questions asked of them, exact to the second across clock changes. Not here: the terms they are
read from (`domain.contract.clauses`), whose time a second is (`domain.sla.ticket_time`).
"""
