"""What a clause says of every ticket: target, clock, deadline, and one verdict.

Here: stops, targets, counted seconds, outcomes, in columns. Not here: whose time a second is (`domain.ticket_time`),
the month's figures (`domain.months`). Exactly on the deadline is met; a breach that happened is never erased.
Rules: design page, section 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import polars as pl

from domain.contracts import Clause, Metric, Party, ReopenPolicy, RetargetPolicy, Target
from domain.intervals import NEVER, OpenTime, Seconds
from domain.ticket_time import PARTIES, Flags, Index, TicketTime


class Outcome(IntEnum):
    """The classes of the census; every ticket a clause covers is in exactly one."""

    MET = 0
    BREACHED_RESOLVED = 1
    BREACHED_OPEN = 2
    OPEN = 3
    EXCLUDED = 4
    UNREADABLE = 5


@dataclass(frozen=True)
class Verdicts:
    """One clause's verdicts; every array has one element per covered ticket.

    Attributes:
        ticket: position in the `TicketTime`.
        priority: the priority whose target counts; empty when it has none.
        target: allowed seconds; 0 when excluded.
        stop: when the clock stopped; NEVER while it runs.
        counted: seconds on the clock up to the stop or the cut-off.
        deadline: when the counted seconds reached the target; NEVER when they did not.
        breached_at: the first counted second after the deadline; NEVER without a breach.
    """

    clause: Clause
    ticket: Index
    priority: npt.NDArray[np.str_]
    target: Seconds
    stop: Seconds
    counted: Seconds
    deadline: Seconds
    breached_at: Seconds
    outcome: npt.NDArray[np.int8]

    @property
    def decided_at(self) -> Seconds:
        """When the verdict fell, which decides its month: the stop if met, the breach if breached; else NEVER."""
        breached = (self.outcome == Outcome.BREACHED_RESOLVED) | (self.outcome == Outcome.BREACHED_OPEN)
        met = self.outcome == Outcome.MET
        decided: Seconds = np.where(breached, self.breached_at, np.where(met, self.stop, NEVER))
        return decided


def judge(
    time: TicketTime,
    clause: Clause,
    open_time: OpenTime,
    history: pl.DataFrame,
    comments: pl.DataFrame,
    vendor_account_ids: tuple[str, ...],
    covered: Flags,
) -> Verdicts:
    """The verdict of one clause on each covered ticket, as things stand at the cut-off.

    Args:
        open_time: open hours of the clause's calendar, complete over all tickets' lives.
        covered: per ticket, whether the clause applies to it (declared order has been settled by the caller).
    """
    stop = _stops(time, clause, comments, vendor_account_ids)
    until = np.minimum(stop, time.cut_off)
    priority, target = _targets(time, clause, history, until)
    clock = _run(time, clause, open_time, until, target)
    unreadable = time.tickets["unreadable_reason"].is_not_null().to_numpy()
    outcome = np.select(
        [unreadable, target == 0, (clock.breached_at != NEVER) & (stop != NEVER), clock.breached_at != NEVER,
         stop != NEVER],
        [Outcome.UNREADABLE, Outcome.EXCLUDED, Outcome.BREACHED_RESOLVED, Outcome.BREACHED_OPEN, Outcome.MET],
        default=Outcome.OPEN,
    )  # fmt: skip
    kept = np.flatnonzero(covered)
    return Verdicts(
        clause=clause,
        ticket=kept,
        priority=priority[kept],
        target=target[kept],
        stop=stop[kept],
        counted=clock.counted[kept],
        deadline=clock.deadline[kept],
        breached_at=clock.breached_at[kept],
        outcome=outcome[kept].astype(np.int8),
    )


def _stops(time: TicketTime, clause: Clause, comments: pl.DataFrame, vendor_account_ids: tuple[str, ...]) -> Seconds:
    """Per ticket, when the clause's clock stopped by the cut-off; NEVER while it runs."""
    count = len(time.created)
    if clause.metric is Metric.FIRST_RESPONSE:
        left_queue = _first_where(time, ~time.queue, count)
        return np.minimum(left_queue, _first_vendor_comment(time, comments, vendor_account_ids))
    if clause.reopen is ReopenPolicy.FIRST_CLOSE_FINAL:
        return _first_where(time, time.entered, count)
    stop = np.full(count, NEVER, dtype=np.int64)
    entries = np.flatnonzero(time.entered)
    stop[time.ticket[entries]] = time.start[entries]  # later entries win: the last one stands
    if count:
        stop[~time.resolved[time.first[1:] - 1]] = NEVER
    return stop


def _first_where(time: TicketTime, wanted: Flags, count: int) -> Seconds:
    found = np.full(count, NEVER, dtype=np.int64)
    hits = np.flatnonzero(wanted)[::-1]
    found[time.ticket[hits]] = time.start[hits]  # reversed: the first one is written last and stands
    return found


def _first_vendor_comment(time: TicketTime, comments: pl.DataFrame, vendor_account_ids: tuple[str, ...]) -> Seconds:
    found = np.full(len(time.created), NEVER, dtype=np.int64)
    first = (
        comments.filter(pl.col("public") & pl.col("author_id").is_in(vendor_account_ids))
        .join(time.tickets.select("issue_id", "ticket", "created"), on="issue_id", how="inner")
        .with_columns(at_seconds=pl.max_horizontal(pl.col("at").dt.epoch("ms").floordiv(1000), "created"))
        .filter(pl.col("at_seconds") <= time.cut_off)
        .group_by("ticket")
        .agg(pl.col("at_seconds").min())
    )
    found[first["ticket"].to_numpy()] = first["at_seconds"].to_numpy()
    return found


def _targets(
    time: TicketTime, clause: Clause, history: pl.DataFrame, until: Seconds
) -> tuple[npt.NDArray[np.str_], Seconds]:
    """Per ticket, the priority that counts and its target in seconds (0 without one)."""
    held = time.tickets.select("issue_id", "ticket", "priority").with_columns(until=pl.Series(until))
    changes = (
        history.filter(pl.col("field") == "priority")
        .join(held.select("issue_id", "ticket", "until"), on="issue_id", how="inner")
        .with_columns(at_seconds=pl.col("at").dt.epoch("ms").floordiv(1000))
        .sort("ticket", "at", "item", maintain_order=True)
    )
    before = changes.group_by("ticket", maintain_order=True).first().select("ticket", original="from_name")
    past = changes.filter(pl.col("at_seconds") <= pl.col("until"))
    last = past.group_by("ticket", maintain_order=True).last().select("ticket", latest="to_name")
    held = held.join(before, on="ticket", how="left").join(last, on="ticket", how="left")
    held = held.sort("ticket").with_columns(counts=pl.coalesce("latest", "original", "priority").fill_null(""))
    if clause.retarget is RetargetPolicy.WORST:
        held = _with_worst(held, past, clause.targets)
    seconds = {name: target.minutes * 60 for name, target in clause.targets.items()}
    names = held["counts"]
    return names.to_numpy().astype(np.str_), names.replace_strict(seconds, default=0, return_dtype=pl.Int64).to_numpy()


def _with_worst(held: pl.DataFrame, past: pl.DataFrame, targets: Mapping[str, Target]) -> pl.DataFrame:
    """Replace the priority that counts by the one with the shortest target among those held."""
    order = sorted(targets, key=lambda name: targets[name].minutes)
    ranks = {name: rank for rank, name in enumerate(order)}
    names = pl.concat([
        held.select("ticket", name=pl.coalesce("original", "counts")), past.select("ticket", name="to_name"),
    ])  # fmt: skip
    worst = (
        names.with_columns(rank=pl.col("name").replace_strict(ranks, default=None, return_dtype=pl.Int64))
        .group_by("ticket")
        .agg(pl.col("rank").min())
        .with_columns(worst=pl.col("rank").replace_strict(dict(enumerate(order)), default=None, return_dtype=pl.String))
    )
    held = held.join(worst.select("ticket", "worst"), on="ticket", how="left").sort("ticket")
    return held.with_columns(counts=pl.coalesce("worst", "counts"))


@dataclass(frozen=True)
class _Clock:
    counted: Seconds
    deadline: Seconds
    breached_at: Seconds


def _run(time: TicketTime, clause: Clause, open_time: OpenTime, until: Seconds, target: Seconds) -> _Clock:
    """Add up the counted parties' working seconds, and find where they reach and pass the target."""
    limit = until[time.ticket]
    counted_party = np.isin(time.party, [PARTIES.index(p) for p in clause.counts if p is not Party.OUTSIDE_HOURS])
    runs = counted_party & (time.start < limit)
    amount = np.where(runs, open_time.between(time.start, np.minimum(time.end, limit)), 0)
    through = np.cumsum(amount)
    segment = _segment_starts(time, clause)
    base = through[segment] - amount[segment] if len(segment) else through
    after = through - base
    allowed = target[time.ticket]
    count = len(time.created)
    deadline, breached_at = np.full(count, NEVER, dtype=np.int64), np.full(count, NEVER, dtype=np.int64)
    for found, hits, when in (
        (deadline, (after >= allowed) & (amount > 0), open_time.reached),
        (breached_at, (after > allowed) & (amount > 0), open_time.exceeded),
    ):
        at = np.flatnonzero(hits)[::-1]  # reversed: the first interval of a ticket is written last and stands
        needed = allowed[at] - (after[at] - amount[at])
        # Later intervals lie past the target already; they never stand, and must not ask for less than 0.
        found[time.ticket[at]] = when(open_time.before(time.start[at]) + np.maximum(needed, 0))
    total = np.zeros(count, dtype=np.int64)
    if len(after):
        total = after[time.first[1:] - 1]
    return _Clock(counted=total, deadline=deadline, breached_at=np.where(target > 0, breached_at, NEVER))


def _segment_starts(time: TicketTime, clause: Clause) -> Index:
    """Per interval, the position where its clock began: the ticket's first interval, or the last re-open's."""
    starts = np.zeros(len(time.ticket), dtype=np.int64)
    starts[time.first[:-1]] = time.first[:-1]
    if clause.reopen is ReopenPolicy.RESTART:
        reopened = np.flatnonzero(time.reopened)
        starts[reopened] = reopened
    return np.maximum.accumulate(starts) if len(starts) else starts
