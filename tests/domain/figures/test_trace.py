"""A recorder keeps each figure once, in the order it is told."""

from decimal import Decimal

import pytest

from domain.figures.trace import Trace
from domain.figures.working import Sources, Working
from domain.problems import RuleRefused
from domain.reasons import Reason
from reports.words import word


def one(figure_id: str) -> Working:
    return Working(figure_id=figure_id, label=Reason("Our sum"), value=Decimal(1), unit="money")


def trace(*figure_ids: str) -> Trace:
    found = Trace(Sources(snapshot_id="abc"), word)
    for figure_id in figure_ids:
        found.record(one(figure_id))
    return found


def test_what_was_recorded_aside_is_told_where_it_is_appended() -> None:
    found = trace("first")
    aside = found.aside()
    aside.record(one("third"))
    found.record(one("second"))
    assert list(found.workings) == ["first", "second"]
    found.append(aside)
    assert list(found.workings) == ["first", "second", "third"]
    assert aside.sources is found.sources


def test_two_rules_cannot_claim_one_figure() -> None:
    with pytest.raises(RuleRefused, match=r"burnout\.low. is computed twice"):
        trace("burnout.low", "burnout.low")
    with pytest.raises(RuleRefused, match="computed twice"):
        trace("burnout.low").append(trace("burnout.low"))
