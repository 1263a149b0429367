"""The command `explain` of a month's metrics. Here: their lines. Not here: the workings (`flows.explain.kpis`)."""

import json
from datetime import datetime

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from flows.explain.kpis import kpi_workings
from reports.discovery.figures import index_lines, working_lines
from reports.language import Speaker


def told_metrics(
    settings: Settings, rollout: RolloutSettings, month: str, what: str, as_of: datetime | None, speaker: Speaker
) -> tuple[list[str], str]:
    """Lines for people, and JSON for programs, of one metric or of all of a month."""
    found = kpi_workings(settings, rollout, month, what, as_of)
    data = json.dumps([w.model_dump(mode="json") for w in found.values()], indent=2, ensure_ascii=False)
    if what in found:
        return working_lines(found[what], found, speaker), data
    return index_lines(found.values(), speaker), data
