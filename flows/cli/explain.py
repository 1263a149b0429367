"""The command `explain`: a ticket's or a figure's story on the terminal, or as JSON for programs.

Here: telling the two apart, printing. Not here: the story (`flows.explain.month`).
"""

import re

from configs.rollouts import read_rollout
from configs.settings import read_settings
from flows.cli.printing import OUT
from flows.cli.typed import check_month, instant_of
from flows.explain.month import evidence_of, month_story, ticket_story
from flows.wiring.contract_terms import rollout_in_force
from reports.language import Speaker
from reports.review.explanations import figure_lines, ticket_lines

TICKET_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*-\d+")


def explain(rollout_id: str, month: str, what: str, *, language: str | None, as_of: str | None, as_json: bool) -> None:
    """Print the story of a ticket (NB-1423) or of a figure (resolution.P1) in one month's review."""
    settings = read_settings()
    check_month(month)
    rollout = rollout_in_force(settings, read_rollout(rollout_id, settings.rollouts_dir), month)
    evidence = evidence_of(settings, rollout, month, instant_of(as_of, rollout))
    speaker = Speaker(language or rollout.language, zone=rollout.zone, currency=rollout.contract.currency)
    if TICKET_KEY.fullmatch(what):
        story = ticket_story(rollout, month, what.upper(), evidence)
        lines, data = ticket_lines(story, speaker), story.model_dump_json(indent=2)
    else:
        review = month_story(rollout, month, what, evidence)
        figure = next(found for found in review.figures if found.figure_id == what)
        lines, data = figure_lines(review, what, speaker), figure.model_dump_json(indent=2)
    if as_json:
        OUT.print(data, markup=False, soft_wrap=True)
        return
    for line in lines:
        OUT.print(line, markup=False, soft_wrap=True)
