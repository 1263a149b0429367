"""What is told of the points at other prices follows the scale and the costs it names."""

from decimal import Decimal

from domain.prices.price_scale import PriceRule, PriceScale
from domain.vendor_selection.settings import VendorSelectionRules
from tests.domain.samples.rows import vendor
from tests.domain.vendor_selection.samples import A, B, explained, said, scores

SCALE = PriceRule(criterion_id="C1", scale=PriceScale(full_marks_at=Decimal(10_000), lowest_marks_at=Decimal(90_000)))


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
