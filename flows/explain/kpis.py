"""Explain the metrics of a published month from the snapshots it was published from.

Here: computing the block again with a recorder. Not here: what was kept (`flows.explain.kept_month`), the records
(`domain.returns.recorded`), their words on the terminal (`reports.discovery.figures`).
"""

import difflib
from collections.abc import Mapping
from datetime import datetime

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.figures.trace import Trace
from domain.figures.working import Working
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.returns.recorded import PREFIX
from domain.review.workbook_parts import kpi_block
from domain.workbook.months import BusinessMonth
from flows.explain.kept import places_of
from flows.explain.kept_month import kept_month
from reports.words import word


def kpi_workings(
    settings: Settings, rollout: RolloutSettings, month: str, figure_id: str, as_of: datetime | None
) -> Mapping[str, Working]:
    """The metric of that id, or each of the month, by id.

    Args:
        as_of: look at the tickets as of this instant; None for the month's end, as it was published.

    Raises:
        RuleRefused: the month was not published here, has no key figures or no such metric.
        IncompleteData: its typed review or a snapshot is gone or damaged.
    """
    known = kept_month(settings, rollout, month)
    readings = known.readings()
    if BusinessMonth not in readings:
        raise RuleRefused(
            Reason("{month} was published without key figures", month=month),
            where=rollout.rollout_id,
            next_step=Reason("name a service level or a ticket of the month"),
        )
    project = rollout.jira.vendor_project
    trace = Trace(places_of(readings, known.sheet_id, known.published.snapshot_id, project), word)
    review = known.service_levels(known.tables(), as_of)
    kpi_block(known.sheet(readings), known.terms(review), trace)
    return trace.workings if figure_id == PREFIX else {figure_id: _named(trace.workings, figure_id, month)}


def _named(workings: Mapping[str, Working], figure_id: str, month: str) -> Working:
    if figure_id in workings:
        return workings[figure_id]
    near = difflib.get_close_matches(figure_id, workings, n=3)
    raise RuleRefused(
        Reason("There is no metric {figure_id} in {month}", figure_id=ascii(figure_id), month=month),
        why=Reason("alike are {names}", names=", ".join(near))
        if near
        else Reason("it has {names}", names=", ".join(workings)),
        next_step=Reason("use one of them, or {name} for all", name=PREFIX),
    )
