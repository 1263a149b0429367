"""The designed tickets of the demo: cases that ordinary chance would not give, under keys that never change.

Here: which ticket carries which case. Not here: ordinary tickets (`sandbox.nordlys.tickets.plans`) and monthly misses
(`sandbox.nordlys.tickets.breaches`). Keys are stable because the number of tickets per month is fixed and keys follow
creation.
"""

from collections.abc import Sequence
from random import Random

from sandbox.nordlys.hours import HOUR, MINUTE, WORKDAY, Stamps
from sandbox.nordlys.site import AWAITING_CLIENT, RESOLVED
from sandbox.nordlys.tickets.plans import Pause, Plan, targets

REOPENED_KEY = "NB-42"
"""Re-opened in the pilot and met in the end."""
REOPENED_THEN_LATE_KEY = "NB-5650"
"""Solved in time, re-opened, and late when solved again: met only under `first_close_final`."""
LONG_HISTORY_KEY = "NB-5520"
"""52 history entries: a search answer cut at 40 loses its start."""
LONGEST_HISTORY_KEY = "NB-4520"
"""130 history entries: an issue answer cut at 100 loses its start."""
HOSTILE_KEY = "NB-5750"
"""Late in October 2026, with a summary that tries to be code."""
OPEN_LATE_KEYS = ("NB-5490", "NB-5500", "NB-5530", "NB-5560", "NB-5600")
"""Still open on 2 November 2026, their deadline passed; the last was never touched."""

CHRISTMAS = ("2025-12-18", "2025-12-19")
EASTER = ("2026-03-30", "2026-03-31")
"""Days of creation (first, last) of tickets that wait for the client over the holidays."""


def design(rng: Random, plans: Sequence[Plan]) -> None:
    """Turn the tickets under the known keys, and some before the holidays, into the designed cases."""
    by_key = {f"NB-{number}": plan for number, plan in enumerate(plans, start=1)}
    _reopen(by_key[REOPENED_KEY], "P3", first=900, total=1500)
    _reopen(by_key[REOPENED_THEN_LATE_KEY], "P3", first=1500, total=2700)
    _many_waits(rng, by_key[LONG_HISTORY_KEY], "P2", waits=25, minutes=700)
    _many_waits(rng, by_key[LONGEST_HISTORY_KEY], "P3", waits=64, minutes=2700)
    hostile = by_key[HOSTILE_KEY]
    _plain(hostile, "P2", minutes=1250)
    hostile.hostile = True
    for key, priority in zip(OPEN_LATE_KEYS, ("P2", "P4", "P2", "P3", "P3"), strict=True):
        _plain(by_key[key], priority, minutes=60 * 8 * 60)
    untouched = by_key[OPEN_LATE_KEYS[-1]]
    untouched.response = untouched.start = untouched.work - HOUR
    _wait_over_holidays(plans, CHRISTMAS, 5 * WORKDAY)
    _wait_over_holidays(plans, EASTER, 3 * WORKDAY)


def _plain(plan: Plan, priority: str, *, minutes: int) -> None:
    """No pauses, no changes: a response in good time and `minutes` of vendor work."""
    plan.priority, plan.first_priority, plan.changed_at = priority, "", 0
    plan.response = plan.start = targets(priority)[0] // 3
    plan.work = minutes * MINUTE
    plan.pauses = []
    plan.fixed = True


def _reopen(plan: Plan, priority: str, *, first: int, total: int) -> None:
    """Solved after `first` minutes of work, re-opened six hours later, solved for good after `total` minutes."""
    _plain(plan, priority, minutes=total)
    plan.pauses = [Pause(first * MINUTE, RESOLVED, 6 * HOUR)]


def _many_waits(rng: Random, plan: Plan, priority: str, *, waits: int, minutes: int) -> None:
    """Back and forth between vendor and client: each wait is two history entries, start and end are two more."""
    _plain(plan, priority, minutes=minutes)
    step = (plan.work - plan.start) // (waits + 1)
    plan.pauses = [
        Pause(plan.start + step * (n + 1), AWAITING_CLIENT, int(rng.uniform(40, 85) * MINUTE)) for n in range(waits)
    ]
    plan.closes_after = 0


def _wait_over_holidays(plans: Sequence[Plan], created: tuple[str, str], length: int) -> None:
    """Six tickets that ask the client just before the holidays and get the answer after them."""
    stamps = Stamps()
    first, last = created
    before = [p for p in plans if not p.fixed and first <= stamps.text(p.created)[:10] <= last]
    for plan in [p for p in before if p.priority in {"P2", "P3"}][:6]:
        _plain(plan, plan.priority, minutes=targets(plan.priority)[1] // MINUTE // 2)
        plan.pauses = [Pause(plan.start + 10 * MINUTE, AWAITING_CLIENT, length)]
