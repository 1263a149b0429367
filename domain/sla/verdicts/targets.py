"""Which priority's target counts at which time of a ticket's life.

Here: priority changes as columns, and the stretches of time in which one target counts. Not here: whose time a second
is (`domain.sla.ticket_time`), clocks and outcomes (`domain.sla.verdicts.verdicts`). Rules: design page, section 6.

- `last`: the priority held at a month's end counts for the whole month, and the one held at the stop for the month of
  the stop. A correction inside the month counts from its beginning; it never changes a month that is over.
- `worst`: the shortest target among the priorities held so far, from the moment each was set. - `pro_rata`: each
priority's own target, from the moment it was set, used up in shares (`domain.sla.verdicts.allowances`).

A change while the clock is stopped takes effect when the ticket is re-opened, if ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from domain.arithmetic.columns import Index, Seconds
from domain.contract.clauses import RetargetPolicy, Target
from domain.sla.changes import changes_of
from domain.sla.ticket_time import TIME_KEY, TicketTime
from domain.working_time.intervals import NEVER


@dataclass(frozen=True)
class Priorities:
    """Every ticket's priorities until the cut-off: one element per (ticket, priority held), in order.

    Attributes:
        names: what the codes stand for; "" is no priority.
        ticket, since, code: since when the ticket held the priority; its first one since its creation.
    """

    names: tuple[str, ...]
    ticket: Index
    since: Seconds
    code: Index


@dataclass(frozen=True)
class Stretches:
    """Stretches of tickets' lives in which one target counts, sorted by ticket and time, without gaps.

    Attributes:
        ticket, start, end: per stretch; a ticket's last one ends NEVER.
        code: position in `Priorities.names`.
        target: allowed seconds; NEVER when the priority has no target.
    """

    ticket: Index
    start: Seconds
    end: Seconds
    code: Index
    target: Seconds

    def at(self, ticket: Index, instants: Seconds) -> Index:
        """Position of the stretch that holds each (ticket, instant)."""
        if len(self.ticket) and self.ticket[-1] + 1 == len(self.ticket):  # one each
            return ticket
        keys = self.ticket * TIME_KEY + self.start
        return np.searchsorted(keys, ticket * TIME_KEY + instants, side="right") - 1


def read_priorities(time: TicketTime, history: pl.DataFrame) -> Priorities:
    """Priorities of all tickets; the first is what the first change came from, or the present one without a change."""
    changes = changes_of(time.tickets, history, "priority", "from_name", "to_name").with_columns(
        pl.col("from_name", "to_name").cast(pl.String).fill_null("")
    )
    first = changes.group_by("ticket", maintain_order=True).first().select("ticket", original="from_name")
    held = time.tickets.join(first, on="ticket", how="left", maintain_order="left").select(
        "ticket", since="created", name=pl.coalesce("original", "priority").fill_null("")
    )
    later = changes.filter(pl.col("start") < time.cut_off).select("ticket", since="start", name="to_name")
    rows = pl.concat([held, later]) if later.height else held
    if later.height:
        rows = rows.sort("ticket", "since", maintain_order=True)
    names = tuple(sorted(rows["name"].unique().to_list()))
    code = rows["name"].replace_strict(
        {name: number for number, name in enumerate(names)}, default=None, return_dtype=pl.Int64
    )
    return Priorities(names, rows["ticket"].to_numpy(), rows["since"].to_numpy(), code.to_numpy())


def stretches(
    priorities: Priorities,
    targets: Mapping[str, Target],
    policy: RetargetPolicy,
    effective: Seconds,
    month_starts: Seconds,
) -> Stretches:
    """The stretches of one clause.

    Args:
        effective: per element of `priorities`, when it takes effect; NEVER drops it.
        month_starts: UTC seconds, rising, from before the first ticket to after the cut-off.
    """
    allowed = allowed_seconds(priorities.names, targets)
    first = _first_of_each(priorities.ticket)
    kept = first | (effective != NEVER)
    ticket, code, start = priorities.ticket[kept], priorities.code[kept], effective[kept]
    first = first[kept]
    if policy is RetargetPolicy.WORST:
        code = _shortest_so_far(ticket, code, allowed)
    elif policy is RetargetPolicy.LAST:
        month = month_starts[np.searchsorted(month_starts, start, side="right") - 1]
        created = start[np.flatnonzero(first)][np.cumsum(first) - 1]
        start = np.where(first, start, np.maximum(month, created))
    # Of several changes that count from the same instant on, the last one stands.
    same = np.append((ticket[1:] == ticket[:-1]) & (start[1:] == start[:-1]), False)[: len(ticket)]
    ticket, code, start = ticket[~same], code[~same], start[~same]
    end = np.full(len(ticket), NEVER, dtype=np.int64)
    following = ticket[1:] == ticket[:-1]
    end[:-1][following] = start[1:][following]
    return Stretches(ticket, start, end, code, allowed[code])


def allowed_seconds(names: Sequence[str], targets: Mapping[str, Target]) -> Seconds:
    """The target of each priority; NEVER for one without. A due date's is 0: it has no length of its own."""
    seconds = [(targets[name].minutes or 0) * 60 if name in targets else NEVER for name in names]
    return np.array(seconds, dtype=np.int64)


def _shortest_so_far(ticket: Index, code: Index, allowed: Seconds) -> Index:
    """Per element, the code with the shortest target among it and those before it of the same ticket."""
    order = np.argsort(allowed, kind="stable")
    rank = np.empty(len(allowed), dtype=np.int64)
    rank[order] = np.arange(len(allowed))
    # Later tickets get smaller numbers, so that a running minimum never carries over to the next ticket.
    lowered = rank[code] - ticket * len(allowed)
    shortest: Index = order[np.minimum.accumulate(lowered) + ticket * len(allowed)]
    return shortest


def _first_of_each(ticket: Index) -> npt.NDArray[np.bool_]:
    return np.concatenate([[True], ticket[1:] != ticket[:-1]]) if len(ticket) else np.zeros(0, dtype=bool)
