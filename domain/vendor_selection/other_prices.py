"""Who wins at other prices: the cases of `domain.prices.price_cases` on the bidders in the race.

Here: which bidders, which prices, which criterion. Not here: the arithmetic (`domain.prices.price_cases`), what a bid
costs (`domain.prices.total_cost`). The evaluators' scores decide; this is a second look.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.choice.choice_trace import ChoiceTrace
from domain.prices.price_cases import PriceCase, PriceRange, against_winner, as_expected
from domain.prices.price_scale import PriceScale
from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from domain.values import Frozen
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.evaluation import Criterion


class PriceCases(Frozen):
    """Two cases with the price scored on its fixed scale instead of by evaluators.

    Attributes:
        expected: everybody at the expected cost.
        against: the winner at its high cost, everybody else at the low one.
    """

    criterion_id: str
    scale: PriceScale
    expected: PriceCase
    against: PriceCase


def compare_prices(
    ranked: Sequence[VendorResult],
    values: Mapping[str, list[Decimal]],
    criteria: Sequence[Criterion],
    rules: VendorSelectionRules,
    winner_id: str | None,
    trace: ChoiceTrace | None = None,
) -> PriceCases | None:
    """Both cases; None without a price scale in the rules, or without a winner.

    Args:
        values: vendor -> scores 1-5 in the order of the criteria.

    Raises:
        ConfigurationRefused: the rules name a criterion that is not there.
    """
    rule = rules.price
    if rule is None or winner_id is None:
        return None
    ids = [criterion.criterion_id for criterion in criteria]
    if rule.criterion_id not in ids:
        raise ConfigurationRefused(
            Reason("there is no criterion {criterion_id}", criterion_id=rule.criterion_id),
            where="rules.selection.price.criterion_id",
            next_step=Reason("name one of: {known}", known=", ".join(ids)),
        )
    place, weights = ids.index(rule.criterion_id), [criterion.weight for criterion in criteria]
    prices = {v.vendor_id: price_range(v) for v in ranked}
    return PriceCases(
        criterion_id=rule.criterion_id,
        scale=rule.scale,
        expected=as_expected(values, weights, place, prices, rule.scale, trace),
        against=against_winner(values, weights, place, prices, rule.scale, winner_id, trace),
    )


def price_range(vendor: VendorResult) -> PriceRange:
    """The three costs over the term."""
    cost = vendor.cost
    return PriceRange(low=cost.low.total, expected=cost.expected.total, high=cost.high.total)
