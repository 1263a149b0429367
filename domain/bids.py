"""One bid at a time: what knocks it out, what its scores come to, what it costs over the term.

Here: everything that depends on one vendor alone, so that another bid can never change it. Not here: ranking and
the winner (`domain.selection`). Rules: design page, section 4.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

from domain.frozen import Frozen
from domain.panel_scores import CriterionScore, score_criterion
from domain.reasons import Reason
from domain.records import Criterion, Id, Name, Score, Vendor
from domain.terms import Terms
from domain.ties import HIGHEST_WEIGHT, TOTAL_COST


class SelectionRules(Terms):
    """What knocks a bidder out, when evaluators disagree, and how robustness is drawn.

    Attributes:
        disagreement_range: highest minus lowest score from which a consensus talk is due.
        minimum_evaluators: so many must have assessed each criterion of the winner.
        close_race_points: a lead under this is called a close race.
        panel: the evaluators, who all owe every score; empty: whoever has a row on the scores' tab.
        tie_breaks: what decides between equal totals, in this order: "highest_weight" (the score on the criterion with
            most weight), "total_cost", or a criterion's id for the score on it. What is still equal people decide.
        round: the weights are locked once per round; other weights need a new one.
    """

    minimum_references: Annotated[int, Field(ge=0)] = 2
    minimum_bidders: Annotated[int, Field(ge=1)] = 2
    minimum_evaluators: Annotated[int, Field(ge=1)] = 2
    disagreement_range: Annotated[Decimal, Field(gt=0)] = Decimal(2)
    close_race_points: Annotated[Decimal, Field(ge=0)] = Decimal(3)
    panel: tuple[Name, ...] = ()
    tie_breaks: tuple[Id, ...] = (HIGHEST_WEIGHT, TOTAL_COST)
    draws: Annotated[int, Field(ge=1000)] = 100_000
    seed: int = 2025
    round: Annotated[int, Field(ge=1)] = 1
    source: str = "criteria: article, section 5; thresholds: starting values of this product"


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
        """Nothing that was not assessed could change a score."""
        return all(score.least == score.most for score in self.scores)


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
    summed = tuple(
        score_criterion(c.criterion_id, [s for s in own if s.criterion_id == c.criterion_id], rules.disagreement_range)
        for c in criteria
    )
    return VendorResult(
        vendor_id=vendor.vendor_id,
        name=vendor.name,
        knock_outs=find_knock_outs(vendor, rules, contract_starts_on),
        scores=summed,
        lowest=_total(criteria, [score.least for score in summed]),
        highest=_total(criteria, [score.most for score in summed]),
        total_cost=vendor.transition_cost + term_months * vendor.monthly_fee,
        price_per_hour=vendor.price_per_hour,
        certificate=vendor.certificate or "",
        certificate_valid_until=vendor.certificate_valid_until,
    )


def _total(criteria: Sequence[Criterion], scores: Sequence[Decimal]) -> Decimal:
    """Weighted sum of (score - 1) / 4, 0-100, to one decimal."""
    total = sum((c.weight * (score - 1) / 4 for c, score in zip(criteria, scores, strict=True)), Decimal(0))
    return total.quantize(Decimal("0.1"), ROUND_HALF_UP)
