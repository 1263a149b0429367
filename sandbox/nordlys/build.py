"""The demo company Nordlys Regnskab A/S as a sandbox folder: a workbook, a Jira site and 6,740 tickets.

Here: building the folder, the same bytes for the same seed (the workbook: the same cells). Not here: what is in it
(`sandbox.nordlys.tabs`, `sandbox.nordlys.tickets`), and serving it (`sandbox.sheets.server`, `sandbox.jira.server`).
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from pathlib import Path
from random import Random
from typing import Any

import orjson
from ruamel.yaml import YAML

from connectors.errors import RequestRefused
from domain.reasons import Reason
from sandbox.nordlys.hours import ZONE_NAME, OfficeHours, Stamps, instant
from sandbox.nordlys.site import site
from sandbox.nordlys.tabs.workbook import write_workbook
from sandbox.nordlys.tickets.arrivals import (
    INTERNAL_MONTHS,
    PILOT_MONTH,
    SPECIAL_ARRIVALS,
    VENDOR_MONTHS,
    arrivals,
    priority_for,
    process_for,
    scaled,
)
from sandbox.nordlys.tickets.breaches import miss_targets
from sandbox.nordlys.tickets.cases import design
from sandbox.nordlys.tickets.internal import internal_plan
from sandbox.nordlys.tickets.issues import IssueWriter
from sandbox.nordlys.tickets.plans import Plan, vendor_plan

SPREADSHEET_ID = "nordlys"
SEED = 20250502
PARTS = ("sheets/nordlys.xlsx", "sheets/sheets.yaml", "jira/jira.yaml", "jira/issues.ndjson")
"""Files that make a folder a built demo."""

INTERNAL_CUT_OFF = instant(date(2025, 4, 30), time(23, 59, 59))
VENDOR_CUT_OFF = instant(date(2026, 11, 1), time(23, 59, 59))
"""Nothing is recorded after these instants: the last moments the demo's phases look back on."""


def build_nordlys(folder: Path, seed: int = SEED) -> None:
    """Write the demo company into `folder`, which must not exist yet or be empty.

    Raises:
        RequestRefused: something is in the folder already; it is never overwritten.
    """
    hours = _demo_hours()
    internal = IssueWriter("NI", seed, hours, INTERNAL_CUT_OFF).issues(_internal_plans(seed, hours))
    vendor = IssueWriter("NB", seed, hours, VENDOR_CUT_OFF).issues(_vendor_plans(seed, hours))
    _build(folder, seed, (internal, vendor))


def build_bench_folder(folder: Path, tickets: int, seed: int = SEED) -> None:
    """Write the company with `tickets` vendor tickets over the same 14 months, without the designed cases.

    Raises:
        RequestRefused: something is in the folder already.
    """
    _build(folder, seed, (build_tickets(tickets, seed),))


def build_tickets(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """`count` vendor tickets as Jira issues, in order of their keys; written one by one, so memory stays small."""
    hours = _demo_hours()
    rng = Random(f"{seed}/bench")  # noqa: S311 - demo data, nothing secret
    plans = _drawn(rng, hours, arrivals(rng, hours, scaled(VENDOR_MONTHS, count), {}))
    miss_targets(rng, plans, hours)
    return IssueWriter("NB", seed, hours, VENDOR_CUT_OFF).issues(plans)


def is_built(folder: Path) -> bool:
    """Whether `folder` holds every part of a built demo."""
    return all((folder / part).is_file() for part in PARTS)


def _demo_hours() -> OfficeHours:
    return OfficeHours(date(2024, 12, 1), date(2027, 12, 31))


def _internal_plans(seed: int, hours: OfficeHours) -> list[Plan]:
    rng = Random(f"{seed}/internal")  # noqa: S311
    return [internal_plan(rng, created) for created in arrivals(rng, hours, INTERNAL_MONTHS, {})]


def _vendor_plans(seed: int, hours: OfficeHours) -> list[Plan]:
    rng = Random(f"{seed}/vendor")  # noqa: S311
    plans = _drawn(rng, hours, arrivals(rng, hours, VENDOR_MONTHS, SPECIAL_ARRIVALS))
    design(rng, plans)
    miss_targets(rng, plans, hours)
    return plans


def _drawn(rng: Random, hours: OfficeHours, created: Sequence[int]) -> list[Plan]:
    stamps = Stamps()
    plans: list[Plan] = []
    for at in created:
        process = process_for(rng, at)
        priority = priority_for(rng, process, pilot=stamps.month(at) == PILOT_MONTH)
        plans.append(vendor_plan(rng, at, process, priority))
    return plans


def _build(folder: Path, seed: int, projects: Iterable[Iterable[dict[str, Any]]]) -> None:
    """Write beside the goal and move it there whole: a half-built demo is never found under its name."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestRefused(
            Reason("The demo company is not written over what is there"),
            where=str(folder),
            why=Reason("the folder is not empty"),
            next_step=Reason("choose another folder, or delete this one yourself"),
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_parts(building, seed, projects)
        building.chmod(0o755)
        if folder.exists():
            folder.rmdir()  # refused by the system when something appeared in it meanwhile
        os.replace(building, folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _write_parts(folder: Path, seed: int, projects: Iterable[Iterable[dict[str, Any]]]) -> None:
    (folder / "sheets").mkdir()
    (folder / "jira").mkdir()
    write_workbook(folder / "sheets" / f"{SPREADSHEET_ID}.xlsx", seed)
    _write_yaml(folder / "sheets" / "sheets.yaml", _sheets_settings())
    _write_yaml(folder / "jira" / "jira.yaml", site())
    with (folder / "jira" / "issues.ndjson").open("wb") as file:
        for issues in projects:
            for issue in issues:
                file.write(orjson.dumps(issue, option=orjson.OPT_APPEND_NEWLINE))


def _sheets_settings() -> dict[str, Any]:
    place = {"locale": "da_DK", "zone": ZONE_NAME}
    return {
        "defaults": dict(place),
        "spreadsheets": {SPREADSHEET_ID: {"title": "Nordlys – outsourcing", **place}},
    }


def _write_yaml(path: Path, content: dict[str, Any]) -> None:
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.indent(mapping=2, sequence=4, offset=2)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(content, file)
