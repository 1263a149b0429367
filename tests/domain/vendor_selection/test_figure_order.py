"""Figures are listed as the report shows them, whatever order they were computed in."""

from hypothesis import given
from hypothesis import strategies as st

from domain.figures.working import Working
from domain.reasons import Reason
from domain.vendor_selection.figure_order import in_report_order

LISTED = (
    "bidders", "criterion.C1.weight", "criterion.C1.part.S1.weight", "vendor.B.rank", "vendor.B.points",
    "vendor.A.rank", "vendor.A.points", "vendor.A.wins_share", "vendor.A.rank_share.1", "vendor.B.wins_share",
    "vendor.A.rank.topsis", "vendor.A.panel_wins", "vendor.B.criterion.C1", "vendor.A.criterion.C1",
    "vendor.A.criterion.C1.part.S1", "vendor.B.total_cost", "vendor.A.total_cost", "vendor.B.price_case.expected",
    "vendor.A.price_case.expected", "negotiation.A.round1.better", "vendor.B.proposal.references",
    "vendor.A.proposal.references",
)  # fmt: skip
"""B is ranked first; the weightings go by id."""


def working(figure_id: str) -> Working:
    return Working(figure_id=figure_id, label=Reason("points"), value=1, unit="count")


@given(st.permutations(LISTED))
def test_whatever_is_computed_first_the_report_comes_in_its_order(computed: list[str]) -> None:
    found = in_report_order((working(name) for name in computed), ("B", "A"))
    assert tuple(one.figure_id for one in found) == LISTED


def test_a_bidder_whose_id_begins_like_anothers_keeps_its_own_place() -> None:
    names = ["vendor.A.B.points", "vendor.A.points"]
    found = in_report_order([working(name) for name in names], ("A", "A.B"))
    assert [one.figure_id for one in found] == ["vendor.A.points", "vendor.A.B.points"]


def test_figures_of_one_bidder_stay_in_the_order_they_were_computed_in() -> None:
    names = ["vendor.A.cost.year2", "vendor.A.cost.year10", "vendor.A.cost.year1"]
    assert [one.figure_id for one in in_report_order(map(working, names), ("A",))] == names
