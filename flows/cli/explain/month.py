"""The command `explain` of a month: a ticket's or a figure's story on the terminal, or as JSON for programs.

Here: telling them apart, printing. Not here: the stories (`flows.explain.month`), metrics
(`flows.cli.explain.metrics`).
"""

import re
from datetime import datetime

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings
from domain.returns.recorded import is_kpi
from flows.cli.printing import OUT
from flows.cli.typed import check_month, instant_of
from flows.explain.month import evidence_of, month_story, ticket_story
from flows.wiring.contract_terms import rollout_in_force
from reports.language import Speaker
from reports.review.explanations import figure_lines, ticket_lines

TICKET_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*-\d+")


def explain(rollout_id: str, month: str, what: str, *, language: str | None, as_of: str | None, as_json: bool) -> None:
    """Print the story of a ticket (NB-1423), a service level (resolution.P1) or a metric (kpi.cost_saving)."""
    settings = read_settings()
    check_month(month)
    set_down = read_rollout(rollout_id, settings.rollouts_dir)
    rollout = rollout_in_force(settings, set_down, month)
    speaker = Speaker(language or rollout.language, zone=rollout.zone, currency=rollout.contract.currency)
    until = instant_of(as_of, rollout)
    if is_kpi(what):
        # Here, because a ticket's story reads no workbook.
        from flows.cli.explain.metrics import told_metrics

        # A published month finds the contract that was in force when it was published by itself.
        lines, data = told_metrics(settings, set_down, month, what, until, speaker)
    else:
        lines, data = _of_tickets(settings, rollout, month, what, until, speaker)
    if as_json:
        OUT.print(data, markup=False, soft_wrap=True)
        return
    for line in lines:
        OUT.print(line, markup=False, soft_wrap=True)


def _of_tickets(
    settings: Settings, rollout: RolloutSettings, month: str, what: str, as_of: datetime | None, speaker: Speaker
) -> tuple[list[str], str]:
    evidence = evidence_of(settings, rollout, month, as_of)
    if TICKET_KEY.fullmatch(what):
        story = ticket_story(rollout, month, what.upper(), evidence)
        return list(ticket_lines(story, speaker)), story.model_dump_json(indent=2)
    review = month_story(rollout, month, what, evidence)
    figure = next(found for found in review.figures if found.figure_id == what)
    return list(figure_lines(review, what, speaker)), figure.model_dump_json(indent=2)
