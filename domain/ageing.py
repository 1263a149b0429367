"""How old the open work is at a month's end.

Here: open readable tickets in bands of age. Not here: the flow of tickets (`domain.month_flow`), deadlines
(`domain.verdicts`). Age is elapsed time since creation, closed hours included: the reader asks how long somebody has
waited.
"""

from typing import Final

import numpy as np

from domain.frozen import Frozen
from domain.intervals import Seconds
from domain.ticket_time import TicketTime

DAY_SECONDS: Final = 86_400
BANDS_DAYS: Final = ((0, 3), (3, 8), (8, 15), (15, 31), (31, None))
"""Half open, in whole days of 86,400 s."""


class AgeBand(Frozen):
    """Open tickets from `from_days` to under `below_days` old; None has no upper end."""

    from_days: int
    below_days: int | None
    open_tickets: int


def age_bands(time: TicketTime) -> tuple[AgeBand, ...]:
    """Open tickets at the cut-off per band of age, youngest first; the counts sum to the backlog."""
    edges = np.array([low for low, _ in BANDS_DAYS], dtype=np.int64) * DAY_SECONDS
    band = np.searchsorted(edges, _open_ages_seconds(time), side="right") - 1
    counts = np.bincount(band, minlength=len(BANDS_DAYS)).tolist()
    return tuple(
        AgeBand(from_days=low, below_days=high, open_tickets=count)
        for (low, high), count in zip(BANDS_DAYS, counts, strict=True)
    )


def _open_ages_seconds(time: TicketTime) -> Seconds:
    if not len(time.created):
        return time.created
    readable = time.tickets["unreadable_reason"].is_null().to_numpy()
    still_open = ~time.resolved[time.first[1:] - 1]
    ages: Seconds = time.cut_off - time.created[readable & still_open]
    return ages
