"""The gate of vendor selection: its criteria and the evidence it records.

Here: what must hold. Not here: the computing (`domain.vendor_selection.assess`).
"""

from domain.choice.firmness import Firmness
from domain.gates.gates import CriterionResult, Expiry, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.result import VendorSelectionResult


def vendor_selection_gate(result: VendorSelectionResult) -> GateEvaluation:
    """Whether the comparison allows an award: locked weights, a real choice, a winner nobody can still overtake."""
    evidence = {
        "as_of": result.as_of.isoformat(),
        "contract_starts_on": result.contract_starts_on.isoformat(),
        "term_months": result.term_months,
        "weights": {c.criterion_id: str(c.weight) for c in result.criteria},
        "vendors": [v.model_dump(mode="json") for v in result.vendors],
        "winner": result.winner_id,
        "flip": result.flip.model_dump(mode="json") if result.flip else None,
        "second_opinions": _opinions(result.firmness),
        "ties": [tie.model_dump(mode="json") for tie in result.ties],
    }
    criteria = (_weights(result), _competition(result), _has_winner(result), _settled(result), _enough_eyes(result))
    return GateEvaluation(
        phase=Phase.VENDOR_SELECTION, criteria=criteria, evidence=evidence, expiries=_expiries(result.winner)
    )


def _opinions(firmness: Firmness | None) -> dict[str, list[str]]:
    """Who is in front by each method; floats stay out of the evidence."""
    if firmness is None:
        return {}
    return {one.method.value: list(one.best) for one in (*firmness.opinions, firmness.compromise)}


def _expiries(winner: VendorResult | None) -> tuple[Expiry, ...]:
    """The winner's certificate: the choice rests on it for as long as it lasts."""
    if winner is None or winner.certificate_valid_until is None:
        return ()
    reason = Reason(
        "{certificate} of {vendor} ended on {ends_on}.",
        certificate=winner.certificate,
        vendor=winner.name,
        ends_on=winner.certificate_valid_until,
    )
    return (Expiry(name=f"certificate-{winner.vendor_id}", on=winner.certificate_valid_until, reason=reason),)


def _weights(result: VendorSelectionResult) -> CriterionResult:
    if result.weight_sum == 100:
        return criterion("weights", True, Reason("The weights sum to 100."))
    return criterion("weights", False, Reason("The weights sum to {total}, not to 100.", total=result.weight_sum))


def _competition(result: VendorSelectionResult) -> CriterionResult:
    left = sum(not v.knock_outs for v in result.vendors)
    if left >= result.rules.minimum_bidders:
        return criterion(
            "competition",
            True,
            Reason("{left} of {bids} bidders meet every requirement.", left=left, bids=len(result.vendors)),
        )
    return criterion(
        "competition",
        False,
        Reason(
            "{left} of {bids} bidders meet every requirement; {needed} are needed for a choice.",
            left=left,
            bids=len(result.vendors),
            needed=result.rules.minimum_bidders,
        ),
    )


def _has_winner(result: VendorSelectionResult) -> CriterionResult:
    winner = result.winner
    if winner is None:
        names = {v.vendor_id: v.name for v in result.vendors}
        tie = result.undecided
        return criterion("winner", False, tie.reason(names) if tie else Reason("No bidder can be recommended."))
    return criterion(
        "winner",
        True,
        Reason("{vendor} leads with {points} of 100 points.", vendor=winner.name, points=winner.lowest),
    )


def _settled(result: VendorSelectionResult) -> CriterionResult:
    ahead = result.could_overtake
    if result.winner is None:
        return criterion("settled", False, Reason("Without a winner nothing is settled."))
    if not ahead:
        return criterion("settled", True, Reason("No missing assessment could change the winner."))
    return criterion(
        "settled",
        False,
        Reason(
            "{vendor} is not fully assessed and could still win with up to {points} points. Assess it.",
            vendor=ahead[0].name,
            points=ahead[0].highest,
        ),
    )


def _enough_eyes(result: VendorSelectionResult) -> CriterionResult:
    fewest = min((s.assessed for s in result.winner.scores), default=0) if result.winner else 0
    needed = result.rules.minimum_evaluators
    if fewest >= needed:
        return criterion(
            "evaluators", True, Reason("At least {count} evaluators assessed each criterion.", count=fewest)
        )
    return criterion(
        "evaluators",
        False,
        Reason(
            "A criterion of the winner has {count} evaluators; {needed} are needed.",
            count=fewest,
            needed=needed,
        ),
    )
