"""What a manager may set for vendor selection.

Here: the thresholds. Not here: what is done with them (`domain.vendor_selection.bids`,
`domain.vendor_selection.assess`).
"""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.choice.ties import HIGHEST_WEIGHT, TOTAL_COST
from domain.prices.price_scale import PriceRule
from domain.values import Terms
from domain.vendor_selection.papers.data_processing import DataProcessingPoint
from domain.vendor_selection.papers.settings import SowTerms
from domain.workbook.fields import Id, Name


class VendorSelectionRules(Terms):
    """What knocks a bidder out, when evaluators disagree, and how robustness is drawn.

    Attributes:
        required_standards: a certificate counts when it is of one of these; none listed: any certificate counts.
        required_scopes: it counts only when its scope names one of these; none listed: any scope.
        references_must_be_confirmed: a reference counts only once somebody has asked it. By default a named one
            counts: bids are compared before everybody has been called, and the report says who has been.
        volume_range_share: how far volumes may lie under and above the roadmap's in the low and high cost, 0-1.
        price: the criterion that is price and the scale of its cases; None leaves the price cases out.
        disagreement_range: highest minus lowest score from which a consensus talk is due.
        minimum_evaluators: so many must have assessed each criterion of the winner.
        close_race_points: a lead under this is called a close race.
        panel: the evaluators, who all owe every score; empty: whoever has a row on the scores' tab.
        tie_breaks: what decides between equal totals, in this order: "highest_weight" (the score on the criterion with
            most weight), "total_cost", or a criterion's id for the score on it. What is still equal people decide.
        round: the weights are locked once per round; other weights need a new one.
        standstill_days: so many days after the letters the contract is not signed; 10 as a courtesy, after the
            Danish Public Procurement Act § 3, which does not bind a private company.
        data_processing_points: the company's own, behind those of the GDPR.
    """

    minimum_references: Annotated[int, Field(ge=0)] = 2
    references_must_be_confirmed: bool = False
    required_standards: tuple[str, ...] = ("ISO 27001", "SOC 2")
    required_scopes: tuple[str, ...] = ()
    volume_range_share: Annotated[Decimal, Field(ge=0, lt=1)] = Decimal("0.20")
    price: PriceRule | None = None
    minimum_bidders: Annotated[int, Field(ge=1)] = 2
    minimum_evaluators: Annotated[int, Field(ge=1)] = 2
    disagreement_range: Annotated[Decimal, Field(gt=0)] = Decimal(2)
    close_race_points: Annotated[Decimal, Field(ge=0)] = Decimal(3)
    panel: tuple[Name, ...] = ()
    tie_breaks: tuple[Id, ...] = (HIGHEST_WEIGHT, TOTAL_COST)
    draws: Annotated[int, Field(ge=1000)] = 100_000
    seed: int = 2025
    round: Annotated[int, Field(ge=1)] = 1
    standstill_days: Annotated[int, Field(ge=0, le=60)] = 10
    statement_of_work: SowTerms = SowTerms()
    data_processing_points: tuple[DataProcessingPoint, ...] = ()
    source: str = "criteria: article, section 5; thresholds: starting values of this product"
