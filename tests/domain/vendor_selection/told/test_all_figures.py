"""What is told of a comparison holds whatever the scores, prices and offers are."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.agreement.negotiation import Negotiation, assess_offers
from domain.agreement.offers import read_offers
from domain.agreement.past_year import PastYear
from domain.figures.trace import Trace
from domain.figures.working import Sources, Working
from domain.prices.demand import Demand
from domain.prices.price_scale import PriceRule, PriceScale
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.settings import VendorSelectionRules
from domain.vendor_selection.told.all_figures import selection_workings
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.bidders import OfferedLevel, PriceUnit, Vendor
from domain.workbook.evaluation import NotAssessed, Score, SubCriterion
from reports.discovery.figures import working_lines
from reports.language import Speaker
from reports.words import word
from tests.domain.agreement.samples import ANSWERED_LATE, REQUIRED, level, year_of
from tests.domain.samples.rows import criteria, papers, price_line, vendor

NOT = NotAssessed.NOT_ASSESSED
GIVEN = st.one_of(st.integers(1, 5).map(Decimal), st.just(NOT))
SCALE = PriceRule(criterion_id="C1", scale=PriceScale(full_marks_at=Decimal(10_000), lowest_marks_at=Decimal(90_000)))
NO_OFFERS = Negotiation(vendors=(), as_required=(), offers=())
WEIGHTS = criteria(60, 40)


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


def explained(
    bidders: Sequence[Vendor],
    given_scores: Sequence[Score],
    rules: VendorSelectionRules | None = None,
    *,
    held: Papers | None = None,
    parts: Sequence[SubCriterion] = (),
    negotiation: Negotiation = NO_OFFERS,
    offered: Sequence[OfferedLevel] = (),
    months: int = 30,
) -> dict[str, Working]:
    held = held or papers(*bidders)
    inputs = SelectionInputs(
        WEIGHTS, bidders, given_scores, rules or VendorSelectionRules(draws=1000), papers=held,
        contract_starts_on=date(2025, 9, 1), term_months=months, as_of=date(2025, 6, 27), sub_criteria=parts,
    )  # fmt: skip
    trace = Trace(Sources(), word)
    result = assess_vendor_selection(inputs, trace)
    case = SelectionCase(result, bidders, given_scores, held, negotiation, offered, Sources(), word, trace)
    return {working.figure_id: working for working in selection_workings(case)}


def said(working: Working, known: dict[str, Working]) -> str:
    return "\n".join(working_lines(working, known, Speaker("en"))).replace("\u00a0", " ")


def added(known: dict[str, Working], figure_id: str) -> Decimal:
    return sum((Decimal(known[part].value or 0) for part in known[figure_id].parts), Decimal(0))


A, B = vendor("A"), vendor("B")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(GIVEN, min_size=3, max_size=3), min_size=4, max_size=4))
def test_points_are_the_weighted_points_of_the_criteria_at_least_and_at_most(table: list[list[Any]]) -> None:
    known = explained([A, B], scores(A=table[:2], B=table[2:]))
    for bidder in "AB":
        for figure in (f"vendor.{bidder}.points", f"vendor.{bidder}.points_highest"):
            assert abs(added(known, figure) - Decimal(known[figure].value or 0)) <= Decimal("0.05")
    assert {part for w in known.values() for part in w.parts} <= set(known)


@settings(max_examples=40, deadline=None)
@given(
    st.decimals(0, 20, places=2), st.integers(0, 900), st.integers(1, 40), st.decimals(0, "0.1", places=3),
    st.integers(0, 30), st.sampled_from([PriceUnit.CASE, PriceUnit.HOUR, PriceUnit.MONTH, PriceUnit.ONCE]),
)  # fmt: skip
def test_a_cost_is_what_its_parts_add_up_to(
    price: Decimal, included: int, months: int, rate: Decimal, first: int, unit: PriceUnit
) -> None:
    own = vendor("A", index_share=rate, index_cap_share=rate, first_index_month=first)
    line = price_line("A", unit=unit, price=price, included_per_month=Decimal(included) if unit.by_volume else None)
    held = papers(own, B, price_lines=(line,), demand=Demand(hours={"P": Decimal(300)}, cases={"P": Decimal(800)}))
    known = explained([own, B], scores(A=[[4], [4]], B=[[3], [3]]), held=held, months=months)
    total = known["vendor.A.total_cost"]
    assert added(known, "vendor.A.total_cost") == total.value
    for part in total.parts[1:]:
        assert added(known, part) == known[part].value
        fixed = known[f"{part}.fixed"].steps[0].facts
        assert int(str(fixed["months"])) * Decimal(str(fixed["fee_amount"])) == known[f"{part}.fixed"].value
        indexed = known[f"{part}.indexation"].steps[1].facts
        product = Decimal(str(indexed["month_amount"])) * Decimal(str(indexed["extra_exact_share"]))
        assert abs(product - Decimal(known[f"{part}.indexation"].value or 0)) <= Decimal("0.30")
    if unit.by_volume:
        a_month = Decimal(known["vendor.A.price_line.L1.a_month"].value or 0)
        assert known["vendor.A.cost.year1.volume"].value == a_month * min(months, 12)
        for end in ("low", "high"):
            _, line_said, summed = known[f"vendor.A.cost.{end}"].steps
            assert Decimal(str(line_said.facts["total_amount"])) * months == summed.facts["variable_amount"]
    low, high = (Decimal(known[f"vendor.A.cost.{end}"].value or 0) for end in ("low", "high"))
    assert low <= Decimal(total.value or 0) <= high


def test_the_high_cost_names_the_volume_it_is_counted_at() -> None:
    line = price_line("A", price=Decimal(10), included_per_month=Decimal(100))
    held = papers(A, B, price_lines=(line,), demand=Demand(hours={"P": Decimal(9)}, cases={"P": Decimal(100)}))
    known = explained([A, B], scores(A=[[4], [4]], B=[[3], [3]]), held=held)
    assert "L1: 120 cases a month - 100 included, not under 0 = 20; x DKK 10 = DKK 200." in said(
        known["vendor.A.cost.high"], known
    )


def test_a_price_line_the_roadmap_has_no_volume_for_is_in_no_sum_and_says_so() -> None:
    held = papers(A, B, price_lines=(price_line("A", process_id="X-1"),), demand=Demand(hours={"P": Decimal(9)}))
    known = explained([A, B], scores(A=[[4], [4]], B=[[3], [3]]), held=held)
    assert "vendor.A.price_line.L1" in known
    assert "vendor.A.price_line.L1.a_month" not in known
    assert "L1 is not in the sum" in said(known["vendor.A.total_cost"], known)


def test_a_tie_is_told_with_what_decided_it_and_has_no_weight_that_ends_the_lead() -> None:
    dear = vendor("B", monthly_fee=Decimal(2_000))
    known = explained([A, dear], scores(A=[[4], [4]], B=[[4], [4]]))
    assert known["lead"].value == 0
    assert "flip" not in known
    for figure in ("lead", "vendor.A.rank", "vendor.B.rank"):
        assert "Vendor A, Vendor B are equal at 75 points. Decided by: total cost over the term." in said(
            known[figure], known
        )


def test_bidders_people_must_decide_between_share_a_rank_and_nobody_leads() -> None:
    known = explained([A, B], scores(A=[[4], [4]], B=[[4], [4]]), VendorSelectionRules(draws=1000, tie_breaks=()))
    assert (known["vendor.A.rank"].value, known["vendor.B.rank"].value) == (1, 1)
    assert "people decide" in said(known["vendor.A.rank"], known)
    assert {"lead", "flip"}.isdisjoint(known)


def test_whoever_did_not_assess_makes_the_points_a_range() -> None:
    known = explained([A, B], scores(A=[[5, 5, NOT], [4, NOT, NOT]], B=[[2, 2, 2], [2, 2, 2]]))
    assert known["vendor.A.criterion.C1"].value == 4
    assert known["vendor.A.criterion.C1.not_assessed"].value == 2
    assert "With 1 for everybody who did not assess, the median is 1." in said(
        known["vendor.A.criterion.C1.points"], known
    )
    assert "With 5 for everybody who did not assess, the median is 5." in said(
        known["vendor.A.criterion.C1.points_highest"], known
    )


def test_scores_of_parts_are_rolled_up_by_evaluator_before_the_median_is_taken() -> None:
    parts = [
        SubCriterion(sub_criterion_id=f"S{n}", criterion_id="C0", name=f"Part {n}", weight=Decimal(50), at_1="bad",
                     at_3="fair", at_5="good")
        for n in (1, 2)
    ]  # fmt: skip
    table = {"S1": (1, 5, 5), "S2": (5, 5, 1), "C1": (3, 3, 3)}
    rows = [score(v, c, f"E{k}", Decimal(p)) for v in "AB" for c, points in table.items() for k, p in enumerate(points)]
    known = explained([A, B], rows, parts=parts)
    assert known["vendor.A.criterion.C0"].value == 3
    assert known["vendor.A.criterion.C0.part.S1"].value == 5
    assert "The scores in order: 3; 3; 5." in said(known["vendor.A.criterion.C0"], known)


def test_the_points_at_other_prices_are_those_of_the_scale() -> None:
    known = explained([A, B], scores(A=[[5], [1]], B=[[2], [5]]), VendorSelectionRules(draws=1000, price=SCALE))
    assert known["vendor.A.cost.high"].value == 30_500
    assert known["vendor.A.price_score.against"].value == Decimal("3.975")
    assert known["vendor.A.price_case.against"].value == Decimal("89.8")
    assert "60 for the other criteria + 40 x (3.98 - 1) / 4 = 89.8" in said(known["vendor.A.price_case.against"], known)


def test_against_the_winner_it_is_dear_and_the_others_are_cheap() -> None:
    bidders = [vendor(name, index_share=Decimal("0.1"), index_cap_share=Decimal("0.5")) for name in "AB"]
    known = explained(bidders, scores(A=[[5], [5]], B=[[2], [2]]), VendorSelectionRules(draws=1000, price=SCALE))
    for bidder, cost in (("A", "cost.high"), ("B", "cost.low")):
        score_at = known[f"vendor.{bidder}.price_score.against"]
        assert score_at.parts == (f"vendor.{bidder}.{cost}",)
        assert score_at.value == SCALE.scale.score(Decimal(known[f"vendor.{bidder}.{cost}"].value or 0))
        (facts,) = [s.facts for s in known[f"vendor.{bidder}.price_case.against"].steps if "rest" in s.facts]
        weighed = Decimal(str(facts["rest"])) + 10 * (Decimal(str(facts["score"])) - 1)
        assert abs(weighed - Decimal(str(facts["points"]))) <= Decimal("0.1")


def test_without_a_price_scale_there_is_no_price_case() -> None:
    known = explained([A, B], scores(A=[[5], [1]], B=[[2], [5]]))
    assert not [name for name in known if ".price_case." in name or ".price_score." in name]


def negotiated(year: PastYear | None, *rows: OfferedLevel) -> dict[str, Working]:
    bidders = [vendor("BLS", monthly_fee=Decimal(250_000)), B]
    found = assess_offers(read_offers(rows, REQUIRED, ("BLS", "B"), {}), bidders, REQUIRED, year)
    given_scores = scores(BLS=[[4], [4]], B=[[3], [3]])
    return explained(bidders, given_scores, negotiation=found, offered=rows)


CONCEDED = level("first_response", "P2", 240, "0.95")


def test_a_concession_is_told_with_its_verdicts_and_its_credits() -> None:
    known = negotiated(year_of(*[ANSWERED_LATE] * 5), CONCEDED)
    base = "negotiation.BLS.round1.first_response.P2"
    assert known[f"{base}.difference"].value == -2_250
    assert added(known, f"{base}.difference") == 2_250
    assert "95.0 % within 2 h 00 min: 0 of 5 met, 5 late." in said(known[f"{base}.met_required"], known)
    assert "95.0 % within 4 h 00 min: 5 of 5 met, 0 late." in said(known[f"{base}.met_offered"], known)
    assert "DKK 0 as offered - DKK 2,250 as required = -DKK 2,250." in said(known[f"{base}.difference"], known)
    assert known["negotiation.BLS.round1.conceded"].value == 1


def test_without_tickets_a_concession_has_no_amount_and_says_why() -> None:
    known = negotiated(None, CONCEDED)
    working = known["negotiation.BLS.round1.first_response.P2.difference"]
    assert working.value is None
    assert "No tickets of last year are known here" in said(working, known)


def test_no_working_names_an_evaluator() -> None:
    known = explained([A, B], scores(A=[[5, 4], [1, 2]], B=[[2, 3], [5, 5]]))
    assert "The scores in order: 4; 5." in said(known["vendor.A.criterion.C0"], known)
    assert [name for name, w in known.items() if "Evaluator " in said(w, known)] == []


def test_before_there_are_bids_only_the_weights_are_told() -> None:
    known = explained([], [])
    assert known["bidders"].value == 0
    assert {name.split(".")[0] for name in known} == {"bidders", "knocked_out", "criterion"}


def test_a_field_of_bidders_that_are_all_knocked_out_has_costs_and_no_lead() -> None:
    out = [vendor(name, data_processing_agreement=False) for name in "AB"]
    known = explained(out, scores(A=[[4], [4]], B=[[3], [3]]), VendorSelectionRules(draws=1000, price=SCALE))
    assert "No data processing agreement." in said(known["knocked_out"], known)
    assert known["vendor.A.total_cost"].value == 30_500
    assert not {"lead", "flip", "vendor.A.rank", "vendor.A.price_case.expected"} & set(known)
