"""The flow of tickets per month: arrived, resolved, re-opened, and what is left.

Here: counts over readable tickets; which solutions held. Not here: service levels (`domain.review.figures`).
"""

import numpy as np
import polars as pl

from domain.returns.metric import AFTER_MONTHS, TicketMonth
from domain.review.shapes.parts import Volumes
from domain.sla.month_frame import MONTHS_BEFORE, Counts, MonthFrame

Moved = tuple[Counts, Counts, Counts, Counts]
"""Per month: tickets created, resolutions, re-opens, and the backlog at its end."""


def volumes(frame: MonthFrame, moved: Moved) -> Volumes:
    """The reviewed month's flow; arrivals also by the priority the tickets have now."""
    arrived, resolved, reopened, backlog = moved
    now = frame.now
    here = pl.Series(frame.number(frame.time.created) == now, dtype=pl.Boolean)
    new = frame.time.tickets.filter(here & frame.time.tickets["unreadable_reason"].is_null())
    mix = new.group_by(pl.col("priority").fill_null("")).len().sort("priority")
    return Volumes(
        arrived=int(arrived[now]),
        resolved=int(resolved[now]),
        backlog=int(backlog[now]),
        reopened=int(reopened[now]),
        by_priority=dict(mix.iter_rows()),
    )


def flow(frame: MonthFrame, moved: Moved) -> tuple[tuple[str, int, int, int], ...]:
    """(month, arrived, resolved, backlog at its end) of the last twelve months, the reviewed one included."""
    arrived, resolved, _, backlog = (counts.tolist() for counts in moved)
    rows = list(zip(frame.months, arrived, resolved, backlog, strict=True))
    return tuple(rows[-min(frame.shown, MONTHS_BEFORE) :])


def resolutions(frame: MonthFrame) -> tuple[TicketMonth, ...]:
    """What became of the tickets first solved in the reviewed month and the two before, none before the contract."""
    time = frame.time
    seen = time.tickets["unreadable_reason"].is_null().to_numpy()[time.ticket]
    # Intervals are sorted by ticket and time, so a ticket's first one here is its first solution.
    tickets, first = np.unique(time.ticket[time.entered & seen], return_index=True)
    solved_at = time.start[time.entered & seen][first]
    again = np.isin(tickets, time.ticket[time.reopened & seen])
    shown = slice(-min(frame.shown, AFTER_MONTHS), None)
    solved, reopened = frame.per_month(solved_at), frame.per_month(solved_at[again])
    return tuple(
        TicketMonth(month=month, resolved=int(count), reopened=int(back))
        for month, count, back in zip(frame.months[shown], solved[shown], reopened[shown], strict=True)
    )


def moves(frame: MonthFrame) -> Moved:
    """Per month: tickets created, resolutions, re-opens, and the backlog at its end."""
    time = frame.time
    readable = time.tickets["unreadable_reason"].is_null().to_numpy()
    seen = readable[time.ticket]
    # A ticket that is created resolved has both an arrival and a resolution, so that the balance holds.
    arrived = frame.per_month(time.created[readable])
    resolved = frame.per_month(time.start[time.entered & seen])
    reopened = frame.per_month(time.start[time.reopened & seen])
    return arrived, resolved, reopened, np.cumsum(arrived - resolved + reopened)
