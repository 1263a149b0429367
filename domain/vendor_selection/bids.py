"""One bid at a time: what knocks it out, what its scores come to, what it costs over the term.

Here: everything that depends on one vendor alone, so that another bid can never change it. Not here: ranking and the
winner (`domain.vendor_selection.assess`), the sum over the term (`domain.prices.total_cost`). Rules: design page,
section 4.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.arithmetic.rounding import POINT_PLACES, rounded
from domain.choice.scale import weighted
from domain.prices.bid_trace import BidTrace
from domain.prices.term_cost import CostRange
from domain.prices.total_cost import cost_over_term, has_running_price
from domain.reasons import Reason
from domain.values import Frozen
from domain.vendor_selection.bids_recorded import record_points, record_proposal, record_totals
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.papers.certificates import counting, valid_on, why_none_counts
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.scores.panel import CriterionScore, score_criterion
from domain.vendor_selection.scores.score_trace import GivenTrace, ScoreTrace
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Score


class VendorResult(Frozen):
    """One bidder. Totals are 0-100; `lowest` and `highest` differ only where something was not assessed.

    Attributes:
        rank: None for a bidder who is knocked out, or while the weights are wrong.
        total_cost: over the term, as expected; `cost` has the cases and the working.
        wins_share: share of all weight sets this bidder wins; None when not ranked.
        certificate, certificate_valid_until: the one that counts on the contract's first day, and its last day.
        papers: what it handed in, and what is missing.
    """

    vendor_id: str
    name: str
    knock_outs: tuple[Reason, ...]
    scores: tuple[CriterionScore, ...]
    lowest: Decimal
    highest: Decimal
    total_cost: Decimal
    cost: CostRange
    price_per_hour: Decimal | None
    certificate: str = ""
    certificate_valid_until: date | None = None
    rank: int | None = None
    wins_share: Decimal | None = None
    papers: Papers = Papers()

    @property
    def fully_assessed(self) -> bool:
        """Nothing that was not assessed could change a score."""
        return all(score.least == score.most for score in self.scores)


def find_knock_outs(
    vendor: Vendor, papers: Papers, rules: VendorSelectionRules, contract_starts_on: date
) -> tuple[Reason, ...]:
    """Why a bidder cannot win whatever the scores; empty when nothing stands against it.

    Args:
        papers: the bidder's own.
    """
    found = []
    if not vendor.data_processing_agreement:
        found.append(Reason("No data processing agreement."))
    uncertified = why_none_counts(
        papers.certificates, rules.required_standards, rules.required_scopes, contract_starts_on
    )
    if uncertified is not None:
        found.append(uncertified)
    if not vendor.pilot_proposal:
        found.append(Reason("No pilot proposal."))
    confirmed = papers.confirmed_references
    if rules.references_must_be_confirmed and len(confirmed) < rules.minimum_references:
        found.append(
            Reason("{references} confirmed references; {needed} are needed.", references=len(confirmed),
                   needed=rules.minimum_references)
        )  # fmt: skip
    elif len(papers.references) < rules.minimum_references:
        found.append(
            Reason("{references} references; {needed} are needed.", references=len(papers.references),
                   needed=rules.minimum_references)
        )  # fmt: skip
    if not has_running_price(vendor, papers.price_lines):
        found.append(Reason("No price for the running service."))
    return tuple(found)


def weigh_bid(
    vendor: Vendor,
    inputs: SelectionInputs,
    scores: Sequence[Score],
    trace: ScoreTrace | None = None,
) -> VendorResult:
    """One bidder's knock-outs, scores, total and total cost; not ranked yet.

    Args:
        scores: of criteria as a whole, those of parts rolled up.
    """
    bid_trace = None if trace is None else BidTrace(trace.trace, vendor)
    rules, starts_on = inputs.rules, inputs.contract_starts_on
    own_papers = inputs.papers.of(vendor.vendor_id)
    knock_outs = find_knock_outs(vendor, own_papers, rules, starts_on)
    weighed = _weigh_scores(vendor, inputs, scores, trace)
    lowest, highest = _total(one.least for one in weighed), _total(one.most for one in weighed)
    summed = tuple(one.score for one in weighed)
    if bid_trace is not None:
        record_totals(bid_trace, summed, lowest, highest, knock_outs, rules.source)
        record_proposal(bid_trace, own_papers)
    cost = cost_over_term(
        vendor,
        own_papers.price_lines,
        inputs.papers.demand,
        term_months=inputs.term_months,
        volume_range_share=rules.volume_range_share,
        trace=bid_trace,
    )
    certificate = valid_on(
        counting(own_papers.certificates, rules.required_standards, rules.required_scopes), starts_on
    )
    return VendorResult(
        vendor_id=vendor.vendor_id,
        name=vendor.name,
        knock_outs=knock_outs,
        scores=summed,
        lowest=lowest,
        highest=highest,
        total_cost=cost.expected.total,
        price_per_hour=vendor.price_per_hour,
        certificate=certificate.standard if certificate else "",
        certificate_valid_until=certificate.valid_until if certificate else None,
        cost=cost,
        papers=own_papers,
    )


class _Weighed(NamedTuple):
    """A bidder on a criterion, and the weighted points of it at least and at most."""

    score: CriterionScore
    least: Decimal
    most: Decimal


def _weigh_scores(
    vendor: Vendor, inputs: SelectionInputs, scores: Sequence[Score], trace: ScoreTrace | None
) -> tuple[_Weighed, ...]:
    own = [score for score in scores if score.vendor_id == vendor.vendor_id]
    found = []
    for criterion in inputs.criteria:
        about = None if trace is None else GivenTrace(trace, vendor, criterion)
        rows = [score for score in own if score.criterion_id == criterion.criterion_id]
        score = score_criterion(criterion.criterion_id, rows, inputs.rules.disagreement_range, about)
        one = _Weighed(score, weighted(criterion.weight, score.least), weighted(criterion.weight, score.most))
        if about is not None:
            record_points(about, *one)
        found.append(one)
    return tuple(found)


def _total(points: Iterable[Decimal]) -> Decimal:
    """The weighted points of all criteria, 0-100, to one decimal."""
    return rounded(sum(points, Decimal(0)), POINT_PLACES)
