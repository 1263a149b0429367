"""Every metric of a month records its formula, its numbers, its cells, its target and whose rule it is."""

from decimal import Decimal

import pytest

from domain.discovery.baselines import Kpi, KpiBaseline
from domain.figures.trace import Trace
from domain.figures.working import Sources, Working
from domain.periods import months_before
from domain.returns.kpis import KpiBlock, ReadFrom, measure_kpis
from domain.returns.metric import TicketMonth
from domain.returns.register import METRICS
from domain.returns.roi import MonthsKnown
from domain.returns.targets import RoiTargets
from domain.workbook.months import BusinessMonth
from reports.words import word
from tests.domain.samples.rows import business_month

START, MONTH = "2025-09", "2026-10"
ROWS = [
    *(business_month(month, engagement=Decimal(3), errors=300) for month in months_before(START, 4)),
    *(business_month(month, engagement=Decimal(4), errors=201) for month in months_before("2026-11", 4)),
]
SOURCES = Sources(
    titles={"BusinessMonth": "Nøgletal"},
    columns={"BusinessMonth": {name: "ABCDEFGHIJ"[at] for at, name in enumerate(BusinessMonth.model_fields)}},
    numbers={row: at for at, row in enumerate(ROWS, start=2)},
    snapshot_id="abc",
    tickets_snapshot_id="def",
    project="NB",
)
LOCKED = KpiBaseline(kpi=Kpi.ERROR_RATE, value=Decimal("0.034"), source="WorkMonth", rows=30)


def measured(*rows: BusinessMonth) -> tuple[KpiBlock, dict[str, Working]]:
    trace = Trace(SOURCES, word)
    tickets = [TicketMonth(month=MONTH, resolved=40, reopened=1)]
    block = measure_kpis(
        MonthsKnown(rows, MONTH, START, tickets=tickets), RoiTargets(), [LOCKED],
        sheet=ReadFrom(source="Nøgletal", snapshot_id="abc"), tickets=ReadFrom(source="NB", snapshot_id="def"),
        trace=trace,
    )  # fmt: skip
    return block, trace.workings


def test_each_metric_is_recorded_as_it_is_kept() -> None:
    block, workings = measured(*ROWS)
    assert list(workings) == [f"kpi.{result.metric}" for result in block.roi.metrics]
    for result in block.roi.metrics:
        working, figure = workings[f"kpi.{result.metric}"], METRICS[result.metric].figure
        assert (working.value, working.unit, working.decimals) == (result.value, figure.unit, figure.decimals)
        assert (working.label, working.rule) == (figure.name, figure.source)
        assert str(working.steps[0]) == f"{figure.formula}."
        assert any(str(step).startswith("Target: ") for step in working.steps)


def test_the_cells_are_those_of_the_months_that_were_counted() -> None:
    _, workings = measured(*ROWS)
    # Four months before in rows 2 to 5; of the four under the contract the last three, in rows 7 to 9.
    cells = {name: [source.cells for source in workings[f"kpi.{name}"].inputs[:2]] for name in METRICS}
    assert cells["cost_saving"] == [("B7:B9",), ("C7:C9",)]
    assert cells["error_rate"] == [("H2:H5", "H7:H9"), ("I2:I5", "I7:I9")]
    assert cells["turnover"] == [("G2:G9",), ("F2:F9",)]


def test_error_rate_tells_its_counts_its_baseline_and_that_it_missed() -> None:
    _, workings = measured(*ROWS)
    said = [str(step) for step in workings["kpi.error_rate"].steps]
    # 201 of 10,000 each month for three months.
    assert said[1] == "603 errors / 30000 transactions."
    assert "Locked at discovery: 0.034." in said
    assert said[-1] == "Target: at most 0.02. Outcome: missed."


def test_a_metric_from_tickets_names_them_and_that_it_is_not_counted() -> None:
    _, workings = measured(*ROWS)
    working = workings["kpi.first_time_right"]
    assert (working.snapshot_id, working.inputs[0].place, working.inputs[0].rows) == ("def", "NB", 40)
    assert str(working.steps[-1]).startswith("It is shown")
    assert not any("It is shown" in str(step) for step in workings["kpi.error_rate"].steps)


@pytest.mark.parametrize("figure_id", ["kpi.cost_saving", "kpi.turnover"])
def test_without_data_a_metric_says_so_and_shows_no_numbers(figure_id: str) -> None:
    _, workings = measured()
    assert workings[figure_id].value is None
    assert [str(step) for step in workings[figure_id].steps[1:]] == [
        "Cannot be computed: the data of these months does not give it.",
        str(workings[figure_id].steps[-1]),
    ]


def test_recording_changes_nothing_that_is_computed() -> None:
    block, _ = measured(*ROWS)
    tickets = [TicketMonth(month=MONTH, resolved=40, reopened=1)]
    plain = measure_kpis(
        MonthsKnown(ROWS, MONTH, START, tickets=tickets), RoiTargets(), [LOCKED],
        sheet=ReadFrom(source="Nøgletal", snapshot_id="abc"), tickets=ReadFrom(source="NB", snapshot_id="def"),
    )  # fmt: skip
    assert plain == block
