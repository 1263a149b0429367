"""Phase 2, vendor selection: knock-outs first, then a weighted sum on fixed scales, and whether it would hold.

Here: ranking, the winner, and the gate. Not here: a single bid (`domain.vendor_selection.bids`), robustness arithmetic
(`domain.choice.robustness`), proposals and negotiation. Rules: design page, section 4.

A vendor's total depends on that vendor's scores alone, so another bid never changes the order of two others.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.choice.firmness import Firmness, assess_firmness
from domain.choice.robustness import smallest_flip
from domain.choice.ties import Ranking
from domain.values import changed
from domain.vendor_selection.bids import VendorResult, weigh_bid
from domain.vendor_selection.other_prices import compare_prices
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.ranking import may_win, rank_bids
from domain.vendor_selection.result import VendorSelectionResult
from domain.vendor_selection.scores.panel import PanelScore, score_panel
from domain.vendor_selection.scores.sub_criteria import roll_up
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion

_SHARE = Decimal("0.0001")


def assess_vendor_selection(
    criteria: Sequence[Criterion],
    vendors: Sequence[Vendor],
    scores: Sequence[Score],
    rules: VendorSelectionRules,
    *,
    papers: Papers,
    contract_starts_on: date,
    term_months: int,
    as_of: date,
    sub_criteria: Sequence[SubCriterion] = (),
) -> VendorSelectionResult:
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
    return VendorSelectionResult(
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
    vendors: Sequence[Vendor],
    scores: Sequence[Score],
    sub_criteria: Sequence[SubCriterion],
    rules: VendorSelectionRules,
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
    race: Sequence[VendorResult], criteria: Sequence[Criterion], scores: Sequence[Score], rules: VendorSelectionRules
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
            ranked.append(changed(by_id[vendor_id], rank=rank, wins_share=wins))
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
