"""Which vendor tickets miss their target: few everywhere, many where the demo's story wants them.

Here: how many tickets of a priority and month are made late, and making them late. Not here: judging tickets
(`domain.sla.verdicts.verdicts`); the generator only knows what it planned. A ticket is made late by more vendor work,
never by moving its waits, so its deadline stays in the month it was counted in.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from random import Random

from sandbox.nordlys.hours import OfficeHours, Stamps
from sandbox.nordlys.tickets.arrivals import PILOT_MONTH
from sandbox.nordlys.tickets.plans import Plan, reached, targets

RESPONSE_REQUIRED = {"P1": 0.95, "P2": 0.95, "P3": 0.90, "P4": 0.90}
RESOLUTION_REQUIRED = {"P1": 0.95, "P2": 0.95, "P3": 0.90, "P4": 0.85}
"""Attainment ordinary months keep with room to spare (P2 resolution stricter than the contract's 0.90)."""

DESIGNED_RESPONSE = {("P1", "2026-10"): 0.14}
DESIGNED_RESOLUTION = {("P2", "2026-09"): 0.15, ("P2", "2026-10"): 0.16, ("P3", "2026-02"): 0.17}
"""(priority, month) -> share of tickets that miss: a first miss, a repeated miss, a spike."""

PILOT_MISSES = {"response": {"P3": 1}, "resolution": {"P3": 1}}
HOT_PROCESS = "FIN-02"
"""Half of a designed month's misses lie here, so that the review has a cause to find."""

Key = tuple[str, str]


@dataclass(frozen=True)
class _Demand:
    """Per (priority, month): tickets whose clock stops there, and those that could be made late there."""

    judged: dict[Key, int]
    candidates: dict[Key, list[Plan]]


def miss_targets(rng: Random, plans: Sequence[Plan], hours: OfficeHours) -> None:
    """Make tickets late in place: first responses first, then resolutions of other tickets."""
    stamps = Stamps()
    late: set[int] = set()
    response = _demand(
        plans,
        stamps,
        stops=lambda plan: hours.after(plan.created, plan.response),
        deadline=lambda plan: hours.after(plan.created, targets(plan.priority)[0]),
        usable=lambda plan: not plan.fixed and not plan.first_priority and not plan.pauses,
    )
    for key, count in _counts(rng, response, RESPONSE_REQUIRED, DESIGNED_RESPONSE, PILOT_MISSES["response"]).items():
        for plan in _chosen(rng, response.candidates[key], count, hot=False):
            _respond_late(rng, plan)
            late.add(id(plan))
    resolution = _demand(
        plans,
        stamps,
        stops=lambda plan: reached(plan, hours, plan.work),
        deadline=lambda plan: reached(plan, hours, targets(plan.priority)[1]),
        usable=lambda plan: not (plan.fixed or plan.first_priority or plan.resolved_from_pause or id(plan) in late),
    )
    wanted = _counts(rng, resolution, RESOLUTION_REQUIRED, DESIGNED_RESOLUTION, PILOT_MISSES["resolution"])
    for key, count in wanted.items():
        for plan in _chosen(rng, resolution.candidates[key], count, hot=key in DESIGNED_RESOLUTION):
            plan.work = int(targets(plan.priority)[1] * rng.uniform(1.04, 1.7))


def _demand(
    plans: Sequence[Plan],
    stamps: Stamps,
    *,
    stops: Callable[[Plan], int],
    deadline: Callable[[Plan], int],
    usable: Callable[[Plan], bool],
) -> _Demand:
    judged: dict[Key, int] = defaultdict(int)
    candidates: dict[Key, list[Plan]] = defaultdict(list)
    for plan in plans:
        judged[plan.priority, stamps.month(stops(plan))] += 1
        if usable(plan):
            candidates[plan.priority, stamps.month(deadline(plan))].append(plan)
    return _Demand(judged, candidates)


def _counts(
    rng: Random, demand: _Demand, required: dict[str, float], designed: dict[Key, float], pilot: dict[str, int]
) -> dict[Key, int]:
    """How many tickets to make late per (priority, month): as designed, or one to three in a hundred."""
    counts: dict[Key, int] = {}
    for key in sorted(demand.judged):
        priority, month = key
        judged = demand.judged[key]
        share = rng.uniform(0.008, 0.034)
        if key in designed:
            counts[key] = ceil(judged * designed[key])
        elif month == PILOT_MONTH:
            counts[key] = pilot.get(priority, 0)
        else:
            room = int(0.6 * judged * (1 - required[priority]))
            counts[key] = min(room, round(judged * share))
    return counts


def _chosen(rng: Random, candidates: Sequence[Plan], count: int, *, hot: bool) -> list[Plan]:
    """`count` candidates at random; for a designed month about half of them from the hot process."""
    order = rng.sample(candidates, len(candidates))
    if not hot:
        return order[:count]
    burning = [plan for plan in order if plan.process == HOT_PROCESS][: count // 2]
    others = [plan for plan in order if plan.process != HOT_PROCESS]
    return burning + others[: count - len(burning)]


def _respond_late(rng: Random, plan: Plan) -> None:
    """A late first response by status, with the resolution still in time."""
    plan.response = plan.start = int(targets(plan.priority)[0] * rng.uniform(1.05, 1.6))
    plan.work = max(plan.work, int(plan.response * rng.uniform(1.25, 1.9)))
