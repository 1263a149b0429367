"""The life of a ticket before it is written down: when it comes, who takes it, how long it works and waits.

Here: the plan, the instants it leads to, and drawing ordinary vendor tickets. Not here: which of them miss their
target (`sandbox.nordlys.tickets.breaches`), the designed cases (`sandbox.nordlys.tickets.cases`), Jira's JSON
(`sandbox.nordlys.tickets.issues`).

Durations are working milliseconds. Offsets count the vendor's working time since the ticket was created, so a pause
moves the instants after it but never the offsets: that is what lets a plan be made late without moving its waits.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log
from random import Random
from typing import Literal, NamedTuple

from sandbox.nordlys.hours import HOUR, MINUTE, WORKDAY, OfficeHours
from sandbox.nordlys.site import AWAITING_CLIENT, AWAITING_THIRD, CLIENT_STAFF, RESOLVED, VENDOR_AGENTS

TARGET_MINUTES: dict[str, tuple[int, int]] = {"P1": (30, 240), "P2": (120, 960), "P3": (480, 2400), "P4": (960, 4800)}
"""Priority -> minutes to first response and to resolution, as in the demo contract."""

What = Literal["acknowledge", "start", "priority", "pause", "resume", "resolve", "reopen", "close"]


@dataclass(slots=True)
class Pause:
    """The vendor's clock stands still: waiting for somebody, or solved until the re-open."""

    offset: int
    status: str
    length: int
    late: int = 0
    """Wall-clock milliseconds the answer comes later still, for answers written in the evening."""


@dataclass(slots=True)
class Plan:
    """One ticket. `first_priority` differs from `priority` when it was changed at `changed_at` (an offset)."""

    created: int
    process: str
    priority: str
    response: int
    start: int
    work: int
    reporter: str
    agent: str
    pauses: list[Pause] = field(default_factory=list)
    first_priority: str = ""
    changed_at: int = 0
    closes_after: int = 0
    fixed: bool = False
    """Designed, so its verdict must stay as it is."""
    hostile: bool = False

    @property
    def resolved_from_pause(self) -> bool:
        """The last wait ends in the resolution itself."""
        return bool(self.pauses) and self.pauses[-1].offset >= self.work


class Step(NamedTuple):
    """One thing that happens to a ticket; `status` is the one it enters, empty when it stays."""

    at: int
    what: What
    status: str = ""


def targets(priority: str) -> tuple[int, int]:
    """Working milliseconds to first response and to resolution."""
    response, resolution = TARGET_MINUTES[priority]
    return response * MINUTE, resolution * MINUTE


def reached(plan: Plan, hours: OfficeHours, work: int) -> int:
    """The instant at which the vendor's clock of this ticket shows `work`, with its pauses as planned."""
    at, done = plan.created, 0
    for pause in plan.pauses:
        if pause.offset > work:
            break
        at = hours.after(hours.after(at, pause.offset - done), pause.length) + pause.late
        done = pause.offset
    return hours.after(at, work - done)


def steps(plan: Plan, hours: OfficeHours) -> Iterator[Step]:
    """Everything that happens to a ticket after its creation, in order of time."""
    at, done = plan.created, 0
    for offset, what, pause in _marks(plan):
        at, done = hours.after(at, offset - done), offset
        if pause is None:
            yield Step(at, what)
            continue
        yield Step(at, "resolve" if pause.status == RESOLVED else "pause", pause.status)
        at = hours.after(at, pause.length) + pause.late
        if offset < plan.work:
            yield Step(at, "reopen" if pause.status == RESOLVED else "resume")
    at = hours.after(at, plan.work - done)
    yield Step(at, "resolve", RESOLVED)
    if plan.closes_after:
        yield Step(at + plan.closes_after, "close")


def _marks(plan: Plan) -> list[tuple[int, What, Pause | None]]:
    marks: list[tuple[int, What, Pause | None]] = []
    if plan.response < plan.start:
        marks.append((plan.response, "acknowledge", None))
    marks.append((plan.start, "start", None))
    if plan.changed_at:
        marks.append((plan.changed_at, "priority", None))
    marks.extend((pause.offset, "pause", pause) for pause in plan.pauses)
    return marks


def vendor_plan(rng: Random, created: int, process: str, priority: str) -> Plan:
    """An ordinary vendor ticket that keeps both its targets, with waits, re-opens and the like in usual shares."""
    first = _first_priority(rng, priority)
    response_limit, work_limit = min(targets(priority), targets(first or priority))
    response = around(rng, 0.33 * response_limit, 0.5, 40_000, int(0.9 * response_limit))
    least = int(1.25 * response) + 5 * MINUTE
    work = max(least, around(rng, 0.36 * work_limit, 0.5, 10 * MINUTE, int(0.93 * work_limit)))
    talks_first = rng.random() < 0.15
    start = response + int((work - response) * rng.uniform(0.1, 0.5)) if talks_first else response
    plan = Plan(
        created=created,
        process=process,
        priority=priority,
        response=response,
        start=start,
        work=work,
        reporter=rng.choice(CLIENT_STAFF),
        agent=rng.choice(VENDOR_AGENTS),
        first_priority=first,
    )
    plan.pauses = vendor_pauses(rng, start, work)
    if first:
        boundary = plan.pauses[0].offset if plan.pauses else work
        plan.changed_at = start + max(1, int((boundary - start) * rng.uniform(0.1, 0.7)))
    if rng.random() < 0.7:
        plan.closes_after = int(rng.uniform(3, 14) * 24 * HOUR)
    return plan


def vendor_pauses(rng: Random, start: int, work: int) -> list[Pause]:
    """Waits at rising offsets between `start` and `work`: a third of tickets wait, three in a hundred are re-opened."""
    count = rng.choices((0, 1, 2), (68, 24, 8))[0]
    reopened = rng.random() < 0.03
    cuts = sorted(rng.uniform(0.08, 0.9) for _ in range(count + reopened))
    found: list[Pause] = []
    for position, cut in enumerate(cuts):
        offset = start + max(position + 1, int((work - start) * cut))
        if reopened and position == count:
            found.append(Pause(offset, RESOLVED, around(rng, 6 * HOUR, 0.7, HOUR, 2 * WORKDAY)))
        else:
            found.append(waiting(rng, offset, 4 * HOUR))
    if found and not reopened and rng.random() < 0.05:
        found[-1].offset = work
        found[-1].late = 0
    return found


def waiting(rng: Random, offset: int, median: int) -> Pause:
    """A wait for the client (four in five) or a third party; one answer in ten comes after hours."""
    status = AWAITING_CLIENT if rng.random() < 0.8 else AWAITING_THIRD
    late = int(rng.uniform(2, 7) * HOUR) if rng.random() < 0.1 else 0
    return Pause(offset, status, around(rng, median, 1.0, 5 * MINUTE, 6 * WORKDAY), late)


def _first_priority(rng: Random, priority: str) -> str:
    """The priority a ticket began with when it was changed later; empty for the 96 % that keep theirs."""
    if rng.random() >= 0.04:
        return ""
    number = int(priority[1]) + rng.choice((-1, 1, 1))
    return f"P{number}" if 1 < number <= 4 else ""


def around(rng: Random, median: float, spread: float, least: int, most: int) -> int:
    """A lognormal duration between `least` and `most`; the cut-off tail is spread, not piled up at the upper end."""
    value = rng.lognormvariate(log(median), spread)
    if value > most:
        value = most * rng.uniform(0.55, 1.0)
    return max(least, int(value))
