"""A comparison of bids with everything it recorded, for the tests of what is told of a figure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.agreement.negotiation import assess_offers
from domain.agreement.offers import Offer
from domain.agreement.past_year import PastYear
from domain.figures.trace import Trace
from domain.figures.working import Sources, Working
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import NotAssessed, Score, SubCriterion
from reports.discovery.figures import working_lines
from reports.language import Speaker
from reports.words import word
from tests.domain.agreement.samples import REQUIRED
from tests.domain.samples.rows import criteria, papers, vendor

NOT = NotAssessed.NOT_ASSESSED
WEIGHTS = criteria(60, 40)
A, B = vendor("A"), vendor("B")


def score(vendor_id: str, scored: str, evaluator: str, points: Decimal | NotAssessed | None) -> Score:
    return Score(vendor_id=vendor_id, criterion_id=scored, evaluator=evaluator, score=points)


def scores(**by_vendor: Sequence[Sequence[Any]]) -> list[Score]:
    """Bidder -> criterion by criterion what the evaluators gave."""
    return [
        score(vendor_id, f"C{n}", f"Evaluator {k}", NOT if one is NOT else Decimal(one))
        for vendor_id, rows in by_vendor.items()
        for n, row in enumerate(rows)
        for k, one in enumerate(row)
    ]


def inputs_of(
    bidders: Sequence[Vendor],
    given_scores: Sequence[Score],
    rules: VendorSelectionRules | None = None,
    *,
    held: Papers | None = None,
    parts: Sequence[SubCriterion] = (),
    months: int = 30,
) -> SelectionInputs:
    return SelectionInputs(
        WEIGHTS, bidders, given_scores, rules or VendorSelectionRules(draws=1000), papers=held or papers(*bidders),
        contract_starts_on=date(2025, 9, 1), term_months=months, as_of=date(2025, 6, 27), sub_criteria=parts,
    )  # fmt: skip


def explained(
    bidders: Sequence[Vendor],
    given_scores: Sequence[Score],
    rules: VendorSelectionRules | None = None,
    *,
    held: Papers | None = None,
    parts: Sequence[SubCriterion] = (),
    offers: Sequence[Offer] = (),
    year: PastYear | None = None,
    months: int = 30,
) -> dict[str, Working]:
    """Figure id -> what was recorded of it."""
    inputs = inputs_of(bidders, given_scores, rules, held=held, parts=parts, months=months)
    trace = Trace(Sources(), word)
    assess_vendor_selection(inputs, trace)
    assess_offers(offers, bidders, REQUIRED, year, inputs.papers.price_lines, trace)
    return trace.workings


def said(working: Working, known: dict[str, Working]) -> str:
    return "\n".join(working_lines(working, known, Speaker("en"))).replace("\u00a0", " ")


def added(known: dict[str, Working], figure_id: str) -> Decimal:
    return sum((Decimal(known[part].value or 0) for part in known[figure_id].parts), Decimal(0))
