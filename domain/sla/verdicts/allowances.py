"""How much a clock may have counted when a target is used up: per stretch of a ticket's life and cycle of its clock.

Here: the plain rule, and shares of several targets (`pro_rata`). Not here: the stretches
(`domain.sla.verdicts.targets`), the clock (`domain.sla.verdicts.clocks`), what follows
(`domain.sla.verdicts.verdicts`).

Pro rata: each second under a priority uses 1/target of the allowance, and the clause is breached when the shares exceed
one. P3 with 24 h for 3 h uses an eighth; P1 with 4 h then has seven eighths of 4 h left, 3 h 30 min. Shares are kept as
whole numbers over the least common multiple of the targets, so that exactly used up is met to the second.
"""

import math
from dataclasses import dataclass

import numpy as np

from domain.arithmetic.columns import Index, Seconds
from domain.contract.clauses import RetargetPolicy
from domain.sla.ticket_time import TicketTime
from domain.sla.verdicts.clocks import Clock
from domain.sla.verdicts.targets import Stretches
from domain.working_time.intervals import NEVER


@dataclass(frozen=True)
class Allowances:
    """Pairs of a stretch and a cycle, in the order of stretches, then cycles.

    Attributes:
        piece, cycle: per pair.
        seconds: what the cycle's clock may show at most while the stretch lasts; NEVER without a target.
        first_pair: per stretch, position of its first pair.
    """

    piece: Index
    cycle: Index
    seconds: Seconds
    first_pair: Index
    first_cycle: Index

    def of(self, piece: Index, cycle: Index, ticket: Index) -> Seconds:
        """The allowance of given stretches in given cycles of their tickets."""
        found: Seconds = self.seconds[self.first_pair[piece] + cycle - self.first_cycle[ticket]]
        return found


def allowances(time: TicketTime, pieces: Stretches, clock: Clock, policy: RetargetPolicy) -> Allowances:
    """Every stretch of every cycle with what it allows."""
    cycles = np.diff(clock.first_cycle)[pieces.ticket]
    first_pair = np.cumsum(cycles) - cycles
    piece = np.repeat(np.arange(len(pieces.ticket)), cycles)
    cycle = clock.first_cycle[pieces.ticket[piece]] + np.arange(len(piece)) - first_pair[piece]
    seconds = pieces.target[piece]
    if policy is RetargetPolicy.PRO_RATA and len(piece):
        seconds = _pro_rata(time, pieces, clock, piece, cycle)
    return Allowances(piece, cycle, seconds, first_pair, clock.first_cycle)


def _pro_rata(time: TicketTime, pieces: Stretches, clock: Clock, piece: Index, cycle: Index) -> Seconds:
    target = pieces.target[piece]
    known = sorted({int(seconds) for seconds in np.unique(target) if seconds != NEVER})
    whole = math.lcm(*known) if known else 1
    weight = np.where(target == NEVER, 0, whole // np.where(target == NEVER, whole, target))
    counted_from = _counted(time, pieces.start[piece], pieces, clock, piece, cycle)
    counted_to = _counted(time, pieces.end[piece], pieces, clock, piece, cycle)
    order = np.lexsort((piece, cycle))
    used = ((counted_to - counted_from) * weight)[order]
    through = np.cumsum(used)
    opening = np.concatenate([[True], cycle[order][1:] != cycle[order][:-1]])
    before_cycle = (through - used)[np.flatnonzero(opening)][np.cumsum(opening) - 1]
    used_before = np.empty(len(piece), dtype=np.int64)
    used_before[order] = through - used - before_cycle
    left = (whole - used_before) // np.maximum(weight, 1)
    return np.where(target == NEVER, NEVER, np.maximum(counted_from + left, 0))


def _counted(
    time: TicketTime, instants: Seconds, pieces: Stretches, clock: Clock, piece: Index, cycle: Index
) -> Seconds:
    """Seconds on each cycle's clock at the instants, which are cut to the cycle and the cut-off."""
    within = np.clip(instants, clock.start[cycle], np.maximum(clock.start[cycle], time.cut_off))
    return clock.counted_until(pieces.ticket[piece], cycle, within, time)
