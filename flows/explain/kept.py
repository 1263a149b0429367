"""What was known when a phase's gate was recorded: the snapshots it was computed from, and the ledger before it.

Here: reading rows and tickets again, and where rows stand. Not here: what is computed from them
(`flows.explain.phase`, `flows.explain.selection`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from configs.rollouts import RolloutSettings
from connectors.errors import IncompleteData
from connectors.files.snapshots import SnapshotFolder
from connectors.workbook.frames import cells_from_frame
from connectors.workbook.reading import TabReading, read_tab
from domain.figures.working import Sources
from domain.ledger.events import Event
from domain.ledger.snapshots import newest_snapshot
from domain.reasons import Reason
from domain.workbook.cells import WorkbookCells, cell_name
from domain.workbook.tables import Row
from flows.wiring.parts import project_keys, tickets_source
from reports.catalogues.reading import wording

Readings = Mapping[type[Row], TabReading[Any]]


def rows_of(readings: Readings, model: type[Row]) -> tuple[Any, ...]:
    """The rows of a tab; none where the workbook had no such tab."""
    return readings[model].rows if model in readings else ()


def places_of(readings: Readings, snapshot_id: str, tickets_id: str, project: str) -> Sources:
    """Where the rows of a snapshot stand, and the tickets beside them.

    Args:
        tickets_id, project: the tickets' snapshot and project; empty without.
    """
    return Sources(
        titles={model.__name__: reading.tab for model, reading in readings.items()},
        columns={
            model.__name__: {name: re.sub(r"\d", "", cell_name(0, at)) for name, at in reading.columns.items()}
            for model, reading in readings.items()
        },
        numbers={
            row: number
            for reading in readings.values()
            for row, number in zip(reading.rows, reading.row_numbers, strict=True)
        },
        snapshot_id=snapshot_id,
        tickets_snapshot_id=tickets_id,
        project=project,
    )


@dataclass(frozen=True)
class KeptPhase:
    """What was known when the gate was recorded.

    Attributes:
        snapshot_id: of the workbook's tabs.
        earlier: the ledger before the gate.
        score_snapshots: of the evaluators' own workbooks, where they have some.
    """

    store: SnapshotFolder
    rollout: RolloutSettings
    snapshot_id: str
    as_of: datetime
    earlier: tuple[Event, ...]
    score_snapshots: tuple[str, ...] = ()

    def readings(self, models: Sequence[type[Row]], optional: Sequence[type[Row]] = ()) -> Readings:
        """Each tab, read again from its cells; of `optional` those that the workbook had.

        Raises:
            IncompleteData: a tab of `models` is not in the snapshot.
        """
        workbook = self._workbook(self.snapshot_id)
        there = [model for model in optional if self._title(model) in workbook.tabs]
        return {m: self._read(workbook, m) for m in (*models, *there)}

    def reading(self, snapshot_id: str, model: type[Row]) -> TabReading[Any]:
        """A tab of another workbook's snapshot."""
        return self._read(self._workbook(snapshot_id), model)

    def tickets_snapshot(self) -> str:
        """The newest internal tickets before the gate; empty when none were pulled."""
        taken = newest_snapshot(self.earlier, tickets_source(project_keys(self.rollout).internal))
        return taken.snapshot_id if taken else ""

    def places(self, readings: Readings, tickets_id: str = "") -> Sources:
        """Where the rows stand."""
        return places_of(readings, self.snapshot_id, tickets_id, project_keys(self.rollout).internal)

    def _workbook(self, snapshot_id: str) -> WorkbookCells:
        return cells_from_frame(self.store.read(snapshot_id, "cells"), self.store.find(snapshot_id).notes)

    def _read(self, workbook: WorkbookCells, model: type[Row]) -> TabReading[Any]:
        title = self._title(model)
        if title not in workbook.tabs:
            raise IncompleteData(
                Reason("The tab '{tab}' is not in the snapshot the gate was computed from", tab=title),
                where=Reason("spreadsheet {spreadsheet_id}", spreadsheet_id=workbook.spreadsheet_id),
                why=Reason("the settings name other tabs than they did then"),
                next_step=Reason("put sheets.tabs back as they were"),
            )
        return read_tab(workbook.tabs[title], model, locale=workbook.locale, wording=wording(self.rollout.language))

    def _title(self, model: type[Row]) -> str:
        return wording(self.rollout.language).tab(model, self.rollout.sheets.tabs)
