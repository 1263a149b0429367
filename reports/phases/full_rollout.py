"""Full rollout as a document: every wave and process, and what holds the next wave.

Not here: readiness and tripwires (`domain.full_rollout.assess`).
"""

from collections.abc import Mapping, Sequence

from domain.full_rollout.result import FullRolloutResult, ProcessMove, ProcessState, Wave, WaveState
from domain.gates.gates import GateEvaluation
from domain.reasons import Reason
from domain.workbook.tables import Finding
from reports.documents import Document, Fact, Section, Table, TableColumn
from reports.drawings import Status
from reports.phase_report import phase_document
from reports.words import word

PROCESS_LOOKS: dict[ProcessState, Status] = {
    ProcessState.MIGRATED: "good",
    ProcessState.READY: "neutral",
    ProcessState.BLOCKED: "bad",
}
WAVE_LOOKS: dict[WaveState, Status] = {
    WaveState.DONE: "good",
    WaveState.READY: "neutral",
    WaveState.WAITING: "neutral",
    WaveState.BLOCKED: "bad",
    WaveState.HELD: "warning",
}


def compose(result: FullRolloutResult, evaluation: GateEvaluation, findings: Sequence[Finding]) -> Document:
    """The phase report of the full rollout, with the tab Migration status."""
    return phase_document(
        evaluation,
        findings,
        as_of=result.as_of,
        lines=(
            Reason(
                "{moved} of {count} processes have moved, in {waves} waves.",
                moved=result.migrated,
                count=len(result.processes),
                waves=len(result.waves),
            ),
            *result.tripwires,
        ),
        facts=(
            Fact(
                Reason("Processes moved"), Reason("{met} of {count}", met=result.migrated, count=len(result.processes))
            ),
            Fact(Reason("Tripwires"), len(result.tripwires), "count", "bad" if result.tripwires else "good"),
            Fact(Reason("Error rate"), result.error_share, "percent", decimals=2),
        ),
        sections=(
            Section(Reason("Waves"), (), (waves_table(result.waves),)),
            Section(Reason("Processes"), (), (processes_table(result.processes),)),
        ),
    )


def waves_table(waves: Sequence[Wave]) -> Table:
    """Every wave with its state; also on the performance dashboard."""
    return Table(
        caption=Reason("Waves"),
        columns=(
            TableColumn(Reason("Wave"), "count"),
            TableColumn(Reason("Status")),
            TableColumn(Reason("Processes"), "count"),
            TableColumn(Reason("Moved"), "count"),
            TableColumn(Reason("From"), "date"),
            TableColumn(Reason("To"), "date"),
        ),
        rows=tuple((w.number, word(w.state), w.processes, w.migrated, w.first_on, w.last_on) for w in waves),
        statuses=tuple(WAVE_LOOKS[w.state] for w in waves),
        empty=Reason("No process is planned to move."),
    )


def processes_table(processes: Sequence[ProcessMove], breaches: Mapping[str, int] | None = None) -> Table:
    """Every process with its state.

    Args:
        breaches: process id -> breaches of a month, for a column of their own; None leaves it out.
    """
    counted = () if breaches is None else (TableColumn(Reason("Breaches"), "count"),)
    return Table(
        caption=Reason("Processes on their way to the vendor"),
        columns=(
            TableColumn(Reason("Process")),
            TableColumn(Reason("Wave"), "count"),
            TableColumn(Reason("Planned"), "date"),
            TableColumn(Reason("Moved"), "date"),
            TableColumn(Reason("Status")),
            *counted,
            TableColumn(Reason("Why")),
        ),
        rows=tuple(
            (
                p.name,
                p.wave,
                p.planned_on,
                p.migrated_on,
                word(p.state),
                *(() if breaches is None else (breaches.get(p.process_id, 0),)),
                p.reasons[0] if p.reasons else None,
            )
            for p in processes
        ),
        tab=Reason("Migration status"),
        statuses=tuple(PROCESS_LOOKS[p.state] for p in processes),
        empty=Reason("No process is planned to move."),
    )
