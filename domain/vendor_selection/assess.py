"""Phase 2, vendor selection: knock-outs first, then a weighted sum on fixed scales, and whether it would hold.

Here: ranking, the winner, and the gate. Not here: a single bid (`domain.vendor_selection.bids`), robustness arithmetic
(`domain.choice.robustness`), proposals and negotiation. Rules: design page, section 4.

A vendor's total depends on that vendor's scores alone, so another bid never changes the order of two others.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.arithmetic.rounding import share_of_one
from domain.choice.choice_trace import ChoiceTrace
from domain.choice.firmness import Firmness, assess_firmness
from domain.choice.firmness_recorded import record_wins
from domain.choice.robustness import WeightFlip, smallest_flip
from domain.choice.ties import Ranking
from domain.figures.trace import Trace
from domain.values import changed
from domain.vendor_selection.assess_recorded import record_bidders, record_lead, record_ranks, record_weights
from domain.vendor_selection.bids import VendorResult, weigh_bid
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.other_prices import compare_prices
from domain.vendor_selection.ranking import may_win, rank_bids
from domain.vendor_selection.result import VendorSelectionResult
from domain.vendor_selection.scores.panel import PanelScore, score_panel
from domain.vendor_selection.scores.score_trace import GivenTrace, ScoreTrace
from domain.vendor_selection.scores.sub_criteria import parts_of, roll_up
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.evaluation import Criterion, Score


def assess_vendor_selection(inputs: SelectionInputs, trace: Trace | None = None) -> VendorSelectionResult:
    """Compare the bidders.

    Args:
        trace: every figure goes into it as it is computed; None: nothing is recorded.
    """
    criteria, rules = inputs.criteria, inputs.rules
    score_trace = None if trace is None else _score_trace(inputs, trace)
    part_scores = _part_scores(inputs, score_trace)
    scores = roll_up(inputs.scores, inputs.sub_criteria, criteria, score_trace)
    weight_sum = sum((c.weight for c in criteria), Decimal(0))
    if trace is not None:
        record_weights(trace, criteria, weight_sum)
    compared = [weigh_bid(vendor, inputs, scores, score_trace) for vendor in inputs.vendors]
    choice_trace = None if trace is None else _choice_trace(inputs, trace)
    race = [v for v in compared if not v.knock_outs] if weight_sum == 100 else []
    firmness = _firmness(race, criteria, scores, rules, choice_trace)
    ranking = rank_bids(race if firmness else [], criteria, rules)
    ranked = _ranked(race, ranking, firmness, choice_trace)
    in_race = {v.vendor_id for v in ranked}
    rest = sorted((v for v in compared if v.vendor_id not in in_race), key=lambda v: v.vendor_id)
    if trace is not None:
        record_bidders(trace, inputs.vendors, ranked, rest, rules.source)
        record_ranks(trace, ranked, ranking.ties, criteria, rules)
    winner = _winner(ranked)
    lead = _lead(ranked, winner, ranking, rules, trace)
    return VendorSelectionResult(
        as_of=inputs.as_of,
        contract_starts_on=inputs.contract_starts_on,
        term_months=inputs.term_months,
        criteria=tuple(criteria),
        weight_sum=weight_sum,
        vendors=(*ranked, *rest),
        winner_id=winner.vendor_id if winner else None,
        lead=lead,
        flip=_flip(ranked, winner, lead, criteria, choice_trace),
        rules=rules,
        firmness=firmness,
        price_cases=compare_prices(
            ranked, _values(ranked), criteria, rules, winner.vendor_id if winner else None, choice_trace
        ),
        ties=ranking.ties,
        sub_criteria=tuple(inputs.sub_criteria),
        part_scores=part_scores,
    )


def _score_trace(inputs: SelectionInputs, trace: Trace) -> ScoreTrace:
    snapshot = ", ".join(inputs.score_snapshots) or trace.sources.snapshot_id
    return ScoreTrace(trace, parts_of(inputs.sub_criteria), snapshot, inputs.rules.source)


def _choice_trace(inputs: SelectionInputs, trace: Trace) -> ChoiceTrace:
    names = {vendor.vendor_id: vendor.name for vendor in inputs.vendors}
    cells = trace.sources.of(Score, inputs.scores, "score")
    return ChoiceTrace(trace, names, inputs.criteria, inputs.rules.source, cells)


def _part_scores(inputs: SelectionInputs, trace: ScoreTrace | None) -> tuple[PanelScore, ...]:
    """What the evaluators gave each bidder on the parts of criteria."""
    criteria = {criterion.criterion_id: criterion for criterion in inputs.criteria}
    rows: dict[tuple[str, str], list[Score]] = {}
    for score in inputs.scores:
        rows.setdefault((score.vendor_id, score.criterion_id), []).append(score)
    return tuple(
        score_panel(
            vendor.vendor_id,
            part.sub_criterion_id,
            rows.get((vendor.vendor_id, part.sub_criterion_id), []),
            inputs.rules.disagreement_range,
            None if trace is None else GivenTrace(trace, vendor, criteria[part.criterion_id], part),
        )
        for vendor in inputs.vendors
        for part in inputs.sub_criteria
    )


def _firmness(
    race: Sequence[VendorResult],
    criteria: Sequence[Criterion],
    scores: Sequence[Score],
    rules: VendorSelectionRules,
    trace: ChoiceTrace | None,
) -> Firmness | None:
    if not race or not criteria:
        return None
    return assess_firmness(_values(race), criteria, scores, draws=rules.draws, seed=rules.seed, trace=trace)


def _ranked(
    race: Sequence[VendorResult], ranking: Ranking, firmness: Firmness | None, trace: ChoiceTrace | None
) -> tuple[VendorResult, ...]:
    """Bidders with their rank, best first; those that people must decide between share one."""
    by_id = {bid.vendor_id: bid for bid in race}
    ranked, rank = [], 1
    for place in ranking.places:
        for vendor_id in place:
            wins = share_of_one(firmness.weights.of(vendor_id).by_rank[0]) if firmness else None
            if trace is not None and firmness is not None and wins is not None:
                record_wins(trace, firmness.weights, vendor_id, wins)
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


def _lead(
    ranked: Sequence[VendorResult],
    winner: VendorResult | None,
    ranking: Ranking,
    rules: VendorSelectionRules,
    trace: Trace | None,
) -> Decimal | None:
    """Points between the winner and the best of the others; None without a winner, or without others."""
    others = [v for v in ranked if winner and v.vendor_id != winner.vendor_id]
    if winner is None or not others:
        return None
    second = max(others, key=lambda v: v.lowest)
    lead = winner.lowest - second.lowest
    if trace is not None:
        record_lead(trace, winner, second, lead, ranked, ranking.ties, rules.source)
    return lead


def _flip(
    ranked: Sequence[VendorResult],
    winner: VendorResult | None,
    lead: Decimal | None,
    criteria: Sequence[Criterion],
    trace: ChoiceTrace | None,
) -> WeightFlip | None:
    """What ends the lead. Where a tie-break made it no weight need change to end it, and nothing is told."""
    if winner is None:
        return None
    told = None if lead == 0 else trace
    return smallest_flip(_values(ranked), [c.weight for c in criteria], winner.vendor_id, told)
