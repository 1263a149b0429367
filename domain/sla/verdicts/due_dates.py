"""Fixed due dates: a date somebody promised, which pauses do not move.

Here: verdicts of clauses with the metric `due_date`. Not here: clocks (`domain.sla.verdicts.clocks`).
A ticket is due at the end of its due day in the calendar's zone, closed day or not; solved by then is in time. It is
late from then on when it is not solved, and, unless the first solution is final, when it is re-opened later.
The due date is the one the tracker held at the pull: its own history is not read.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from domain.arithmetic.columns import Seconds, first_of
from domain.sla.ticket_time import TicketTime
from domain.sla.verdicts.stops import Stops
from domain.working_time.intervals import NEVER


@dataclass(frozen=True)
class DueDates:
    """Per ticket: when it is due (NEVER without a date), and the first instant it was late (NEVER)."""

    due: Seconds
    late: Seconds


def due_dates(time: TicketTime, stops: Stops, zone: str) -> DueDates:
    """Due instants and lateness as things stand at the cut-off."""
    due = _due(time, zone)
    if stops.once:
        late = np.where((due < time.cut_off) & (stops.last > due), due, NEVER)
    else:
        open_after = np.flatnonzero(~time.resolved & (time.end > due[time.ticket]) & (time.end > time.start))
        ticket = time.ticket[open_after]
        late = first_of(ticket, np.maximum(time.start[open_after], due[ticket]), len(due), NEVER)
        late = np.where(late < time.cut_off, late, NEVER)
    return DueDates(due, late)


def _due(time: TicketTime, zone: str) -> Seconds:
    midnight = (pl.col("due_on") + pl.duration(days=1)).cast(pl.Datetime("ms"))
    # Where a zone skips midnight the day ends at the first instant there is.
    local = midnight.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    after = (midnight + pl.duration(hours=1)).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    seconds = pl.coalesce(local, after).dt.epoch("s").fill_null(int(NEVER))
    due: Seconds = time.tickets.select(due=seconds)["due"].to_numpy()
    return due
