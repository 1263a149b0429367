"""Phase 2, vendor selection: knock-outs first, then a weighted sum on fixed scales, and whether it would hold.

Here: ranking, the winner, and the gate. Not here: a single bid (`domain.vendor_selection.bids`), robustness arithmetic
(`domain.choice.robustness`), proposals and negotiation. Rules: design page, section 4.

A vendor's total depends on that vendor's scores alone, so another bid never changes the order of two others.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.choice.firmness import Firmness, assess_firmness
from domain.choice.robustness import WeightFlip, smallest_flip
from domain.choice.ties import Ranking, Tie
from domain.gates.gates import CriterionResult, Expiry, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.reasons import Reason
from domain.values import Frozen
from domain.vendor_selection.bids import VendorResult, weigh_bid
from domain.vendor_selection.other_prices import PriceCases, compare_prices
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.ranking import may_win, rank_bids
from domain.vendor_selection.scores.panel import PanelScore, score_panel
from domain.vendor_selection.scores.sub_criteria import roll_up
from domain.vendor_selection.settings import SelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion

_SHARE = Decimal("0.0001")


class SelectionResult(Frozen):
    """The comparison of all bidders.

    Attributes:
        vendors: ranked ones by rank, then those knocked out by id.
        flip: the smallest single-weight change that ends the winner's lead; None when no single one does.
        firmness: how the ranking fares under other weights, methods and panels; None while nobody is ranked.
        lead: points between winner and the next; None with fewer than two ranked.
        ties: bidders with equal totals, and what decided between them.
        part_scores: every bidder on every sub-criterion, bidders first; empty without sub-criteria.
        price_cases: who wins at other prices; None without a price scale in the rules, or without a winner.
    """

    as_of: date
    contract_starts_on: date
    term_months: int
    criteria: tuple[Criterion, ...]
    weight_sum: Decimal
    vendors: tuple[VendorResult, ...]
    winner_id: str | None
    lead: Decimal | None
    flip: WeightFlip | None
    rules: SelectionRules
    firmness: Firmness | None = None
    ties: tuple[Tie, ...] = ()
    sub_criteria: tuple[SubCriterion, ...] = ()
    part_scores: tuple[PanelScore, ...] = ()
    price_cases: PriceCases | None = None

    @property
    def ranked(self) -> tuple[VendorResult, ...]:
        """Bidders in the race, best first."""
        return tuple(v for v in self.vendors if v.rank is not None)

    @property
    def winner(self) -> VendorResult | None:
        """The recommended bidder."""
        return next((v for v in self.vendors if v.vendor_id == self.winner_id), None)

    @property
    def undecided(self) -> Tie | None:
        """The tie in front that no tie-break decided, so that people must."""
        first = {v.vendor_id for v in self.ranked if v.rank == 1}
        return next((tie for tie in self.ties if tie.decided_by is None and set(tie.options) == first), None)

    @property
    def could_overtake(self) -> tuple[VendorResult, ...]:
        """Bidders not fully assessed whose highest possible total reaches the winner's."""
        winner = self.winner
        if winner is None:
            return ()
        others = (v for v in self.ranked if v.vendor_id != winner.vendor_id)
        return tuple(v for v in others if not v.fully_assessed and v.highest >= winner.lowest)


def assess_selection(
    criteria: Sequence[Criterion],
    vendors: Sequence[Vendor],
    scores: Sequence[Score],
    rules: SelectionRules,
    *,
    papers: Papers,
    contract_starts_on: date,
    term_months: int,
    as_of: date,
    sub_criteria: Sequence[SubCriterion] = (),
) -> SelectionResult:
    """Compare the bidders.

    Args:
        scores: of criteria, and where a criterion has sub-criteria of these (their ids in `criterion_id`).
        papers: certificates, references, case studies and price lines of all bidders.
        contract_starts_on: the day a certificate must be valid on.
        term_months: months of the contract, for the total cost.
    """
    part_scores = _part_scores(vendors, scores, sub_criteria, rules)
    scores = roll_up(scores, sub_criteria, criteria)
    weight_sum = sum((c.weight for c in criteria), Decimal(0))
    compared = [weigh_bid(v, papers, criteria, scores, rules, contract_starts_on, term_months) for v in vendors]
    race = [v for v in compared if not v.knock_outs] if weight_sum == 100 else []
    firmness = _firmness(race, criteria, scores, rules)
    ranking = rank_bids(race if firmness else [], criteria, rules)
    ranked = _ranked(race, ranking, firmness)
    in_race = {v.vendor_id for v in ranked}
    rest = sorted((v for v in compared if v.vendor_id not in in_race), key=lambda v: v.vendor_id)
    winner = _winner(ranked)
    flip = None
    if winner is not None:
        flip = smallest_flip(_values(ranked), [c.weight for c in criteria], winner.vendor_id)
    best_other = max((v.lowest for v in ranked if winner and v.vendor_id != winner.vendor_id), default=None)
    return SelectionResult(
        as_of=as_of,
        contract_starts_on=contract_starts_on,
        term_months=term_months,
        criteria=tuple(criteria),
        weight_sum=weight_sum,
        vendors=(*ranked, *rest),
        winner_id=winner.vendor_id if winner else None,
        lead=winner.lowest - best_other if winner and best_other is not None else None,
        flip=flip,
        rules=rules,
        firmness=firmness,
        price_cases=compare_prices(ranked, _values(ranked), criteria, rules, winner.vendor_id if winner else None),
        ties=ranking.ties,
        sub_criteria=tuple(sub_criteria),
        part_scores=part_scores,
    )


def _part_scores(
    vendors: Sequence[Vendor], scores: Sequence[Score], sub_criteria: Sequence[SubCriterion], rules: SelectionRules
) -> tuple[PanelScore, ...]:
    """What the evaluators gave each bidder on the parts of criteria."""
    rows: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        rows.setdefault((score.vendor_id, score.criterion_id), []).append(score)
    return tuple(
        score_panel(
            vendor.vendor_id,
            part.sub_criterion_id,
            rows.get((vendor.vendor_id, part.sub_criterion_id), []),
            rules.disagreement_range,
        )
        for vendor in vendors
        for part in sub_criteria
    )


def _firmness(
    race: Sequence[VendorResult], criteria: Sequence[Criterion], scores: Sequence[Score], rules: SelectionRules
) -> Firmness | None:
    if not race or not criteria:
        return None
    return assess_firmness(_values(race), criteria, scores, draws=rules.draws, seed=rules.seed)


def _ranked(race: Sequence[VendorResult], ranking: Ranking, firmness: Firmness | None) -> tuple[VendorResult, ...]:
    """Bidders with their rank, best first; those that people must decide between share one."""
    by_id = {bid.vendor_id: bid for bid in race}
    ranked, rank = [], 1
    for place in ranking.places:
        for vendor_id in place:
            wins = firmness.weights.of(vendor_id).by_rank[0].quantize(_SHARE) if firmness else None
            ranked.append(by_id[vendor_id].model_copy(update={"rank": rank, "wins_share": wins}))
        rank += len(place)
    return tuple(ranked)


def _values(ranked: Sequence[VendorResult]) -> Mapping[str, list[Decimal]]:
    """Scores for robustness, as the ranking counts them: what was not assessed counts as the lowest."""
    return {v.vendor_id: [score.least for score in v.scores] for v in ranked}


def _winner(ranked: Sequence[VendorResult]) -> VendorResult | None:
    """The best bidder who may win; nobody while people must decide between several at its rank."""
    best = next((v for v in ranked if may_win(v, ranked)), None)
    alone = best is not None and sum(v.rank == best.rank for v in ranked) == 1
    return best if alone else None


def selection_gate(result: SelectionResult) -> GateEvaluation:
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


def _weights(result: SelectionResult) -> CriterionResult:
    if result.weight_sum == 100:
        return criterion("weights", True, Reason("The weights sum to 100."))
    return criterion("weights", False, Reason("The weights sum to {total}, not to 100.", total=result.weight_sum))


def _competition(result: SelectionResult) -> CriterionResult:
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


def _has_winner(result: SelectionResult) -> CriterionResult:
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


def _settled(result: SelectionResult) -> CriterionResult:
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


def _enough_eyes(result: SelectionResult) -> CriterionResult:
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
