"""A figure of a phase is explained from what its gate recorded, or the difference is told."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from configs.settings import Settings, read_settings
from connectors.files.snapshots import SnapshotFolder
from connectors.ledger.ledger import SqlLedger
from connectors.ports.stores import Snapshot
from connectors.workbook.frames import cells_frame, cells_notes
from connectors.workbook.reading import read_tab
from domain.discovery.assess import assess_discovery
from domain.discovery.gate import discovery_gate
from domain.discovery.result import DiscoveryResult, DiscoveryRows
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.problems import RuleRefused
from domain.workbook.cells import Cell, TabCells, WorkbookCells
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Process
from domain.workbook.tabs import ALL_TABS, DISCOVERY_TABS
from flows.explain.phase import PhaseWorkings, phase_workings
from flows.wiring.snapshots import snapshots as snapshots_of
from reports.catalogues.reading import wording
from sandbox.nordlys.build import SEED
from sandbox.nordlys.tabs.workbook import write_workbook
from tests.demo_phases import internal_tickets, nordlys

DANISH = wording("da")

NOW = datetime(2025, 5, 2, 9, tzinfo=UTC)
AS_OF = datetime(2025, 5, 2, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))


@cache
def workbook() -> WorkbookCells:
    """The demo's workbook, spoilt cells included."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "nordlys.xlsx"
        write_workbook(path, SEED)
        book = openpyxl.load_workbook(path)
    tabs = {
        title: TabCells(title, at, tuple(tuple(map(_plain, row)) for row in book[title].values))
        for at, title in enumerate(map(DANISH.tab, ALL_TABS))
    }
    return WorkbookCells("nordlys", "Nordlys", "da_DK", "Europe/Copenhagen", tabs)


def _plain(value: Any) -> Cell:
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)).days  # noqa: DTZ001 - a sheet's dates have no zone
    return value  # type: ignore[no-any-return]


@cache
def discovered() -> DiscoveryResult:
    read = {m: read_tab(workbook().tabs[DANISH.tab(m)], m, locale="da_DK", wording=DANISH) for m in DISCOVERY_TABS}
    rows: dict[Any, Any] = {model: reading.rows for model, reading in read.items()}
    tickets, settings = internal_tickets(), nordlys()
    return assess_discovery(
        DiscoveryRows(
            teams=rows[Team], processes=rows[Process], work_months=rows[WorkMonth], surveys=rows[SurveyResult],
            exits=rows[ExitRecord], salary_bands=rows[SalaryBand], processes_seen=read[Process].rows_seen,
            tickets=tickets.tickets, history=tickets.history, statuses=settings.contract.statuses,
        ),
        settings.rules.discovery,
        AS_OF,
    )  # fmt: skip


def recorded(phase: Phase, evidence: Mapping[str, Any], as_of: datetime = AS_OF) -> Settings:
    """A home with the snapshots and the gate of one phase."""
    settings = read_settings()
    store = snapshots_of(settings, "nordlys")
    tabs = kept(store, workbook())
    found = internal_tickets()
    tickets = store.save("nordlys", "jira:NI", {"tickets": found.tickets, "history": found.history,
                                                "comments": found.comments}, taken_at=NOW)  # fmt: skip
    gate = {"evidence": {**evidence, "snapshot_id": tabs.snapshot_id}, "as_of": as_of.astimezone(UTC).isoformat()}
    ledger = SqlLedger.open(settings.ledger_address())
    lease = ledger.acquire("nordlys", "elsewhere:1:run", now=NOW, ttl=timedelta(hours=1))
    taken = {"source": "jira:NI", "snapshot_id": tickets.snapshot_id, "tables": {}, "updated_to": ""}
    ledger.append(lease, EventKind.SNAPSHOT_TAKEN, "tickets", taken, actor="mette", at=NOW)
    ledger.append(lease, EventKind.GATE_PASSED, "gate", {"phase": phase.value, "gate": gate}, actor="mette", at=NOW)
    ledger.release(lease)
    ledger.close()
    return settings


def kept(store: SnapshotFolder, cells: WorkbookCells) -> Snapshot:
    """A workbook's snapshot."""
    source = f"sheets:{cells.spreadsheet_id}:all"
    return store.save("nordlys", source, {"cells": cells_frame(cells)}, taken_at=NOW, notes=cells_notes(cells))


@pytest.fixture
def explained() -> PhaseWorkings:
    evidence = discovery_gate(discovered()).evidence
    return phase_workings(recorded(Phase.DISCOVERY, evidence), nordlys(), Phase.DISCOVERY)


def test_the_figures_are_those_the_gate_recorded(explained: PhaseWorkings) -> None:
    assert explained.differing == ()
    assert explained.workings["burnout.low"].value == discovered().burnout.low
    assert explained.workings["roadmap.hours_freed"].value == discovered().roadmap.hours_freed


def test_the_named_cells_hold_what_was_added_up(explained: PhaseWorkings) -> None:
    working = explained.workings["burnout.headcount"]
    (source,) = working.inputs
    assert (source.place, source.cells) == ("Teams", ("C2:C7",))
    cells = [row[2] for row in workbook().tabs["Teams"].rows[1:7]]
    assert sum(cell for cell in cells if isinstance(cell, int)) == working.value


def test_tickets_are_explained_from_their_own_snapshot(explained: PhaseWorkings) -> None:
    working = explained.workings["flow.FIN-02.flow_share"]
    assert working.snapshot_id not in ("", explained.snapshot_id)
    assert working.inputs[0].place == "NI"


def test_what_comes_out_otherwise_than_recorded_is_named() -> None:
    evidence = discovery_gate(discovered()).evidence | {"burnout_cost": ["1", "2"]}
    settings = recorded(Phase.DISCOVERY, evidence)
    assert phase_workings(settings, nordlys(), Phase.DISCOVERY).differing == ("burnout_cost",)


def test_an_id_that_is_a_part_gives_all_figures_under_it(explained: PhaseWorkings) -> None:
    found = [working.figure_id for working in explained.beginning("process.FIN-02")]
    assert "process.FIN-02.suitability" in found
    assert all(name.startswith("process.FIN-02.") for name in found)


def test_an_unknown_figure_is_refused_with_those_alike(explained: PhaseWorkings) -> None:
    with pytest.raises(RuleRefused, match=r"alike are .*burnout\.low"):
        explained.beginning("burnout.lo")


def test_a_suppressed_team_is_refused_like_one_that_does_not_exist(explained: PhaseWorkings) -> None:
    shown = {team.team_id for team in discovered().signs.teams}
    hidden = {row[0] for row in workbook().tabs["Teams"].rows[1:7]} - shown
    assert len(hidden) == 2
    for team_id in hidden:
        with pytest.raises(RuleRefused, match="There is no figure"):
            explained.beginning(f"signs.{team_id}.overwork")
        with pytest.raises(RuleRefused, match="There is no figure"):
            explained.beginning(f"signs.{team_id}")


def test_without_a_gate_there_is_nothing_to_explain() -> None:
    with pytest.raises(RuleRefused, match="There is nothing to explain yet"):
        phase_workings(read_settings(), nordlys(), Phase.DISCOVERY)


def test_a_phase_without_workings_is_refused() -> None:
    with pytest.raises(RuleRefused, match="--phase discovery or --phase vendor_selection"):
        phase_workings(read_settings(), nordlys(), Phase.PILOT)
