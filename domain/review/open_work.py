"""Open work at a month's end: how old it is, and how long tickets stay open when those still open are counted too.

Here: bands of age, and the Kaplan-Meier estimate over the last year's tickets. Not here: the flow of tickets
(`domain.review.flow`), deadlines (`domain.sla.verdicts.verdicts`). Time is elapsed time since creation, closed hours
included: the reader asks how long somebody has waited.
"""

from decimal import Decimal
from typing import Final

import numpy as np

from domain.arithmetic.columns import Flags, Seconds
from domain.arithmetic.rounding import SHARE_PLACES, measured, share_of_one
from domain.arithmetic.survival import kaplan_meier
from domain.review.shapes.parts import AgeBand, TimeOpen
from domain.sla.ticket_time import TicketTime

DAY_SECONDS: Final = 86_400
BANDS_DAYS: Final = ((0, 3), (3, 8), (8, 15), (15, 31), (31, None))
"""Half open, in whole days of 86,400 s."""
WINDOW_DAYS: Final = 365
ASKED_DAYS: Final = (3, 7, 14, 30)


def age_bands(time: TicketTime) -> tuple[AgeBand, ...]:
    """Open tickets at the cut-off per band of age, youngest first; the counts sum to the backlog."""
    edges = np.array([low for low, _ in BANDS_DAYS], dtype=np.int64) * DAY_SECONDS
    ages = (time.cut_off - time.created)[_readable(time) & ~_closed(time)]
    band = np.searchsorted(edges, ages, side="right") - 1
    counts = np.bincount(band, minlength=len(BANDS_DAYS)).tolist()
    return tuple(
        AgeBand(from_days=low, below_days=high, open_tickets=count)
        for (low, high), count in zip(BANDS_DAYS, counts, strict=True)
    )


def time_open(time: TicketTime) -> TimeOpen | None:
    """The estimate at the cut-off; None without readable tickets in the window.

    A re-opened ticket is open until its last solution: its last interval decides whether it is closed, and since when.
    """
    inside = _readable(time) & (time.created >= time.cut_off - WINDOW_DAYS * DAY_SECONDS)
    if not np.any(inside):
        return None
    closed = _closed(time)[inside]
    durations = (np.where(_closed(time), _last_solved(time), time.cut_off) - time.created)[inside]
    found = kaplan_meier(durations, closed)
    watched = int(durations.max())
    asked = tuple(days for days in ASKED_DAYS if days * DAY_SECONDS <= watched)
    ends = durations[closed]
    return TimeOpen(
        tickets=len(durations),
        still_open=int(np.count_nonzero(~closed)),
        median_seconds=found.median(),
        closed_within=tuple((days, measured(1 - found.open_share(days * DAY_SECONDS), SHARE_PLACES)) for days in asked),
        closed_only=tuple((days, _closed_within(ends, days)) for days in asked if len(ends)),
    )


def _closed_within(ends: Seconds, days: int) -> Decimal:
    """Of some closed tickets, at least one, the share that took at most so many days."""
    return share_of_one(Decimal(int(np.count_nonzero(ends <= days * DAY_SECONDS))) / len(ends))


def _readable(time: TicketTime) -> Flags:
    readable: Flags = time.tickets["unreadable_reason"].is_null().to_numpy()
    return readable


def _closed(time: TicketTime) -> Flags:
    """Per ticket: its last interval is resolved."""
    closed: Flags = time.resolved[time.first[1:] - 1] if len(time.created) else np.zeros(0, dtype=bool)
    return closed


def _last_solved(time: TicketTime) -> Seconds:
    """Per ticket, when it last became resolved; its creation when it never did."""
    at = time.created.copy()
    hits = np.flatnonzero(time.entered)
    at[time.ticket[hits]] = time.start[hits]  # in order: the last one stands
    return at
