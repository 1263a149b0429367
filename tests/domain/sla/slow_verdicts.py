"""The rules of verdicts once more, ticket by ticket and month by month, in the most obvious way.

Here: a reference for property tests, slow on purpose and without a line of the product's column code.
It replays time: at every month's end it asks what a reader could know then, and a verdict once given stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from domain.contract.clauses import Clause, Contract, Metric, Party, ReopenPolicy, RetargetPolicy
from domain.working_time.calendars import ServiceCalendar
from tests.domain.sla.stories import Story, at

SECOND = timedelta(seconds=1)


@dataclass
class Told:
    """What is known of a ticket and a clause: at most one met month, at most one breach."""

    met_at: datetime | None = None
    met_priority: str | None = None
    breached_at: datetime | None = None
    breached_priority: str | None = None


def floored(text: str, created: datetime) -> datetime:
    return max(at(text).replace(microsecond=0), created)


class Life:
    """One ticket as lists of changes."""

    def __init__(self, story: Story, contract: Contract) -> None:
        self.contract = contract
        self.created = at(story.created).replace(microsecond=0)
        self.states = [(self.created, story.first)]
        self.states += [(floored(when, self.created), to) for when, to in story.moves]
        self.priorities = [(self.created, story.priority)]
        self.priorities += [(floored(when, self.created), to) for when, to in story.priorities]
        self.answers = [
            floored(when, self.created)
            for when, author, public in story.comments
            if public and author in contract.vendor_account_ids
        ]

    def party(self, status: str) -> Party:
        return Party(self.contract.statuses[status].books_to)

    def spans(self, until: datetime) -> list[tuple[datetime, datetime, str]]:
        """(from, to, status) as known at `until`."""
        known = [(when, status) for when, status in self.states if when < until]
        ends = [*(when for when, _ in known[1:]), until]
        return [(begin, end, status) for (begin, status), end in zip(known, ends, strict=True)]

    def solved(self, until: datetime) -> list[tuple[datetime, datetime | None]]:
        """Periods of being resolved: start, and the re-open or None."""
        periods: list[tuple[datetime, datetime | None]] = []
        inside = False
        for begin, _, status in self.spans(until):
            if self.party(status) is Party.RESOLVED and not inside:
                periods.append((begin, None))
            if self.party(status) is not Party.RESOLVED and inside:
                periods[-1] = (periods[-1][0], begin)
            inside = self.party(status) is Party.RESOLVED
        return periods

    def first_answer(self, until: datetime) -> datetime | None:
        found = [when for when in self.answers if when < until]
        found += [begin for begin, _ in self.solved(until)]
        spans = self.spans(until)
        for (_, _, before), (begin, _, after) in pairwise(spans):
            if self.contract.statuses[before].queue and not self.contract.statuses[after].queue:
                found.append(begin)
        return min(found, default=None)


def tell(story: Story, clause: Clause, contract: Contract, calendar: ServiceCalendar, ends: Sequence[datetime]) -> Told:
    """The verdict as known at the last of `ends` (month ends in order, the cut-off last)."""
    life, told = Life(story, contract), Told()
    begin = life.created
    for end in ends:
        if life.created < end and told.breached_at is None:
            Look(life, clause, calendar, max(begin, life.created), end).into(told)
        begin = end
    return told


class Look:
    """What a reader at `end` makes of the month since `begin`."""

    def __init__(self, life: Life, clause: Clause, calendar: ServiceCalendar, begin: datetime, end: datetime) -> None:
        self.life, self.clause, self.calendar, self.begin, self.end = life, clause, calendar, begin, end
        self.solved = life.solved(end)
        response = clause.metric is Metric.FIRST_RESPONSE
        self.once = response or clause.reopen is ReopenPolicy.FIRST_CLOSE_FINAL
        self.stop: datetime | None = None
        if response:
            self.stop = life.first_answer(end)
        elif self.once and self.solved:
            self.stop = self.solved[0][0]
        elif self.solved and self.solved[-1][1] is None:
            self.stop = self.solved[-1][0]

    def into(self, told: Told) -> None:
        """Add what is new to what was told before."""
        if self.once and self.stop is not None and self.stop < self.begin:
            return
        for begin, end, priority in self.stretches():
            breach = (
                self.breach_in_shares(begin, end, priority)
                if self.clause.retarget is RetargetPolicy.PRO_RATA
                else self.breach(begin, end, self.allowed(priority))
            )
            if breach is not None:
                told.breached_at, told.breached_priority = breach, priority
                return
        if self.stop is not None and told.met_at is None:
            priority = self.priority_at(self.stop)
            if self.allowed(priority) is not None:
                told.met_at, told.met_priority = self.stop, priority

    def allowed(self, priority: str | None) -> int | None:
        minutes = self.minutes_of(priority)
        return None if minutes is None else minutes * 60

    def minutes_of(self, priority: str | None) -> int | None:
        """The target of a priority; None without one."""
        target = self.clause.targets.get(priority or "")
        return None if target is None else target.minutes

    def takes_effect(self, when: datetime) -> datetime | None:
        """A change while the clock is stopped waits for the re-open; after a final stop it has no effect."""
        if self.once:
            return when if self.stop is None or when <= self.stop else None
        for begin, left in self.solved:
            if begin < when and (left is None or when < left):
                return left
        return when

    def priority_at(self, until: datetime) -> str | None:
        """The priority that counts: the last one in effect, or the one with the shortest target so far."""
        held = [self.life.priorities[0][1]]
        for when, name in self.life.priorities[1:]:
            effect = self.takes_effect(when)
            if when < self.end and effect is not None and effect <= until:
                held.append(name)
        known = [(minutes, name) for name in held if (minutes := self.minutes_of(name)) is not None]
        if self.clause.retarget is RetargetPolicy.WORST and known:
            return min(known, key=lambda one: one[0])[1]
        return held[-1]

    def stretches(self) -> list[tuple[datetime, datetime, str | None]]:
        """The month in pieces under one target: under `last` the whole of it."""
        limit = self.stop if self.once and self.stop is not None else self.end
        if self.clause.retarget is RetargetPolicy.LAST:
            return [(self.begin, limit, self.priority_at(limit))]
        effects = [self.takes_effect(when) for when, _ in self.life.priorities if when < self.end]
        cuts = sorted({self.begin, limit, *(e for e in effects if e is not None and self.begin <= e <= limit)})
        return [(a, b, self.priority_at(a)) for a, b in pairwise([*cuts, limit])]

    def cycles(self) -> list[tuple[datetime, datetime]]:
        """Runs of the clock: from creation or re-open to the stop, if each starts anew; else one."""
        if self.once or self.clause.reopen is not ReopenPolicy.RESTART:
            return [(self.life.created, self.stop if self.once and self.stop is not None else self.end)]
        begins = [self.life.created, *(left for _, left in self.solved if left is not None)]
        stops = [begin for begin, _ in self.solved]
        return [(begin, stops[n] if n < len(stops) else self.end) for n, begin in enumerate(begins)]

    def counted(self, begin: datetime, until: datetime) -> int:
        return sum(
            self.calendar.working_seconds(max(start, begin), min(stop, until))
            for start, stop, status in self.life.spans(self.end)
            if self.life.party(status) in self.clause.counts
        )

    def breach(self, begin: datetime, end: datetime, allowed: int | None) -> datetime | None:
        """The first instant from `begin` on after which more than allowed is counted before `end`."""
        if allowed is None:
            return None
        for started, stopped in self.cycles():
            low, high = max(begin, started), min(end, stopped)
            if low > high or self.counted(started, high) <= allowed:
                continue
            if self.counted(started, low) > allowed:
                return low
            while high - low > SECOND:
                middle = low + (high - low) // SECOND // 2 * SECOND
                low, high = (middle, high) if self.counted(started, middle) <= allowed else (low, middle)
            return low
        return None

    def shares(self, started: datetime, until: datetime) -> Fraction:
        """What of the allowance is used up: each second under a priority is one over its target."""
        used = Fraction(0)
        cuts = [started, *(e for e in self.effects() if started < e < until), until]
        for begin, end in pairwise(cuts):
            allowed = self.allowed(self.priority_at(begin))
            if allowed is not None and begin < end:
                used += Fraction(self.counted(begin, end), allowed)
        return used

    def effects(self) -> list[datetime]:
        found = [self.takes_effect(when) for when, _ in self.life.priorities if when < self.end]
        return sorted(e for e in found if e is not None)

    def breach_in_shares(self, begin: datetime, end: datetime, priority: str | None) -> datetime | None:
        """As `breach`, with the sum of shares in place of the seconds; only under a priority that has a target."""
        if self.allowed(priority) is None:
            return None
        for started, stopped in self.cycles():
            low, high = max(begin, started), min(end, stopped)
            if low > high or self.shares(started, high) <= 1:
                continue
            if self.shares(started, low) > 1:
                return low
            while high - low > SECOND:
                middle = low + (high - low) // SECOND // 2 * SECOND
                low, high = (middle, high) if self.shares(started, middle) <= 1 else (low, middle)
            return low
        return None
