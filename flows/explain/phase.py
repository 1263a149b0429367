"""Explain a figure of a phase's report from what its gate recorded: no workbook, no tracker, no Prefect.

Here: which snapshots answer, and whether they still give what was recorded. Not here: reading them
(`flows.explain.kept`), the workings (recorded by each phase's rules), their words (`reports.discovery.figures`).

The phase is computed again from the snapshots its latest gate was computed from, as of the instant it looked at, under
today's settings. Where that gives other evidence than the gate recorded, the difference is told and not hidden.
"""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.discovery.assess import assess_discovery
from domain.discovery.gate import discovery_gate
from domain.discovery.result import discovery_rows
from domain.figures.trace import Trace
from domain.figures.working import Working
from domain.gates.gates import GateEvaluation
from domain.ledger.events import Event, EventKind
from domain.ledger.phases import Phase
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason, either, verbatim
from domain.values import canonical_json
from domain.workbook.processes import Process
from domain.workbook.tabs import DISCOVERY_TABS
from flows.explain.kept import KeptPhase, rows_of
from flows.explain.selection import explain_selection
from flows.wiring.ledger import open_ledger
from flows.wiring.snapshots import snapshots
from reports.words import word

_ADDED_LATER = frozenset({"as_of", "snapshot_id", "score_snapshots", "weights_lock"})
"""Parts of a gate's evidence from elsewhere than the phase's own rules (`tasks.measure`, the lock of weights)."""


@dataclass(frozen=True)
class PhaseWorkings:
    """The workings of one phase's report.

    Attributes:
        as_of: the instant the gate looked at.
        workings: figure id -> working, in the order of the report.
        differing: parts of the evidence that come out otherwise than the gate recorded them.
    """

    phase: Phase
    as_of: datetime
    snapshot_id: str
    workings: Mapping[str, Working]
    differing: tuple[str, ...]

    def beginning(self, figure_id: str) -> tuple[Working, ...]:
        """The figure of that id, or else all whose id lies under it: `process.FIN-01` has nine.

        Raises:
            RuleRefused: there is none; names those that look alike.
        """
        if figure_id in self.workings:
            return (self.workings[figure_id],)
        under = tuple(w for name, w in self.workings.items() if name.startswith(f"{figure_id}."))
        if under:
            return under
        near = difflib.get_close_matches(figure_id, self.workings, n=3)
        raise RuleRefused(
            Reason("There is no figure {figure_id!a} in {phase}", figure_id=figure_id, phase=self.phase),
            why=Reason("alike are {names}", names=", ".join(near))
            if near
            else Reason("it has {count} figures", count=len(self.workings)),
            next_step=Reason("list them all by leaving the figure out"),
        )


def phase_workings(settings: Settings, rollout: RolloutSettings, phase: Phase) -> PhaseWorkings:
    """Every figure of a phase's report with its working.

    Raises:
        RuleRefused: the phase has no workings, or its gate has recorded nothing here yet.
        IncompleteData: a snapshot is gone or damaged.
    """
    if phase not in _EXPLAINERS:
        raise RuleRefused(
            Reason("Figures of {phase} are not explained by phase", phase=phase),
            next_step=Reason(
                "use {options}, or name a month and a service level",
                options=either([verbatim(f"--phase {explained}") for explained in _EXPLAINERS]),
            ),
        )
    events = open_ledger(settings).events(rollout.rollout_id)
    gate = _latest_gate(events, phase, rollout.rollout_id)
    recorded = gate.payload["gate"]["evidence"]
    as_of = datetime.fromisoformat(gate.payload["gate"]["as_of"]).astimezone(ZoneInfo(rollout.zone))
    kept = KeptPhase(
        snapshots(settings, rollout.rollout_id), rollout, recorded["snapshot_id"], as_of,
        tuple(event for event in events if event.sequence < gate.sequence), tuple(recorded.get("score_snapshots", ())),
    )  # fmt: skip
    workings, evaluation = _EXPLAINERS[phase](kept)
    return PhaseWorkings(
        phase, as_of, kept.snapshot_id, {w.figure_id: w for w in workings}, _differing(recorded, evaluation)
    )


def _latest_gate(events: Sequence[Event], phase: Phase, rollout_id: str) -> Event:
    for event in reversed(events):
        if event.kind in (EventKind.GATE_PASSED, EventKind.GATE_HELD) and event.payload["phase"] == phase:
            return event
    raise RuleRefused(
        Reason("There is nothing to explain yet"),
        where=rollout_id,
        why=Reason("{phase} has recorded no gate here", phase=phase),
        next_step=Reason("run it first"),
        start=Start(Work.RUN_PHASE, phase=phase, rollout_id=rollout_id),
    )


def _differing(recorded: Mapping[str, Any], evaluation: GateEvaluation) -> tuple[str, ...]:
    computed = evaluation.evidence
    names = {*recorded, *computed} - _ADDED_LATER
    return tuple(sorted(n for n in names if canonical_json(recorded.get(n)) != canonical_json(computed.get(n))))


def _discovery(kept: KeptPhase) -> tuple[tuple[Working, ...], GateEvaluation]:
    read = kept.readings(DISCOVERY_TABS)
    tickets_id, rules = kept.tickets_snapshot(), kept.rollout.rules.discovery
    rows = discovery_rows(
        partial(rows_of, read),
        processes_seen=read[Process].rows_seen,
        tickets=kept.store.read(tickets_id, "tickets") if tickets_id else None,
        history=kept.store.read(tickets_id, "history") if tickets_id else None,
        statuses=kept.rollout.contract.statuses,
    )
    trace = Trace(kept.places(read, tickets_id), word)
    result = assess_discovery(rows, rules, kept.as_of, trace)
    return tuple(trace.workings.values()), discovery_gate(result)


_EXPLAINERS: dict[Phase, Callable[[KeptPhase], tuple[tuple[Working, ...], GateEvaluation]]] = {
    Phase.DISCOVERY: _discovery,
    Phase.VENDOR_SELECTION: explain_selection,
}
