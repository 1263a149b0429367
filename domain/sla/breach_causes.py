"""Why a clause was breached, as far as the history tells: what used the time up, and who held the ticket longest.

Here: one cause and one party per breach, in columns. Not here: the breach itself (`domain.sla.verdicts.verdicts`), what
was said about it (comments are not read). A cause is a fact about the clock, not about guilt.

The first that applies, in this order:
- re-opened: the allowance ran out after a re-open;
- raised: a stricter priority's target ran out, and the one the ticket was created with had not;
- queue: more than half of the counted time passed before anybody took the ticket;
- handling: the rest.
"""

from dataclasses import dataclass

import numpy as np

from domain.arithmetic.columns import Index, Seconds
from domain.contract.clauses import Party
from domain.sla.shapes import BreachCause
from domain.sla.ticket_time import PARTIES, TicketTime, summed_per_ticket
from domain.sla.verdicts.targets import Priorities, allowed_seconds
from domain.sla.verdicts.verdicts import Verdicts
from domain.working_time.intervals import OpenTime


@dataclass(frozen=True)
class Causes:
    """One element per breach."""

    cause: tuple[BreachCause, ...]
    party: tuple[Party, ...]


def causes_of(time: TicketTime, found: Verdicts, hits: Index, open_time: OpenTime, priorities: Priorities) -> Causes:
    """Cause and longest holder of the breaches at `hits` (positions in `found`), up to the breach."""
    until = found.breached_at[hits]
    mine = time.only(found.ticket[hits])
    end = np.maximum(np.minimum(mine.end, until[mine.ticket]), mine.start)
    working = np.where(mine.start < until[mine.ticket], open_time.between(mine.start, end), 0)
    counts = np.array([party in found.clause.counts for party in PARTIES])[mine.party]
    per_party = [
        summed_per_ticket(mine.ticket, np.where(mine.party == code, working, 0), len(hits))
        for code, party in enumerate(PARTIES)
        if party is not Party.RESOLVED
    ]
    counted = summed_per_ticket(mine.ticket, np.where(counts, working, 0), len(hits))
    queued = summed_per_ticket(mine.ticket, np.where(counts & mine.queue, working, 0), len(hits))
    again = np.zeros(len(hits), dtype=bool)
    again[mine.ticket[mine.reopened & (mine.start < until[mine.ticket])]] = True
    raised = counted <= _target_at_creation(found, hits, priorities)
    which = np.select([again, raised, 2 * queued > counted], [0, 1, 2], default=3)
    holders = [party for party in PARTIES if party is not Party.RESOLVED]
    longest = np.argmax(np.array(per_party), axis=0) if len(hits) else np.zeros(0, dtype=np.int64)
    return Causes(
        cause=tuple(tuple(BreachCause)[code] for code in which.tolist()),
        party=tuple(holders[code] for code in longest.tolist()),
    )


def _target_at_creation(found: Verdicts, hits: Index, priorities: Priorities) -> Seconds:
    """The target of the priority each ticket was created with; 0 when it is the one that was breached."""
    first = np.searchsorted(priorities.ticket, found.ticket[hits], side="left")
    original = priorities.code[first]
    allowed = allowed_seconds(priorities.names, found.clause.targets)[original]
    same: Seconds = np.where(original == found.priority[hits], 0, allowed)
    return same
