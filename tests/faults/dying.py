"""Processes that die around the ledger, and a run of the program as these tests mean it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.effects import Effect, EffectResult, perform
from connectors.ports.ledger import Lease, Ledger
from domain.ledger.events import Event, EventKind

NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)

DEATHS = [
    pytest.param(EventKind.EFFECT_PLANNED, False, id="before-the-plan-is-recorded"),
    pytest.param(EventKind.EFFECT_PLANNED, True, id="planned-and-not-sent"),
    pytest.param(EventKind.EFFECT_DONE, False, id="done-and-not-recorded"),
    pytest.param(EventKind.EFFECT_DONE, True, id="recorded"),
]


class Died(BaseException):
    """The process is gone: nothing catches this."""


class DyingLedger(Ledger):
    """A ledger whose process dies before or after it records one kind of event."""

    def __init__(self, ledger: Ledger, kind: EventKind, *, recorded: bool) -> None:
        self._ledger, self._kind, self._recorded = ledger, kind, recorded

    def append(
        self, lease: Lease, kind: EventKind, key: str, payload: Mapping[str, Any], *, actor: str, at: datetime
    ) -> Event:
        if kind is not self._kind:
            return self._ledger.append(lease, kind, key, payload, actor=actor, at=at)
        if self._recorded:
            self._ledger.append(lease, kind, key, payload, actor=actor, at=at)
        raise Died

    def events(self, rollout_id: str) -> list[Event]:
        return self._ledger.events(rollout_id)

    def rollouts(self) -> list[str]:
        return self._ledger.rollouts()

    def find(self, rollout_id: str, kind: EventKind, key: str) -> Event | None:
        return self._ledger.find(rollout_id, kind, key)

    def acquire(self, rollout_id: str, holder: str, *, now: datetime, ttl: timedelta) -> Lease:
        return self._ledger.acquire(rollout_id, holder, now=now, ttl=ttl)

    def renew(self, lease: Lease, *, now: datetime, ttl: timedelta) -> Lease:
        return self._ledger.renew(lease, now=now, ttl=ttl)

    def release(self, lease: Lease) -> None:
        self._ledger.release(lease)


def run(effect: Effect, ledger: Ledger, sleep: Callable[[float], None] = lambda _: None) -> EffectResult:
    """One run of the program: it takes the lease, performs, gives the lease back unless it died."""
    lease = ledger.acquire("nordlys", "this-test", now=NOW, ttl=timedelta(hours=1))
    result = perform(effect, ledger, lease, actor="bot", now=lambda: NOW, sleep=sleep)
    ledger.release(lease)
    return result


def check_recorded_once(ledger: Ledger, key: str) -> None:
    """One plan and one deed under `key`, whatever happened."""
    kinds = [event.kind for event in ledger.events("nordlys") if event.key == key]
    assert kinds == [EventKind.EFFECT_PLANNED, EventKind.EFFECT_DONE]
