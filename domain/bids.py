"""One bid at a time: what knocks it out, what its scores come to, what it costs over the term.

Here: everything that depends on one vendor alone, so that another bid can never change it. Not here: ranking and
the winner (`domain.selection`). Rules: design page, section 4.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Annotated

from pydantic import Field

from domain.data_processing import DataProcessingPoint
from domain.frozen import Frozen
from domain.reasons import Reason
from domain.records import Criterion, Score, Vendor
from domain.sow import SowTerms
from domain.terms import Terms

LOWEST_SCORE, HIGHEST_SCORE = Decimal(1), Decimal(5)


class SelectionRules(Terms):
    """What knocks a bidder out, when evaluators disagree, and how robustness is drawn.

    Attributes:
        disagreement_range: highest minus lowest score from which a consensus talk is due.
        minimum_evaluators: so many must have assessed each criterion of the winner.
        close_race_points: a lead under this is called a close race.
        round: the weights are locked once per round; other weights need a new one.
        standstill_days: so many days after the letters the contract is not signed; 10 as a courtesy, after the
            Danish Public Procurement Act § 3, which does not bind a private company.
        data_processing_points: the company's own, behind those of the GDPR.
    """

    minimum_references: Annotated[int, Field(ge=0)] = 2
    minimum_bidders: Annotated[int, Field(ge=1)] = 2
    minimum_evaluators: Annotated[int, Field(ge=1)] = 2
    disagreement_range: Annotated[Decimal, Field(gt=0)] = Decimal(2)
    close_race_points: Annotated[Decimal, Field(ge=0)] = Decimal(3)
    draws: Annotated[int, Field(ge=1000)] = 100_000
    seed: int = 2025
    round: Annotated[int, Field(ge=1)] = 1
    standstill_days: Annotated[int, Field(ge=0, le=60)] = 10
    statement_of_work: SowTerms = SowTerms()
    data_processing_points: tuple[DataProcessingPoint, ...] = ()
    source: str = "criteria: article, section 5; thresholds: starting values of this product"


class CriterionScore(Frozen):
    """One vendor on one criterion over all evaluators, 1-5.

    Attributes:
        middle: median; None when nobody assessed it.
        low, high: lowest and highest score given.
        assessed, asked: evaluators who gave a score, and evaluators with a row.
        disagreement: the scores lie so far apart that evaluators should talk.
    """

    criterion_id: str
    middle: Decimal | None
    low: Decimal | None
    high: Decimal | None
    assessed: int
    asked: int
    disagreement: bool


class VendorResult(Frozen):
    """One bidder. Totals are 0-100; `lowest` and `highest` differ only where something was not assessed.

    Attributes:
        rank: None for a bidder who is knocked out, or while the weights are wrong.
        total_cost: transition plus all monthly fees of the term.
        wins_share: share of all weight sets this bidder wins; None when not ranked.
        certificate_valid_until: the last day of the certificate shown; None without one.
    """

    vendor_id: str
    name: str
    knock_outs: tuple[Reason, ...]
    scores: tuple[CriterionScore, ...]
    lowest: Decimal
    highest: Decimal
    total_cost: Decimal
    price_per_hour: Decimal
    certificate: str = ""
    certificate_valid_until: date | None = None
    rank: int | None = None
    wins_share: Decimal | None = None

    @property
    def fully_assessed(self) -> bool:
        """Every criterion has a score."""
        return all(score.middle is not None for score in self.scores)


def find_knock_outs(vendor: Vendor, rules: SelectionRules, contract_starts_on: date) -> tuple[Reason, ...]:
    """Why a bidder cannot win whatever the scores; empty when nothing stands against it."""
    found = []
    if not vendor.data_processing_agreement:
        found.append(Reason("No data processing agreement."))
    if not vendor.certificate or vendor.certificate_valid_until is None:
        found.append(Reason("No certificate shown."))
    elif vendor.certificate_valid_until < contract_starts_on:
        found.append(
            Reason(
                "{certificate} ends on {ends_on}, before the contract starts on {starts_on}.",
                certificate=vendor.certificate,
                ends_on=vendor.certificate_valid_until,
                starts_on=contract_starts_on,
            )
        )
    if not vendor.pilot_proposal:
        found.append(Reason("No pilot proposal."))
    if vendor.references < rules.minimum_references:
        found.append(
            Reason(
                "{references} references; {needed} are needed.",
                references=vendor.references,
                needed=rules.minimum_references,
            )
        )
    return tuple(found)


def weigh_bid(
    vendor: Vendor,
    criteria: Sequence[Criterion],
    scores: Sequence[Score],
    rules: SelectionRules,
    contract_starts_on: date,
    term_months: int,
) -> VendorResult:
    """One bidder's knock-outs, scores, total and total cost; not ranked yet."""
    own = [score for score in scores if score.vendor_id == vendor.vendor_id]
    summed = tuple(_criterion_score(c.criterion_id, own, rules) for c in criteria)
    return VendorResult(
        vendor_id=vendor.vendor_id,
        name=vendor.name,
        knock_outs=find_knock_outs(vendor, rules, contract_starts_on),
        scores=summed,
        lowest=_total(criteria, summed, LOWEST_SCORE),
        highest=_total(criteria, summed, HIGHEST_SCORE),
        total_cost=vendor.transition_cost + term_months * vendor.monthly_fee,
        price_per_hour=vendor.price_per_hour,
        certificate=vendor.certificate or "",
        certificate_valid_until=vendor.certificate_valid_until,
    )


def _criterion_score(criterion_id: str, own: Sequence[Score], rules: SelectionRules) -> CriterionScore:
    rows = [score for score in own if score.criterion_id == criterion_id]
    given = [score.score for score in rows if score.score is not None]
    low, high = (min(given), max(given)) if given else (None, None)
    return CriterionScore(
        criterion_id=criterion_id,
        middle=median(given) if given else None,
        low=low,
        high=high,
        assessed=len(given),
        asked=len(rows),
        disagreement=low is not None and high is not None and high - low >= rules.disagreement_range,
    )


def _total(criteria: Sequence[Criterion], scores: Sequence[CriterionScore], not_assessed: Decimal) -> Decimal:
    """Weighted sum of (score - 1) / 4, 0-100, to one decimal; `not_assessed` stands where nobody gave a score."""
    total = sum(
        (
            c.weight * ((not_assessed if s.middle is None else s.middle) - 1) / 4
            for c, s in zip(criteria, scores, strict=True)
        ),
        Decimal(0),
    )
    return total.quantize(Decimal("0.1"), ROUND_HALF_UP)
