"""Waivers: a held criterion that an owner takes on until a day."""

from datetime import date
from typing import Any

import pytest

from domain.gates.gates import CriterionOutcome, GateEvaluation, criterion
from domain.gates.waivers import Waiver, check_waiver, waivers_of, with_waivers
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, PhaseStatus
from domain.problems import RuleRefused
from domain.reasons import Reason
from tests.domain.ledger.samples import chain

UNTIL = date(2026, 3, 31)


def evaluation(*held: str) -> GateEvaluation:
    names = ("scope", "access")
    criteria = tuple(criterion(name, name not in held, Reason(f"{name} it is.")) for name in names)
    return GateEvaluation(phase=Phase.KICKOFF, criteria=criteria, evidence={"figure": 1})


def waiver(criterion_name: str = "access", until: date = UNTIL) -> Waiver:
    return Waiver(
        phase=Phase.KICKOFF,
        criterion=criterion_name,
        person="Mette Holm",
        reason="the portal opens in March",
        until=until,
    )


def test_a_waived_criterion_lets_the_gate_pass_and_says_who_why_and_until_when() -> None:
    found = with_waivers(evaluation("access"), [waiver()], date(2026, 3, 1))
    assert found.passed
    waived = found.criteria[1]
    assert waived.outcome is CriterionOutcome.WAIVED
    for part in ("Mette Holm", "2026-03-31", "the portal opens in March", "access it is."):
        assert part in str(waived.reason)
    assert [(e.name, e.on) for e in found.expiries] == [("waiver-access", UNTIL)]


def test_the_evidence_of_a_waived_gate_is_other_evidence() -> None:
    held = evaluation("access")
    assert with_waivers(held, [waiver()], UNTIL).evidence_hash != held.evidence_hash


@pytest.mark.parametrize(
    ("held", "waivers", "day"),
    [
        (("access",), [waiver()], date(2026, 4, 1)),
        (("access",), [waiver("scope")], UNTIL),
        (("access", "scope"), [waiver()], UNTIL),
    ],
    ids=["the day after its last", "of another criterion", "one of two"],
)
def test_a_gate_stays_held(held: tuple[str, ...], waivers: list[Waiver], day: date) -> None:
    assert not with_waivers(evaluation(*held), waivers, day).passed


def test_a_waiver_of_what_is_not_held_leaves_no_trace() -> None:
    whole = evaluation()
    assert with_waivers(whole, [waiver()], UNTIL) is whole


def test_of_several_waivers_of_one_criterion_the_newest_stands() -> None:
    def entry(until: str, phase: str = "kickoff") -> tuple[EventKind, dict[str, Any]]:
        return EventKind.WAIVED, {
            "phase": phase,
            "criterion": "access",
            "person": "Mette Holm",
            "reason": "x",
            "until": until,
            "role": "x",
        }

    events = chain([entry("2026-03-31"), entry("2026-01-31"), entry("2027-01-31", "pilot")])
    assert [w.until for w in waivers_of(events, Phase.KICKOFF)] == [date(2026, 1, 31)]


TODAY = date(2026, 3, 1)
HELD = PhaseState(
    phase=Phase.KICKOFF,
    status=PhaseStatus.HELD,
    gate={"criteria": [c.model_dump(mode="json") for c in evaluation("access").criteria]},
)


def test_a_waiver_that_may_be_given_ends_on_its_day() -> None:
    assert check_waiver(HELD, "access", UNTIL, TODAY, 92) == UNTIL
    assert check_waiver(HELD, "access", TODAY, TODAY, 92) == TODAY


@pytest.mark.parametrize(
    ("name", "until", "sentence"),
    [
        ("scope", UNTIL, "held by: access"),
        ("", UNTIL, "held by: access"),
        ("access", None, "say until when"),
        ("access", date(2026, 2, 28), "2026-02-28 is not"),
        ("access", date(2026, 6, 2), "at most 92 days ahead"),
    ],
)
def test_a_waiver_that_may_not_be_given_says_why(name: str, until: date | None, sentence: str) -> None:
    with pytest.raises(RuleRefused, match=sentence):
        check_waiver(HELD, name, until, TODAY, 92)
