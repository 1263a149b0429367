"""A rollout's card: its gates, who must act and its months, out of whole ledgers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.full_rollout.gate import recorded_waves
from domain.full_rollout.result import WaveState
from domain.gates.evidence import latest_gate
from domain.ledger.events import EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus
from domain.portfolio.card import Need, RolloutCard, RolloutFacts, recorded_restatements, rollout_card
from domain.review.review import MonthlyReview
from tests.domain.ledger.samples import Entry, chain
from tests.domain.review.samples import HIT, MISS, breach, whole_review

FACTS = RolloutFacts(
    rollout_id="nordlys", company="Nordlys", vendor="Baltic", language="da", zone="Europe/Copenhagen", currency="DKK",
    holders={Role.PROJECT_LEAD: ("Mette",), Role.PROCUREMENT: ("Søren", "Ida"), Role.LEGAL: ("Aisha",)},
)  # fmt: skip


def started(phase: Phase) -> Entry:
    return EventKind.PHASE_STARTED, {"phase": phase, "attempt": 1, "as_of": "2025-05-02T09:00:00+02:00"}


def gate(phase: Phase, *outcomes: str, evidence: dict[str, Any] | None = None) -> Entry:
    criteria = [
        {"criterion": f"c{n}", "outcome": o, "reason": {"template": f"Why {n}.", "facts": {}}}
        for n, o in enumerate(outcomes)
    ]
    kind = EventKind.GATE_HELD if "held" in outcomes else EventKind.GATE_PASSED
    body = {"criteria": criteria, "evidence": evidence or {}, "as_of": "2026-01-09T23:30:00+00:00"}
    return kind, {"phase": phase, "attempt": 1, "evidence_hash": f"{phase}-1", "gate": body}


def answered(phase: Phase, role: Role, person: str, kind: EventKind = EventKind.APPROVED, **more: Any) -> Entry:
    return kind, {"phase": phase, "role": role, "person": person, "evidence_hash": f"{phase}-1"} | more


def published(of: MonthlyReview) -> Entry:
    payload = {"month": of.month, "review_hash": of.review_hash, "provisional": of.provisional}
    return EventKind.REVIEW_PUBLISHED, payload


def restated(month: str, found_on: str) -> Entry:
    return EventKind.REVIEW_RESTATED, {
        "month": month,
        "published_hash": "x",
        "found_on": found_on,
        "figures": [],
        "tickets": [],
        "credit_before": "0",
        "credit_now": "7500",
        "causes": [],
    }


def card(*entries: Entry, reviews: tuple[MonthlyReview, ...] = ()) -> RolloutCard:
    return rollout_card(FACTS, chain(entries), {r.review_hash: r for r in reviews})


DISCOVERED = (
    started(Phase.DISCOVERY),
    gate(Phase.DISCOVERY, "passed", "passed"),
    answered(Phase.DISCOVERY, Role.PROJECT_LEAD, "Mette"),
)


def test_a_rollout_without_an_entry_waits_for_its_start() -> None:
    found = card()
    assert (found.current, found.need, found.until_on) == (Phase.DISCOVERY, Need.START, None)
    assert [actor.role for actor in found.actors] == [Role.OPERATIONS_MANAGER]
    assert (found.months, found.spans, found.latest) == ((), (), None)


@pytest.mark.parametrize(
    ("entries", "need", "roles"),
    [
        (DISCOVERED[:1], Need.RUN, []),
        (DISCOVERED[:2], Need.DECISION, [Role.PROJECT_LEAD]),
        ((DISCOVERED[0], gate(Phase.DISCOVERY, "passed", "held")), Need.REPAIR, [Role.PROJECT_LEAD]),
        (DISCOVERED, Need.START, [Role.OPERATIONS_MANAGER]),
    ],
    ids=["it runs", "it awaits a decision", "it is held", "the next phase can begin"],
)
def test_who_must_act_follows_from_the_current_gate(entries: tuple[Entry, ...], need: Need, roles: list[Role]) -> None:
    found = card(*entries)
    assert (found.need, [actor.role for actor in found.actors]) == (need, roles)


def test_of_two_owners_only_the_one_who_has_not_answered_must_act_and_every_holder_is_named() -> None:
    phase = Phase.VENDOR_SELECTION
    found = card(*DISCOVERED, started(phase), gate(phase, "passed"), answered(phase, Role.LEGAL, "Aisha"))
    assert [(actor.role, actor.people) for actor in found.actors] == [(Role.PROCUREMENT, ("Søren", "Ida"))]


def test_a_gate_tells_its_criteria_what_holds_it_and_who_answered() -> None:
    phase = Phase.VENDOR_SELECTION
    held = card(*DISCOVERED, started(phase), gate(phase, "passed", "waived", "held")).gates[1]
    assert (held.criteria, held.passed, held.waived) == (3, 1, 1)
    assert [str(reason) for reason in held.held] == ["Why 2."]
    refused = answered(phase, Role.LEGAL, "Bo", EventKind.REFUSED, on_behalf_of="Aisha", reason="no")
    done = card(*DISCOVERED, started(phase), gate(phase, "passed"), refused).gates[1]
    assert done.status is PhaseStatus.REFUSED
    assert [(d.person, d.on_behalf_of, d.refused) for d in done.decided] == [("Bo", "Aisha", True)]


def test_an_answer_about_other_evidence_is_not_shown() -> None:
    other = EventKind.APPROVED, {"phase": Phase.DISCOVERY, "role": "project_lead", "person": "X", "evidence_hash": "?"}
    assert card(*DISCOVERED[:2], other).gates[0].decided == ()


def test_a_status_came_about_on_the_day_of_the_rollouts_zone() -> None:
    assert card(*DISCOVERED).gates[0].since_on == date(2025, 5, 2)
    assert card(*DISCOVERED).until_on == date(2025, 5, 2)


def test_a_final_review_takes_the_provisional_ones_place_and_months_stand_in_order() -> None:
    final = whole_review("2025-11", HIT)
    draft = final.model_copy(update={"provisional": True})
    later = whole_review("2025-12", HIT, MISS, saved=900, breaches=(breach(),))
    found = card(published(later), published(draft), published(final), published(draft), reviews=(later, final))
    assert [(m.month, m.provisional) for m in found.months] == [("2025-11", False), ("2025-12", False)]
    assert found.latest is not None
    assert found.latest.standing is not None
    assert (found.latest.standing.missed, found.latest.standing.levels) == (1, 2)
    assert (found.latest.saved, found.latest.planned, found.latest.breaches) == (Decimal(900), Decimal(1000), 1)


def test_a_month_whose_review_is_not_here_has_no_standing() -> None:
    (month,) = card(published(whole_review("2025-11", HIT))).months
    assert (month.standing, month.breaches, month.saved) == (None, None, None)


def test_a_month_knows_every_day_its_figures_were_found_to_be_others() -> None:
    entries = (
        published(whole_review("2025-11", HIT)),
        restated("2025-11", "2025-12-03"),
        restated("2025-11", "2026-01-05"),
    )
    assert card(*entries).months[0].restated_on == (date(2025, 12, 3), date(2026, 1, 5))
    assert [len(found) for found in recorded_restatements(chain(entries)).values()] == [2]


def test_a_card_survives_being_kept_as_json() -> None:
    made = card(*DISCOVERED, published(whole_review("2025-11", HIT)), reviews=(whole_review("2025-11", HIT),))
    assert RolloutCard.model_validate_json(made.model_dump_json()) == made


def test_waves_are_those_of_the_latest_gate_whatever_it_came_to() -> None:
    wave = {
        "number": 1,
        "state": "held",
        "processes": 2,
        "migrated": 1,
        "ready": 1,
        "blocked": 0,
        "first_on": "2025-10-01",
        "last_on": "2025-10-02",
    }
    early = gate(Phase.FULL_ROLLOUT, "passed", evidence={"waves": []})
    late = gate(Phase.FULL_ROLLOUT, "held", evidence={"waves": [wave], "tripwires": [{"template": "T", "facts": {}}]})
    found = latest_gate(chain((early, late, gate(Phase.PILOT, "passed"))), Phase.FULL_ROLLOUT)
    assert found is not None
    recorded = recorded_waves(found[0], found[1].date())
    assert recorded is not None
    assert [w.state for w in recorded.waves] == [WaveState.HELD]
    assert len(recorded.tripwires) == 1


def test_evidence_of_another_shape_is_no_migration() -> None:
    assert latest_gate(chain(DISCOVERED), Phase.FULL_ROLLOUT) is None
    for evidence in ({}, {"waves": "three"}, {"waves": [{"number": 1}]}):
        assert recorded_waves(evidence, date(2026, 1, 9)) is None
