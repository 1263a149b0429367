"""The command `explain`: a ticket's or a figure's story on the terminal, or as JSON for programs.

Here: telling them apart, printing. Not here: the stories (`flows.explain.month`, `flows.explain.kpis`).
"""

import json
import re
from datetime import datetime

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings
from flows.cli.printing import OUT
from flows.cli.typed import check_month, instant_of
from flows.explain.kpis import is_kpi, kpi_workings
from flows.explain.month import evidence_of, month_story, ticket_story
from flows.wiring.contract_terms import rollout_in_force
from reports.discovery.figures import index_lines, working_lines
from reports.language import Speaker
from reports.review.explanations import figure_lines, ticket_lines

TICKET_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*-\d+")
Told = tuple[list[str], str]
"""Lines for people, JSON for programs."""


def explain(rollout_id: str, month: str, what: str, *, language: str | None, as_of: str | None, as_json: bool) -> None:
    """Print the story of a ticket (NB-1423), a service level (resolution.P1) or a metric (kpi.cost_saving)."""
    settings = read_settings()
    check_month(month)
    set_down = read_rollout(rollout_id, settings.rollouts_dir)
    rollout = rollout_in_force(settings, set_down, month)
    speaker = Speaker(language or rollout.language, zone=rollout.zone, currency=rollout.contract.currency)
    until = instant_of(as_of, rollout)
    lines, data = (
        # A published month finds the contract that was in force when it was published by itself.
        _metrics(settings, set_down, month, what, until, speaker)
        if is_kpi(what)
        else _of_tickets(settings, rollout, month, what, until, speaker)
    )
    if as_json:
        OUT.print(data, markup=False, soft_wrap=True)
        return
    for line in lines:
        OUT.print(line, markup=False, soft_wrap=True)


def _metrics(
    settings: Settings, rollout: RolloutSettings, month: str, what: str, as_of: datetime | None, speaker: Speaker
) -> Told:
    found = kpi_workings(settings, rollout, month, what, as_of)
    data = json.dumps([w.model_dump(mode="json") for w in found.values()], indent=2, ensure_ascii=False)
    if what in found:
        return working_lines(found[what], found, speaker), data
    return index_lines(found.values(), speaker), data


def _of_tickets(
    settings: Settings, rollout: RolloutSettings, month: str, what: str, as_of: datetime | None, speaker: Speaker
) -> Told:
    evidence = evidence_of(settings, rollout, month, as_of)
    if TICKET_KEY.fullmatch(what):
        story = ticket_story(rollout, month, what.upper(), evidence)
        return list(ticket_lines(story, speaker)), story.model_dump_json(indent=2)
    review = month_story(rollout, month, what, evidence)
    figure = next(found for found in review.figures if found.figure_id == what)
    return list(figure_lines(review, what, speaker)), figure.model_dump_json(indent=2)
