"""The KPI block: locked baselines beside the metrics, and the months each figure was computed from."""

from decimal import Decimal

import pytest

from domain.discovery.baselines import Kpi, KpiBaseline
from domain.periods import months_before, shifted
from domain.returns.kpis import KpiBlock, ReadFrom, measure_kpis
from domain.returns.roi import MonthsKnown
from domain.returns.targets import RoiTargets
from tests.domain.samples.rows import business_month

START, MONTH = "2025-09", "2026-10"
BEFORE, AFTER = months_before(START, 12), months_before(shifted(MONTH, 1), 14)
LOCKED = (
    KpiBaseline(kpi=Kpi.ERROR_RATE, value=Decimal("0.034"), source="WorkMonth", rows=30),
    KpiBaseline(kpi=Kpi.ENGAGEMENT, value=None, source="SurveyResult", rows=0),
)


def block(*months: str, baselines: tuple[KpiBaseline, ...] = LOCKED, month: str = MONTH) -> KpiBlock:
    rows = [
        business_month(m, engagement=Decimal("3.5") if m.endswith(("-06", "-09")) else None)
        for m in (months or (*BEFORE, *AFTER))
    ]
    return measure_kpis(
        MonthsKnown(rows, month, START, Decimal(5_000)),
        RoiTargets(),
        baselines,
        sheet=ReadFrom(source="Nøgletal", snapshot_id="abc"),
        tickets=ReadFrom(source="NL", snapshot_id="def"),
    )


@pytest.mark.parametrize(
    ("metric", "locked"),
    [
        ("error_rate", Decimal("0.034")),
        ("engagement", None),  # could not be computed when it was locked
        ("turnover", None),  # was not locked
        ("cost_saving", None),  # a saving has no rate before
    ],
)
def test_a_metric_shows_the_baseline_that_was_locked_for_it(metric: str, locked: Decimal | None) -> None:
    assert block().locked(metric) == locked


@pytest.mark.parametrize(
    ("metric", "months"),
    [
        ("cost_saving", AFTER[-3:]),
        ("productivity", (*BEFORE, *AFTER[-3:])),
        ("engagement", ("2025-06", "2024-09", "2026-09")),
        ("turnover", (*BEFORE, *AFTER[-12:])),
        ("error_rate", (*BEFORE, *AFTER[-3:])),
    ],
)
def test_a_figure_names_the_months_it_was_computed_from(metric: str, months: tuple[str, ...]) -> None:
    found = block()
    source = next(s for m, s in zip(found.roi.metrics, found.sources, strict=True) if m.metric == metric)
    assert (source.source, source.snapshot_id, source.months) == ("Nøgletal", "abc", tuple(sorted(months)))


def test_later_months_change_nothing() -> None:
    assert block(*BEFORE, *AFTER, "2026-11", "2026-12") == block()


def test_without_rows_every_figure_is_unknown_and_says_so() -> None:
    found = block("2026-12")
    assert {metric.value for metric in found.roi.metrics} == {None}
    assert all(source.months == () for source in found.sources)
