"""What was negotiated and is signed: computed from the winner's last offer, bound to the owners' codes by the gate.

Here: the terms, and the contract with them in place of what was required. Not here: which signed terms count
(`domain.agreement.in_force`), the negotiation (`domain.agreement.negotiation`).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.agreement.offers import Offer, last_offer
from domain.contract.clauses import Contract, Target
from domain.contract.levels import levels_of, with_levels
from domain.gates.gates import GateEvaluation
from domain.prices.total_cost import fee_per_month, paid_once
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.values import Frozen, changed
from domain.workbook.bidders import PriceLine, Vendor

EVIDENCE = "signed_terms"
"""Where the terms stand in the evidence of vendor selection's gate; ledgers of earlier versions have none."""


class SignedTerms(Frozen):
    """The award in figures.

    Attributes:
        monthly_fee, transition_cost: in the contract's currency.
        round: the round of the winner's last offer; None when everything is as required.
        levels: figure id (`clause_id.priority`) -> minutes and share, all of them.
        required: the levels the settings required when these were negotiated.
    """

    vendor_id: str
    vendor: str
    monthly_fee: Decimal
    transition_cost: Decimal
    round: int | None
    levels: dict[str, Target]
    required: dict[str, Target]
    starts_on: date
    ends_on: date


def terms_to_sign(
    required: Contract, winner: Vendor, offers: Sequence[Offer], price_lines: Sequence[PriceLine] = ()
) -> SignedTerms:
    """The recommended bidder's terms: price and levels as last offered, everything else as required.

    Args:
        price_lines: the winner's own; those by month are part of the fee, those paid once of the transition.
    """
    offer = last_offer(offers, winner.vendor_id)
    return SignedTerms(
        vendor_id=winner.vendor_id,
        vendor=winner.name,
        monthly_fee=fee_per_month(winner, price_lines),
        transition_cost=paid_once(winner, price_lines),
        round=offer.round if offer else None,
        levels=levels_of(required) | (offer.levels if offer else {}),
        required=levels_of(required),
        starts_on=required.starts_on,
        ends_on=required.ends_on,
    )


def award_terms(
    required: Contract,
    winner_id: str | None,
    vendors: Sequence[Vendor],
    offers: Sequence[Offer],
    price_lines: Sequence[PriceLine],
) -> SignedTerms | None:
    """What the owners sign when this bidder is recommended; None without one.

    Args:
        price_lines: those of all bidders.
    """
    winner = next((vendor for vendor in vendors if vendor.vendor_id == winner_id), None)
    if winner is None:
        return None
    own = [line for line in price_lines if line.vendor_id == winner.vendor_id]
    return terms_to_sign(required, winner, offers, own)


def with_terms(evaluation: GateEvaluation, signed: SignedTerms | None) -> GateEvaluation:
    """The gate with the terms among its evidence, so that a code signs exactly them; as it is without a winner."""
    if signed is None:
        return evaluation
    return changed(evaluation, evidence=evaluation.evidence | {EVIDENCE: _plain(signed.model_dump(mode="json"))})


def apply_signed(contract: Contract, signed: SignedTerms) -> Contract:
    """The settings' contract with what was signed in place of what was required. Applied twice it changes nothing more.

    Raises:
        RuleRefused: the settings' service levels are not those that were negotiated.
    """
    known = set(levels_of(contract))
    unknown = sorted(known ^ set(signed.levels))
    if unknown:
        missing = (
            Reason("the signed terms do not have it")
            if unknown[0] in known
            else Reason("it was signed, and the settings lack it")
        )
        raise RuleRefused(
            Reason("The service level {figure_id} has no agreed terms", figure_id=unknown[0]),
            where=Reason("contract {contract_id}", contract_id=contract.contract_id),
            why=missing,
            next_step=Reason(
                "put the levels back as they were signed, or name the signed document in contract.amendment"
            ),
        )
    return changed(
        with_levels(contract, signed.levels),
        vendor=signed.vendor,
        monthly_fee=signed.monthly_fee,
        transition_cost=signed.transition_cost,
        starts_on=signed.starts_on,
        ends_on=signed.ends_on,
    )


def _plain(dumped: dict[str, Any]) -> dict[str, Any]:
    """Amounts without trailing zeros: 250000 and 250000.00 are the same terms, and have the same hash."""
    same = {name: f"{Decimal(dumped[name]).normalize():f}" for name in ("monthly_fee", "transition_cost")}
    return dumped | same | {table: _plain_levels(dumped[table]) for table in ("levels", "required")}


def _plain_levels(levels: dict[str, Any]) -> dict[str, Any]:
    return {
        name: level | {"attainment": f"{Decimal(level['attainment']).normalize():f}"} for name, level in levels.items()
    }
