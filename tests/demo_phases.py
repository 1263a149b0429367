"""The demo company's discovery and vendor selection, computed from its own rows and internal tickets.

Here: what tests of whole reports start from. Not here: reading the workbook back, which `tests.connectors` covers.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from configs.rollouts import RolloutSettings, read_rollout
from connectors.jira_answers import Issue, decode
from connectors.jira_histories import read_issues
from connectors.jira_proof import TicketFrames, ticket_frames
from connectors.sandbox.nordlys import SEED, build_nordlys
from connectors.sandbox.nordlys_workbook import workbook_rows
from domain.discovery import DiscoveryRows, assess_discovery
from domain.discovery_case import DiscoveryCase
from domain.records import Criterion, ExitRecord, Process, SalaryBand, Score, SurveyResult, Team, Vendor, WorkMonth
from domain.selection import assess_selection
from domain.selection_case import SelectionCase
from domain.tables import Row
from domain.workings import Places
from reports.words import word


def nordlys() -> RolloutSettings:
    """The demo's settings as they are shipped."""
    return read_rollout("nordlys", Path("rollouts"))


@cache
def demo_discovery() -> DiscoveryCase:
    """Discovery as the demo's flow computes it, but with every row readable."""
    settings, rows = nordlys(), _rows()
    tickets = internal_tickets()
    found = DiscoveryRows(
        teams=rows[Team],
        processes=rows[Process],
        work_months=rows[WorkMonth],
        surveys=rows[SurveyResult],
        exits=rows[ExitRecord],
        salary_bands=rows[SalaryBand],
        processes_seen=len(rows[Process]),
        tickets=tickets.tickets,
        history=tickets.history,
        statuses=settings.contract.statuses,
    )
    as_of = datetime(2025, 5, 2, 9, tzinfo=ZoneInfo(settings.zone))
    result = assess_discovery(found, settings.rules.discovery, as_of)
    return DiscoveryCase(result, found, settings.rules.discovery, Places(), word)


@cache
def demo_selection() -> SelectionCase:
    """Vendor selection as the demo's flow computes it."""
    settings, rows = nordlys(), _rows()
    result = assess_selection(
        rows[Criterion],
        rows[Vendor],
        rows[Score],
        settings.rules.selection,
        contract_starts_on=settings.contract.starts_on,
        term_months=settings.contract.term_months,
        as_of=datetime(2025, 6, 27, tzinfo=ZoneInfo(settings.zone)).date(),
    )
    return SelectionCase(result, rows[Criterion], rows[Vendor], rows[Score], Places(), word)


@cache
def _rows() -> dict[type[Row], Sequence[Any]]:
    return dict(workbook_rows(SEED))


@cache
def internal_tickets() -> TicketFrames:
    """The demo's internal tickets, read as a pull reads them."""
    with TemporaryDirectory() as folder:
        build_nordlys(Path(folder) / "nordlys")
        lines = (Path(folder) / "nordlys/jira/issues.ndjson").read_bytes().splitlines()
    issues = [line for line in lines if orjson.loads(line)["key"].startswith("NI-")]
    return ticket_frames(read_issues([decode(line, Issue) for line in issues]), {})
