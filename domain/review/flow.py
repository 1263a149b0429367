"""The flow of tickets per month: arrived, resolved, re-opened, and what is left.

Here: counts over readable tickets. Not here: service levels (`domain.review.figures`).
"""

import numpy as np
import polars as pl

from domain.review.part_shapes import Volumes
from domain.sla.month_frame import MONTHS_BEFORE, Counts, MonthFrame


def volumes(frame: MonthFrame) -> Volumes:
    """The reviewed month's flow; arrivals also by the priority the tickets have now."""
    arrived, resolved, reopened, backlog = _counts(frame)
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


def flow(frame: MonthFrame) -> tuple[tuple[str, int, int, int], ...]:
    """(month, arrived, resolved, backlog at its end) of the last twelve months, the reviewed one included."""
    arrived, resolved, _, backlog = (counts.tolist() for counts in _counts(frame))
    rows = list(zip(frame.months, arrived, resolved, backlog, strict=True))
    return tuple(rows[-min(frame.shown, MONTHS_BEFORE) :])


def _counts(frame: MonthFrame) -> tuple[Counts, Counts, Counts, Counts]:
    """Per month: tickets created, resolutions, re-opens, and the backlog at its end."""
    time = frame.time
    readable = time.tickets["unreadable_reason"].is_null().to_numpy()
    seen = readable[time.ticket]
    # A ticket that is created resolved has both an arrival and a resolution, so that the balance holds.
    arrived = frame.per_month(time.created[readable])
    resolved = frame.per_month(time.start[time.entered & seen])
    reopened = frame.per_month(time.start[time.reopened & seen])
    return arrived, resolved, reopened, np.cumsum(arrived - resolved + reopened)
