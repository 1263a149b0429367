"""Hashes printed in reviews show what a chain alone cannot: a cut end, and a chain written anew."""

from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.anchors import Anchor, anchors_in, newest_anchor, verify_with_anchors
from domain.ledger.chain import sealed
from domain.ledger.events import Event, EventKind
from tests.domain.ledger.samples import chain

EVENTS = chain([(EventKind.SNAPSHOT_TAKEN, {"n": n}) for n in range(6)])
PRINTED = [Anchor(rollout_id="nordlys", sequence=e.sequence, hash=e.hash, source="sla.html") for e in EVENTS[1::2]]


def written_anew(events: list[Event], at: int) -> list[Event]:
    """What somebody with the database in hand can do: change an entry and every hash after it."""
    changed: list[Event] = []
    for event in events:
        payload = {"n": 99} if event.sequence == at else event.payload
        before = changed[-1].hash if changed else event.previous_hash
        changed.append(sealed(event.model_copy(update={"payload": payload, "previous_hash": before})))
    return changed


def test_an_untouched_ledger_agrees_with_its_prints() -> None:
    assert verify_with_anchors(EVENTS, PRINTED) == []


@given(st.integers(1, 6))
def test_a_ledger_written_anew_is_found_at_the_first_print_after_the_change(at: int) -> None:
    findings = verify_with_anchors(written_anew(EVENTS, at), PRINTED)
    assert [f.sequence for f in findings] == [a.sequence for a in PRINTED if a.sequence >= at]
    assert all("written anew" in str(f.reason) for f in findings)


@given(st.integers(0, 5))
def test_a_cut_end_is_found_where_a_print_names_a_lost_entry(kept: int) -> None:
    findings = verify_with_anchors(EVENTS[:kept], PRINTED)
    assert [f.sequence for f in findings] == [a.sequence for a in PRINTED if a.sequence > kept]
    assert all("cut off" in str(f.reason) for f in findings)


def test_the_first_bad_entry_comes_first_whether_the_chain_or_a_print_shows_it() -> None:
    edited = [e.model_copy(update={"payload": {"n": 99}}) if e.sequence == 5 else e for e in EVENTS]
    false_print = Anchor(rollout_id="nordlys", sequence=2, hash="0" * 64, source="copy.html")
    assert [f.sequence for f in verify_with_anchors(edited, [false_print, *PRINTED])] == [2, 5]


def test_an_anchor_is_read_back_from_any_text_it_is_printed_in() -> None:
    text = f"<dd>{PRINTED[0]}</dd> Hovedbog: {PRINTED[1]}. sydlys/1:{'a' * 64} {PRINTED[0]}"
    assert anchors_in(text, "nordlys", "sla.html") == PRINTED[:2]


def test_effects_are_passed_over_so_that_a_second_try_prints_the_same() -> None:
    kinds = [EventKind.SNAPSHOT_TAKEN, EventKind.EFFECT_PLANNED, EventKind.EFFECT_DONE]
    events = chain([(kind, {}) for kind in kinds])
    assert newest_anchor(events) == newest_anchor(events[:1])
    assert newest_anchor([]) is None
