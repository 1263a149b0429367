"""The register of metrics: found by itself, in order, and what the settings may say of it."""

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from domain.problems import RuleRefused
from domain.returns import metrics
from domain.returns.register import ARTICLES, METRICS, metric_of
from domain.returns.targets import RoiTargets

FILES = {path.stem for path in Path(metrics.__path__[0]).glob("*.py")} - {"__init__"}


def test_every_file_of_the_folder_is_a_metric_of_that_name() -> None:
    assert set(METRICS) == FILES


def test_the_articles_five_come_first_and_in_its_order() -> None:
    articles = ["cost_saving", "productivity", "engagement", "turnover", "error_rate"]
    assert [metric.figure.figure_id for metric in ARTICLES] == articles
    assert list(METRICS)[: len(articles)] == articles


@pytest.mark.parametrize("figure_id", METRICS)
def test_a_metric_says_what_a_reader_needs(figure_id: str) -> None:
    figure = metric_of(figure_id).figure
    assert figure.target is not None
    assert figure.direction in ("higher", "lower")
    assert str(figure.name)
    assert str(figure.formula)
    assert figure.source


def test_an_unknown_metric_is_refused_with_those_there_are() -> None:
    with pytest.raises(RuleRefused, match="error_rate"):
        metric_of("error_rat")


@pytest.mark.parametrize(
    ("setting", "figure_id", "target"),
    [
        ("cost_saving_share", "cost_saving", "0.4"),
        ("productivity_share", "productivity", "0.4"),
        ("engagement_points", "engagement", "0.4"),
        ("turnover_fall_share", "turnover", "-0.4"),  # a fall is negative where it is compared
        ("error_share", "error_rate", "0.4"),
    ],
)
def test_a_setting_is_the_target_of_its_metric_and_of_no_other(setting: str, figure_id: str, target: str) -> None:
    usual, changed = RoiTargets(), RoiTargets.model_validate({setting: "0.4"})
    for name, metric in METRICS.items():
        assert usual.of(name) == metric.figure.target
        assert changed.of(name) == (Decimal(target) if name == figure_id else metric.figure.target)


def test_the_articles_five_are_counted_and_no_more_can_be_asked_for_than_are_counted() -> None:
    assert RoiTargets().counted == ARTICLES
    assert RoiTargets(minimum_met=5).minimum_met == 5
    with pytest.raises(ValidationError, match="6 metrics must be met, and only 5 are counted"):
        RoiTargets(minimum_met=6)


@pytest.mark.parametrize("changed", [{"further": {"cost_saving": 1}}, {"counted_also": ["errors"]}])
def test_a_name_that_is_no_further_metric_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="there is no further metric"):
        RoiTargets.model_validate(changed)
