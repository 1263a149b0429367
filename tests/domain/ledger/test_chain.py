"""The hash chain: whatever is done to a recorded entry is found, and the first bad one is named."""

import hashlib
import json
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.chain import event_hash, sealed, verify_chain
from domain.ledger.events import Event, EventKind
from tests.domain.ledger.samples import chain

EVENTS = chain([(EventKind.EFFECT_PLANNED, {"n": n, "text": "Månedsrapport"}) for n in range(6)])
INDEX = st.integers(0, len(EVENTS) - 1)


def first_bad(events: list[Event]) -> int:
    return verify_chain(events)[0].sequence


def test_an_untouched_chain_has_no_findings() -> None:
    assert verify_chain(EVENTS) == []
    assert verify_chain([]) == []


def test_the_hash_is_the_documented_one() -> None:
    """Written out a second time, so that an old ledger can be checked by anyone, with any tool."""
    event = EVENTS[1]
    body = [
        "nordlys",
        2,
        "2025-05-02T08:00:00.000000+00:00",
        "effect_planned",
        "mette",
        "2",
        {"n": 1, "text": "Månedsrapport"},
        EVENTS[0].hash,
    ]
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert event.hash == hashlib.sha256(text.encode()).hexdigest()


def test_the_zone_an_instant_is_shown_in_does_not_change_the_hash() -> None:
    event = EVENTS[0]
    shown = event.model_copy(update={"at": event.at.astimezone(timezone(timedelta(hours=2)))})
    assert event_hash(shown) == event.hash


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", EVENTS[0].at),
        ("kind", EventKind.EFFECT_DONE),
        ("actor", "someone else"),
        ("key", "other"),
        ("payload", {"n": 99}),
        ("hash", "0" * 64),
        ("previous_hash", "0" * 64),
        ("sequence", 77),
        ("rollout_id", "fjord"),
    ],
)
@pytest.mark.parametrize("index", [1, 3, 5])
def test_an_edited_field_is_found_at_its_entry(index: int, field: str, value: Any) -> None:
    edited = list(EVENTS)
    edited[index] = edited[index].model_copy(update={field: value})
    finding = verify_chain(edited)[0]
    assert finding.sequence == (77 if field == "sequence" else index + 1)
    assert finding.hash == edited[index].hash
    assert str(finding.reason)


def test_the_reason_of_each_kind_of_damage_says_what_happened() -> None:
    edited = [*EVENTS[:2], EVENTS[2].model_copy(update={"payload": {}}), *EVENTS[3:]]
    assert str(verify_chain(edited)[0].reason) == "The entry's content was changed after it was recorded"
    cut = [*EVENTS[:2], *EVENTS[3:]]
    assert str(verify_chain(cut)[0].reason).startswith("Entry 4 stands where entry 3 should")
    foreign = [*EVENTS[:2], EVENTS[2].model_copy(update={"rollout_id": "fjord"}), *EVENTS[3:]]
    assert str(verify_chain(foreign)[0].reason) == "The entry belongs to fjord, not to nordlys"


@given(INDEX.filter(lambda index: index < len(EVENTS) - 1))
def test_an_entry_cut_from_the_middle_is_found_at_the_one_behind_it(index: int) -> None:
    assert first_bad([*EVENTS[:index], *EVENTS[index + 1 :]]) == index + 2


@given(st.permutations(EVENTS).filter(lambda events: events != EVENTS))
def test_entries_in_another_order_are_found_at_the_first_that_moved(events: list[Event]) -> None:
    moved = next(event for event, original in zip(events, EVENTS, strict=True) if event != original)
    assert first_bad(events) == moved.sequence


@given(INDEX)
def test_an_entry_told_twice_is_found(index: int) -> None:
    assert first_bad([*EVENTS[: index + 1], *EVENTS[index:]]) == index + 1


@given(INDEX.filter(lambda index: index < len(EVENTS) - 1))
def test_an_edit_that_recomputes_its_own_hash_breaks_the_next_entry(index: int) -> None:
    forged = list(EVENTS)
    forged[index] = sealed(forged[index].model_copy(update={"payload": {"n": 99}}))
    findings = verify_chain(forged)
    assert [finding.sequence for finding in findings] == [index + 2]
    assert "does not follow" in str(findings[0].reason)


def test_a_chain_written_anew_is_found_by_a_hash_noted_elsewhere() -> None:
    forged = chain([(EventKind.EFFECT_PLANNED, {"n": 99}) for _ in range(6)])
    assert verify_chain(forged) == []  # nothing in the chain itself can show it
    findings = verify_chain(forged, {4: EVENTS[3].hash})
    assert [(finding.sequence, "written anew" in str(finding.reason)) for finding in findings] == [(4, True)]


def test_a_cut_end_is_found_by_a_hash_noted_elsewhere() -> None:
    assert verify_chain(EVENTS[:3]) == []
    assert verify_chain(EVENTS, {6: EVENTS[5].hash}) == []
    findings = verify_chain(EVENTS[:3], {2: EVENTS[1].hash, 6: EVENTS[5].hash})
    assert [(finding.sequence, "cut off" in str(finding.reason)) for finding in findings] == [(6, True)]
    assert [finding.sequence for finding in verify_chain([], {6: EVENTS[5].hash})] == [6]
