"""Personal codes: bound to everything they speak for, unreadable from what is stored, and worth one answer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gates.approvals import IssuedCode, hash_of_code, look_up, open_codes, personal_code, redeem, sealed_code
from domain.ledger.events import Event, EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, derive_state
from domain.problems import RuleRefused
from tests.domain.ledger.samples import Entry, chain

KEY = b"0123456789abcdef0123456789abcdef"
OTHER_KEY = b"fedcba9876543210fedcba9876543210"
AT = datetime(2025, 5, 3, 6, tzinfo=UTC)


def issued(**other: Any) -> IssuedCode:
    fields: dict[str, Any] = {
        "rollout_id": "nordlys", "phase": Phase.VENDOR_SELECTION, "attempt": 1, "evidence_hash": "e1",
        "person": "Aisha Rahman", "role": Role.LEGAL, "on_behalf_of": "", "issue": 1,
        "expires_at": AT + timedelta(days=30),
    }  # fmt: skip
    return sealed_code(KEY, IssuedCode(**(fields | other)))


def requested(*codes: IssuedCode) -> Entry:
    payload = {"phase": codes[0].phase.value, "codes": [code.model_dump(mode="json") for code in codes]}
    return EventKind.DECISION_REQUESTED, payload


def story(*entries: Entry, evidence: str = "e1") -> tuple[list[Event], PhaseState]:
    phase = Phase.VENDOR_SELECTION
    begun: list[Entry] = [
        (EventKind.PHASE_STARTED, {"phase": phase.value}),
        (EventKind.GATE_PASSED, {"phase": phase.value, "evidence_hash": evidence}),
    ]
    events = chain([*begun, *entries])
    return events, derive_state("nordlys", events).phases[phase]


def answered(code: IssuedCode, kind: EventKind = EventKind.APPROVED) -> Entry:
    return kind, {
        "phase": code.phase.value, "role": code.role.value, "person": code.person,
        "evidence_hash": code.evidence_hash, "code_hash": code.code_hash,
    }  # fmt: skip


def redeemed(typed: str, person: str, events: list[Event], state: PhaseState, at: datetime = AT) -> IssuedCode:
    """Look a typed code up and redeem it."""
    return redeem(KEY, look_up(typed, events, state.phase), person, state, at)


def test_a_code_is_redeemed_however_it_is_typed() -> None:
    code = issued()
    events, state = story(requested(code))
    text = personal_code(KEY, code)
    for typed in (text, text.lower(), text.replace("-", ""), f"  {text.replace('-', ' ')} "):
        assert redeemed(typed, " aisha  rahman ", events, state) == code


@pytest.mark.parametrize(
    "other",
    [
        {"rollout_id": "sydlys"}, {"phase": Phase.PILOT}, {"attempt": 2}, {"evidence_hash": "e2"},
        {"person": "Søren Dahl"}, {"role": Role.PROCUREMENT}, {"on_behalf_of": "Lars Bjerre"}, {"issue": 2},
        {"expires_at": AT + timedelta(days=31)},
    ],
    ids=lambda other: next(iter(other)),
)  # fmt: skip
def test_every_thing_a_code_is_bound_to_changes_it(other: dict[str, Any]) -> None:
    assert personal_code(KEY, issued(**other)) != personal_code(KEY, issued())


def test_another_key_makes_another_code_and_the_stored_hash_is_no_code() -> None:
    code = issued()
    assert personal_code(KEY, code) != personal_code(OTHER_KEY, code)
    assert hash_of_code(code.code_hash) != code.code_hash


CASES: dict[str, tuple[list[Entry], str, str, datetime, str]] = {}


def refused(name: str, entries: list[Entry], typed: str, person: str, at: datetime, sentence: str) -> None:
    CASES[name] = (entries, typed, person, at, sentence)


MINE, RENEWED = issued(), issued(issue=2)
TEXT = personal_code(KEY, MINE)
refused("no such code", [requested(MINE)], "AAAA-BBBB-CCCC-DDDD", "Aisha Rahman", AT, "no such code was given out")
refused("of somebody else", [requested(MINE)], TEXT, "Søren Dahl", AT, "a code is personal")
refused("used", [requested(MINE), answered(MINE)], TEXT, "Aisha Rahman", AT, "This code has been used")
refused("typed in vain before", [requested(MINE), answered(MINE, EventKind.DECISION_REJECTED)], TEXT, "Aisha Rahman",
        AT, "This code has been used")  # fmt: skip
refused("replaced", [requested(MINE), requested(RENEWED)], TEXT, "Aisha Rahman", AT, "newer code has replaced")
refused("expired", [requested(MINE)], TEXT, "Aisha Rahman", MINE.expires_at, "This code ended on")
refused(
    "of older evidence",
    [
        requested(MINE),
        (EventKind.PHASE_STARTED, {"phase": "vendor_selection"}),
        (EventKind.GATE_PASSED, {"phase": "vendor_selection", "evidence_hash": "e2"}),
    ],
    TEXT, "Aisha Rahman", AT, "The evidence has changed",
)  # fmt: skip
FORGED = MINE.model_copy(update={"code_hash": hash_of_code("AAAA-BBBB-CCCC-DDDD")})
refused("whose hash somebody wrote into the ledger", [requested(FORGED)], "AAAA-BBBB-CCCC-DDDD", "Aisha Rahman", AT,
        "not made by this installation")  # fmt: skip


@pytest.mark.parametrize(("entries", "typed", "person", "at", "sentence"), CASES.values(), ids=CASES.keys())
def test_a_code_that_does_not_count_is_refused(
    entries: list[Entry], typed: str, person: str, at: datetime, sentence: str
) -> None:
    events, state = story(*entries)
    with pytest.raises(RuleRefused) as refusal:
        redeemed(typed, person, events, state, at)
    assert sentence in refusal.value.sentence()
    assert "Next:" in refusal.value.sentence()
    assert typed not in refusal.value.sentence()


def test_open_codes_are_the_newest_of_each_person_whose_role_has_not_answered() -> None:
    other = issued(person="Søren Dahl", role=Role.PROCUREMENT)
    events, state = story(requested(MINE, other), requested(RENEWED))
    assert open_codes(events, state, AT) == [RENEWED, other]
    events, state = story(requested(MINE, other), answered(other))
    assert open_codes(events, state, AT) == [MINE]
    assert open_codes(events, state, MINE.expires_at) == []


def test_one_look_says_whose_a_code_is_what_used_it_and_whether_it_was_replaced() -> None:
    events, _ = story(requested(MINE), requested(RENEWED), answered(RENEWED))
    old, new = (look_up(personal_code(KEY, code), events, MINE.phase) for code in (MINE, RENEWED))
    assert old is not None
    assert (old.issued, old.used, old.replaced) == (MINE, None, True)
    assert new is not None
    assert (new.issued, new.used, new.replaced) == (RENEWED, events[-1], False)
    assert look_up(personal_code(KEY, MINE), events, Phase.PILOT) is None


@given(st.text(max_size=40))
def test_no_text_but_the_code_is_taken(typed: str) -> None:
    events, state = story(requested(MINE))
    if hash_of_code(typed) == MINE.code_hash:
        return
    with pytest.raises(RuleRefused):
        redeemed(typed, "Aisha Rahman", events, state)
