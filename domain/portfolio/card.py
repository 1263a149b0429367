"""A rollout on one card: where its phases and gates stand, who must act, which months are reviewed and how they stand.

Here: reading all of it out of the ledger's events and the typed reviews. Not here: what the events mean
(`domain.ledger.state.derive_state`), what a month's verdict is called (`reports.review.standing`), where cards are
shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import Field

from domain.gates.gates import CriterionOutcome
from domain.ledger.events import Event, EventKind
from domain.ledger.owners import OWNERS, Role
from domain.ledger.phases import Phase
from domain.ledger.spans import PhaseSpan, phase_spans
from domain.ledger.state import PhaseState, PhaseStatus, RolloutState, derive_state
from domain.periods import local_day
from domain.reasons import Reason
from domain.review.restatement import Restatement
from domain.review.review import MonthlyReview
from domain.review.standing import Standing, standing_of
from domain.values import Frozen, changed


class RolloutFacts(Frozen):
    """What the settings say of a rollout.

    Attributes:
        vendor: empty before an award.
        holders: role -> names of the people who have it.
        demo: its gates may have been decided by the program.
    """

    rollout_id: str
    company: str
    vendor: str
    language: str
    zone: str
    currency: str
    holders: dict[Role, tuple[str, ...]] = Field(default_factory=dict)
    demo: bool = False

    @property
    def parties(self) -> Reason:
        """Who works with whom."""
        if not self.vendor:
            return Reason("{company}, no supplier yet", company=self.company)
        return Reason("{company} and {vendor}", company=self.company, vendor=self.vendor)


class Need(StrEnum):
    """What a rollout waits for."""

    START = "start"
    DECISION = "decision"
    REPAIR = "repair"
    RUN = "run"
    NOTHING = "nothing"


class Actor(Frozen):
    """A role that must act, and who has it."""

    role: Role
    people: tuple[str, ...]


class Decided(Frozen):
    """An owner's answer about the latest evidence of a gate."""

    role: Role
    person: str
    on_behalf_of: str = ""
    refused: bool = False


class GateCard(Frozen):
    """One phase and its gate.

    Attributes:
        since_on: the day its status came about, in the rollout's zone.
        criteria, passed, waived: of the latest gate; 0 before one was reached.
        held: why the others hold.
    """

    phase: Phase
    status: PhaseStatus
    since_on: date | None = None
    criteria: int = 0
    passed: int = 0
    waived: int = 0
    held: tuple[Reason, ...] = ()
    decided: tuple[Decided, ...] = ()


class MonthCard(Frozen):
    """One published month.

    Attributes:
        standing: None when the typed review is not here; then the sums are unknown too.
        restated_on: days on which the data were found to say something else, oldest first.
        saved, planned: so far, up to this month.
    """

    month: str
    review_hash: str
    provisional: bool
    standing: Standing | None = None
    restated_on: tuple[date, ...] = ()
    breaches: int | None = None
    saved: Decimal | None = None
    planned: Decimal | None = None


class RolloutCard(Frozen):
    """Where a rollout stands.

    Attributes:
        until_on: day of the ledger's newest entry; None before the first.
        months: published ones, oldest first.
    """

    facts: RolloutFacts
    gates: tuple[GateCard, ...]
    spans: tuple[PhaseSpan, ...]
    current: Phase
    need: Need
    actors: tuple[Actor, ...]
    months: tuple[MonthCard, ...]
    until_on: date | None = None

    @property
    def status(self) -> PhaseStatus:
        """The status of the current phase."""
        return next(gate.status for gate in self.gates if gate.phase is self.current)

    @property
    def latest(self) -> MonthCard | None:
        """The newest published month."""
        return self.months[-1] if self.months else None


def rollout_card(facts: RolloutFacts, events: Sequence[Event], reviews: Mapping[str, MonthlyReview]) -> RolloutCard:
    """The card of a rollout.

    Args:
        reviews: review hash -> typed review; months whose review is missing are shown without their standing.
    """
    state = derive_state(facts.rollout_id, events)
    need, roles = _need(state)
    until = events[-1].at if events else None
    return RolloutCard(
        facts=facts,
        gates=tuple(_gate(phase, events, facts.zone) for phase in state.phases.values()),
        spans=phase_spans(facts.rollout_id, events, until, facts.zone) if until else (),
        current=state.current,
        need=need,
        actors=tuple(Actor(role=role, people=facts.holders.get(role, ())) for role in roles),
        months=_months(events, reviews),
        until_on=local_day(until, facts.zone) if until else None,
    )


def published_months(events: Sequence[Event]) -> dict[str, dict[str, Any]]:
    """Month -> what the ledger says of its publication, oldest month first; a final one takes a provisional's place."""
    found: dict[str, dict[str, Any]] = {}
    for event in events:
        if event.kind is EventKind.REVIEW_PUBLISHED:
            before = found.get(event.payload["month"])
            if before is None or before["provisional"] or not event.payload["provisional"]:
                found[event.payload["month"]] = event.payload
    return dict(sorted(found.items()))


def recorded_restatements(events: Sequence[Event]) -> dict[str, tuple[Restatement, ...]]:
    """Month -> every restatement of it in the order they were found."""
    found: dict[str, tuple[Restatement, ...]] = {}
    for event in events:
        if event.kind is EventKind.REVIEW_RESTATED:
            restatement = Restatement.model_validate(event.payload)
            found[restatement.month] = (*found.get(restatement.month, ()), restatement)
    return dict(sorted(found.items()))


def _need(state: RolloutState) -> tuple[Need, tuple[Role, ...]]:
    current = state.phases[state.current]
    match current.status:
        case PhaseStatus.NOT_STARTED:
            return Need.START, (Role.OPERATIONS_MANAGER,)
        case PhaseStatus.AWAITING_DECISION:
            return Need.DECISION, current.missing_roles
        case PhaseStatus.HELD | PhaseStatus.REFUSED | PhaseStatus.REOPENED:
            return Need.REPAIR, OWNERS[current.phase]
        case PhaseStatus.RUNNING:
            return Need.RUN, ()
        case PhaseStatus.APPROVED:
            return Need.NOTHING, ()


def _gate(state: PhaseState, events: Sequence[Event], zone: str) -> GateCard:
    criteria = state.gate.get("criteria", ())
    outcomes = [criterion["outcome"] for criterion in criteria]
    return GateCard(
        phase=state.phase,
        status=state.status,
        since_on=local_day(state.since, zone) if state.since else None,
        criteria=len(outcomes),
        passed=outcomes.count(CriterionOutcome.PASSED),
        waived=outcomes.count(CriterionOutcome.WAIVED),
        held=tuple(Reason.model_validate(c["reason"]) for c in criteria if c["outcome"] == CriterionOutcome.HELD),
        decided=_decided(state, events) if state.evidence_hash else (),
    )


def _decided(state: PhaseState, events: Sequence[Event]) -> tuple[Decided, ...]:
    return tuple(
        Decided(
            role=Role(event.payload["role"]),
            person=event.payload["person"],
            on_behalf_of=event.payload.get("on_behalf_of", ""),
            refused=event.kind is EventKind.REFUSED,
        )
        for event in events
        if event.kind in (EventKind.APPROVED, EventKind.REFUSED)
        and event.payload.get("phase") == state.phase
        and event.payload.get("evidence_hash") == state.evidence_hash
    )


def _months(events: Sequence[Event], reviews: Mapping[str, MonthlyReview]) -> tuple[MonthCard, ...]:
    restated = recorded_restatements(events)
    return tuple(
        _month(payload, reviews.get(payload["review_hash"]), restated.get(month, ()))
        for month, payload in published_months(events).items()
    )


def _month(payload: Mapping[str, Any], review: MonthlyReview | None, restated: Sequence[Restatement]) -> MonthCard:
    known = MonthCard(
        month=payload["month"],
        review_hash=payload["review_hash"],
        provisional=payload["provisional"],
        restated_on=tuple(restatement.found_on for restatement in restated),
    )
    if review is None:
        return known
    last = review.savings[-1] if review.savings else None
    return changed(
        known,
        standing=standing_of(review),
        breaches=len(review.breaches),
        saved=last.reached if last else None,
        planned=last.expected if last else None,
    )
