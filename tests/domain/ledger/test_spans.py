"""When phases ran: from their first start until the next began, by what they looked at, not when it was recorded."""

from datetime import UTC, date, datetime
from typing import Any

from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.ledger.spans import phase_spans
from domain.ledger.state import PhaseStatus
from tests.domain.ledger.samples import chain

UNTIL = datetime(2026, 11, 2, tzinfo=UTC)


def started(phase: Phase, as_of: str, attempt: int = 1) -> tuple[EventKind, dict[str, Any]]:
    return EventKind.PHASE_STARTED, {"phase": phase.value, "attempt": attempt, "as_of": as_of}


def spans(*entries: tuple[EventKind, dict[str, Any]], until: datetime = UNTIL) -> list[tuple[Phase, date, date | None]]:
    found = phase_spans("nordlys", chain(entries), until, "Europe/Copenhagen")
    return [(span.phase, span.from_on, span.until_on) for span in found]


def test_a_phase_lasts_until_the_next_begins() -> None:
    found = spans(
        started(Phase.DISCOVERY, "2025-05-02T09:00:00+02:00"),
        started(Phase.VENDOR_SELECTION, "2025-06-27T09:00:00+02:00"),
    )
    assert found == [
        (Phase.DISCOVERY, date(2025, 5, 2), date(2025, 6, 27)),
        (Phase.VENDOR_SELECTION, date(2025, 6, 27), None),
    ]


def test_a_second_attempt_does_not_move_the_beginning() -> None:
    found = spans(
        started(Phase.DISCOVERY, "2025-05-02T09:00:00+02:00"),
        started(Phase.DISCOVERY, "2025-05-20T09:00:00+02:00", 2),
    )
    assert found == [(Phase.DISCOVERY, date(2025, 5, 2), None)]


def test_what_begins_after_the_instant_is_not_told() -> None:
    entries = (
        started(Phase.DISCOVERY, "2025-05-02T09:00:00+02:00"),
        started(Phase.VENDOR_SELECTION, "2025-06-27T09:00:00+02:00"),
    )
    assert spans(*entries, until=datetime(2025, 6, 1, tzinfo=UTC)) == [(Phase.DISCOVERY, date(2025, 5, 2), None)]


def test_a_day_is_that_of_the_rollouts_zone() -> None:
    assert spans(started(Phase.DISCOVERY, "2025-05-01T22:30:00+00:00"))[0][1] == date(2025, 5, 2)


def test_a_span_knows_where_its_phase_stands() -> None:
    (span,) = phase_spans("n", chain([started(Phase.DISCOVERY, "2025-05-02T09:00:00+02:00")]), UNTIL, "UTC")
    assert span.status is PhaseStatus.RUNNING
