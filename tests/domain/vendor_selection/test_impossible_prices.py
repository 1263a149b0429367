"""Prices nobody can mean are refused with every cell they stand in."""

from decimal import Decimal
from typing import Any

import pytest

from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.vendor_selection.impossible_prices import refuse_impossible_prices
from domain.workbook.tables import Finding
from tests.domain.samples.rows import price_line, vendor
from tests.domain.vendor_selection.test_completeness import places


@pytest.mark.parametrize(
    ("changed", "line", "cells"),
    [
        ({"monthly_fee": Decimal(0)}, {}, ["Leverandører!G3"]),
        ({"price_per_hour": Decimal("0.00")}, {}, ["Leverandører!F3"]),
        ({"transition_cost": Decimal(0)}, {"price": Decimal(0)}, ["Leverandører!H3", "Prislinjer!E2"]),
    ],
)
def test_a_price_of_zero_is_refused_with_every_cell(
    changed: dict[str, Any], line: dict[str, Any], cells: list[str]
) -> None:
    with pytest.raises(RuleRefused) as refused:
        refuse_impossible_prices([vendor("A"), vendor("B", **changed)], [price_line(**line)], places(), [])
    assert refused.value.where == ", ".join(cells)
    assert "price of 0 is refused" in str(refused.value)
    assert "leave the cell blank or the line out" in str(refused.value)


def test_blank_prices_and_prices_above_zero_are_not_refused() -> None:
    refuse_impossible_prices([vendor("A", transition_cost=None)], [price_line()], places(), [])


def test_a_price_that_cannot_be_read_is_refused_because_the_bid_would_look_cheaper() -> None:
    finding = Finding(
        tab="Prislinjer", cell="E5", value="-3", reason=Reason("The number is below {limit}", limit=0),
        remedy=Reason("Write a number of at least {limit}", limit=0),
    )  # fmt: skip
    note = finding.model_copy(update={"severity": "note", "cell": "E9"})
    with pytest.raises(RuleRefused, match=r"Prislinjer!E5\): The number is below 0\. Next: Write a number of at least"):
        refuse_impossible_prices([vendor("A")], [], places(), [note, finding])
    refuse_impossible_prices([vendor("A")], [], places(), [note])
