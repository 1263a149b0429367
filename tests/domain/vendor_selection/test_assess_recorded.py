"""What is told of a comparison holds whatever the scores and prices are."""

from decimal import Decimal
from typing import Any

import pytest

from domain.figures.trace import Trace
from domain.figures.working import Sources
from domain.prices.demand import Demand
from domain.prices.price_scale import PriceRule, PriceScale
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.evaluation import SubCriterion
from reports.words import word
from tests.domain.samples.rows import papers, price_line, vendor
from tests.domain.vendor_selection.samples import NOT, A, B, explained, inputs_of, said, score, scores

SCALE = PriceRule(criterion_id="C1", scale=PriceScale(full_marks_at=Decimal(10_000), lowest_marks_at=Decimal(90_000)))


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


@pytest.mark.parametrize("rules", [{}, {"price": SCALE}, {"tie_breaks": ()}])
def test_what_is_recorded_changes_nothing_of_the_result(rules: dict[str, Any]) -> None:
    line = price_line("A", price=Decimal(10), included_per_month=Decimal(100))
    held = papers(A, B, price_lines=(line,), demand=Demand(hours={"P": Decimal(9)}, cases={"P": Decimal(100)}))
    given = scores(A=[[5, 4], [1, NOT]], B=[[2, 3], [5, 5]])
    inputs = inputs_of([A, B], given, VendorSelectionRules(draws=1000, **rules), held=held)
    trace = Trace(Sources(), word)
    assert assess_vendor_selection(inputs, trace) == assess_vendor_selection(inputs)
    assert trace.workings


def test_cells_of_a_criterion_scored_by_parts_are_those_of_its_parts() -> None:
    parts = [
        SubCriterion(sub_criterion_id=f"S{n}", criterion_id="C0", name=f"Part {n}", weight=Decimal(50), at_1="bad",
                     at_3="fair", at_5="good")
        for n in (1, 2)
    ]  # fmt: skip
    rows = [score("A", scored, "E", Decimal(4)) for scored in ("S1", "S2", "C1")]
    places = Sources(columns={"Score": {"score": "D"}}, numbers={row: number for number, row in enumerate(rows, 2)})
    trace = Trace(places, word)
    assess_vendor_selection(inputs_of([A], rows, parts=parts), trace)
    cells = {name: trace.workings[f"vendor.A.criterion.{name}"].inputs[0].cells for name in ("C0", "C0.part.S2", "C1")}
    assert cells == {"C0": ("D2:D3",), "C0.part.S2": ("D3",), "C1": ("D4",)}
