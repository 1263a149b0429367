"""The command `explain --phase`: a figure of discovery's or vendor selection's report, or the list of all of them.

Here: printing. Not here: the workings (`flows.explain.phase`).
"""

import json

from configs.rollouts import read_rollout
from configs.settings import read_settings
from domain.ledger.phases import Phase
from flows.cli.printing import OUT
from flows.explain.phase import PhaseWorkings, phase_workings
from reports.discovery.figures import difference_line, index_lines, working_lines
from reports.language import Speaker


def explain_phase(rollout_id: str, phase: str, figure_id: str | None, *, language: str | None, as_json: bool) -> None:
    """Print how one figure came about; the figures under a part of an id; or, without an id, all there are."""
    settings = read_settings()
    rollout = read_rollout(rollout_id, settings.rollouts_dir)
    found = phase_workings(settings, rollout, Phase(phase))
    speaker = Speaker(language or rollout.language, zone=rollout.zone, currency=rollout.contract.currency)
    chosen = tuple(found.workings.values()) if figure_id is None else found.beginning(figure_id)
    if as_json:
        data = {"phase": phase, "as_of": found.as_of.isoformat(), "snapshot_id": found.snapshot_id,
                "differing": found.differing, "figures": [w.model_dump(mode="json") for w in chosen]}  # fmt: skip
        OUT.print(json.dumps(data, indent=2, ensure_ascii=False), markup=False, soft_wrap=True)
        return
    for line in _lines(found, figure_id, speaker):
        OUT.print(line, markup=False, soft_wrap=True)


def _lines(found: PhaseWorkings, figure_id: str | None, speaker: Speaker) -> list[str]:
    difference = difference_line(found.differing)
    first = [] if difference is None else [speaker.say(difference), ""]
    if figure_id is None:
        return [*first, *index_lines(found.workings.values(), speaker)]
    chosen = found.beginning(figure_id)
    if len(chosen) == 1 and chosen[0].figure_id == figure_id:
        return [*first, *working_lines(chosen[0], found.workings, speaker)]
    return [*first, *index_lines(chosen, speaker)]
