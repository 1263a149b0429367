"""The KPI block: locked baselines beside the metrics, and the months each figure was computed from."""

from decimal import Decimal

import pytest

from domain.discovery.baselines import Kpi, KpiBaseline
from domain.periods import months_before, shifted
from domain.returns.kpis import KpiBlock, measure_kpis
from domain.returns.metrics import Benchmark, RoiTargets
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
        rows, RoiTargets(), baselines, month=month, contract_start=START,
        transition_cost_per_month=Decimal(5_000), source="Nøgletal", snapshot_id="abc",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "locked"),
    [
        (Benchmark.ERROR_RATE, Decimal("0.034")),
        (Benchmark.ENGAGEMENT, None),  # could not be computed when it was locked
        (Benchmark.TURNOVER, None),  # was not locked
        (Benchmark.COST_SAVING, None),  # a saving has no rate before
    ],
)
def test_a_metric_shows_the_baseline_that_was_locked_for_it(metric: Benchmark, locked: Decimal | None) -> None:
    assert block().locked(metric) == locked


@pytest.mark.parametrize(
    ("metric", "months"),
    [
        (Benchmark.COST_SAVING, AFTER[-3:]),
        (Benchmark.PRODUCTIVITY, (*BEFORE, *AFTER[-3:])),
        (Benchmark.ENGAGEMENT, ("2025-06", "2024-09", "2026-09")),
        (Benchmark.TURNOVER, (*BEFORE, *AFTER[-12:])),
        (Benchmark.ERROR_RATE, (*BEFORE, *AFTER[-3:])),
    ],
)
def test_a_figure_names_the_months_it_was_computed_from(metric: Benchmark, months: tuple[str, ...]) -> None:
    found = block()
    source = next(s for m, s in zip(found.roi.metrics, found.sources, strict=True) if m.metric is metric)
    assert (source.source, source.snapshot_id, source.months) == ("Nøgletal", "abc", tuple(sorted(months)))


def test_later_months_change_nothing() -> None:
    assert block(*BEFORE, *AFTER, "2026-11", "2026-12") == block()


def test_without_rows_every_figure_is_unknown_and_says_so() -> None:
    found = block("2026-12")
    assert [metric.value for metric in found.roi.metrics] == [None] * 5
    assert all(source.months == () for source in found.sources)
