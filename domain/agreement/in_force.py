"""Which contract is in force: what was signed at vendor selection's gate, an amendment, or the settings.

Here: the one answer every later phase, review, replay, explanation, page and schedule reads. Not here: what is signed
(`domain.agreement.signed_terms`), settings (`configs.rollouts`).

- The terms of the latest attempt that every owner approved count. A new attempt changes nothing until it is approved,
  and an approval that was re-opened because evidence ran out stays signed.
- Settings that say otherwise count for nothing, unless they name an amendment: then they stand, and what they leave out
  (vendor, fee, transition) is still as signed.
- Without approved terms (a company that starts mid-way, a ledger of an earlier version) the settings count.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from domain.agreement.signed_terms import EVIDENCE, SignedTerms, apply_signed
from domain.contract.clauses import Contract
from domain.contract.levels import levels_of
from domain.ledger.events import Event, EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, PhaseStatus, state_after
from domain.problems import ConfigurationRefused, RuleRefused, Start, Work
from domain.reasons import Fact, Reason, both, verbatim
from domain.values import Frozen, changed

BEFORE_AWARD = frozenset({Phase.DISCOVERY, Phase.VENDOR_SELECTION})
"""Phases that read what is required, also when they run again after an award."""

_FROM_AWARD = ("vendor", "monthly_fee", "transition_cost", "starts_on", "ends_on")

_TO_BE_AWARDED = {"vendor": Reason("no vendor"), "monthly_fee": Reason("no monthly fee")}
"""What the settings may leave out -> how its absence is told."""


class TermsSource(StrEnum):
    """Where the contract in force comes from."""

    SETTINGS = "settings"
    SIGNED = "signed"
    AMENDED = "amended"


class Award(Frozen):
    """The approved attempt of vendor selection whose terms are signed.

    Attributes:
        approved_by: the persons, in the order of their roles.
    """

    signed: SignedTerms
    attempt: int
    approved_by: tuple[str, ...]
    approved_at: datetime
    evidence_hash: str


class ContractInForce(Frozen):
    """The contract, and where it is from.

    Attributes:
        award: what was signed; None when nothing was signed here.
        overruled: paths in the settings' contract that say otherwise and do not count.
    """

    contract: Contract
    required: Contract
    source: TermsSource
    award: Award | None = None
    overruled: tuple[str, ...] = ()

    def settled(self) -> Contract:
        """The contract, for work that needs a supplier and a price.

        Raises:
            ConfigurationRefused: neither an award nor the settings give them.
        """
        lacking = [name for name in _TO_BE_AWARDED if getattr(self.contract, name) in ("", None)]
        if not lacking:
            return self.contract
        raise ConfigurationRefused(
            Reason("The contract has {lacking}", lacking=both([_TO_BE_AWARDED[name] for name in lacking])),
            where=both([verbatim(f"contract.{name}") for name in lacking]),
            why=Reason("vendor selection has no approved award here, and the settings give none"),
            next_step=Reason(
                "carry vendor selection through, or write them into the settings when the contract was signed elsewhere"
            ),
        )

    def told(self) -> Reason:
        """Which contract is in force, as one sentence."""
        if self.award is None:
            return Reason("The contract in force is that of the settings: no award is approved here.")
        facts: dict[str, Fact | Reason] = {
            "people": ", ".join(self.award.approved_by),
            "attempt": self.award.attempt,
        }
        if self.source is TermsSource.AMENDED:
            return Reason(
                "The contract in force is that of the settings, by the amendment {amendment}, in place of the terms "
                "signed at vendor selection (attempt {attempt}) by {people}.",
                facts | {"amendment": self.contract.amendment},
            )
        if self.overruled:
            return Reason(
                "The contract in force was signed at vendor selection (attempt {attempt}) by {people}. The settings "
                "say otherwise of {paths}; that does not count.",
                facts | {"paths": ", ".join(self.overruled)},
            )
        return Reason("The contract in force was signed at vendor selection (attempt {attempt}) by {people}.", facts)


def required_terms(required: Contract) -> ContractInForce:
    """What the phases before an award read: the settings."""
    return ContractInForce(contract=required, required=required, source=TermsSource.SETTINGS)


def contract_in_force(required: Contract, events: Iterable[Event]) -> ContractInForce:
    """The contract in force after these events.

    Args:
        required: the settings' contract.
        events: the rollout's ledger, in sequence; up to a publication for the contract that was in force then.

    Raises:
        RuleRefused: the settings' service levels are not those that were signed, or the entry cannot be read.
    """
    award = latest_award(events)
    if award is None:
        return required_terms(required)
    if required.amendment:
        left_out = {
            name: getattr(award.signed, name)
            for name in ("vendor", "monthly_fee", "transition_cost")
            if getattr(required, name) in ("", None)
        }
        contract = changed(required, **left_out)
        return ContractInForce(contract=contract, required=required, source=TermsSource.AMENDED, award=award)
    return ContractInForce(
        contract=apply_signed(required, award.signed),
        required=required,
        source=TermsSource.SIGNED,
        award=award,
        overruled=_overruled(required, award.signed),
    )


def known_at_publication(events: Iterable[Event], month: str) -> list[Event]:
    """The ledger up to the month's publication, or all of it: a later award changes no month that is over.

    Args:
        month: YYYY-MM; a provisional review of it is no publication.
    """
    known = list(events)
    at = (n for n, event in enumerate(known) if event.kind is EventKind.REVIEW_PUBLISHED and event.key == month)
    return known[: next(at, len(known))]


def latest_award(events: Iterable[Event]) -> Award | None:
    """The terms of the latest attempt of vendor selection that every owner approved.

    Raises:
        RuleRefused: its entry cannot be read.
    """
    state, award = PhaseState(phase=Phase.VENDOR_SELECTION), None
    for event in events:
        if event.payload.get("phase") != Phase.VENDOR_SELECTION:
            continue
        before, state = state, state_after(state, event)
        if state.status is PhaseStatus.APPROVED and before.status is not PhaseStatus.APPROVED:
            award = _award(state, event)
    return award


def _award(state: PhaseState, event: Event) -> Award | None:
    terms = state.gate.get("evidence", {}).get(EVIDENCE)
    if terms is None:
        return None
    try:
        signed = SignedTerms.model_validate(terms)
    except ValidationError:
        raise RuleRefused(
            Reason("The signed terms cannot be read"),
            where=Reason(
                "ledger of {rollout_id}, {phase}, attempt {attempt}",
                rollout_id=event.rollout_id,
                phase=state.phase,
                attempt=state.attempt,
            ),
            why=Reason("the entry has another shape"),
            next_step=Reason("have the ledger checked"),
            start=Start(Work.VERIFY_LEDGER, rollout_id=event.rollout_id),
        ) from None
    return Award(
        signed=signed,
        attempt=state.attempt,
        approved_by=tuple(dict.fromkeys(state.approvals.values())),
        approved_at=event.at,
        evidence_hash=state.evidence_hash,
    )


def _overruled(required: Contract, signed: SignedTerms) -> tuple[str, ...]:
    """What the settings give that is not what was signed; a level that was negotiated is not, as long as it stands in
    the settings as it was required then."""
    given: dict[str, Any] = {name: getattr(required, name) for name in _FROM_AWARD}
    differ = [name for name, value in given.items() if value not in ("", None) and value != getattr(signed, name)]
    levels = levels_of(required).items()
    changed = (name for name, level in levels if level not in (signed.levels[name], signed.required[name]))
    return (*differ, *sorted(changed))
