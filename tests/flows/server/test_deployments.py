"""prefect.yaml names flows that exist, with schedules in a zone that exists; the locked Prefect schedules them."""

import importlib
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import httpx
import pytest

from configs.yaml_reader import read_yaml
from flows.server.deployments import deployment_file, deployment_names
from tests.budgets import until

DEPLOYMENTS = read_yaml(deployment_file())["deployments"]


@pytest.mark.parametrize("entry", DEPLOYMENTS, ids=lambda entry: entry["name"])
def test_a_deployment_is_a_flow_of_its_own_name(entry: dict[str, object]) -> None:
    module, function = str(entry["entrypoint"]).rsplit(".", 1)
    flow = getattr(importlib.import_module(module), function)
    assert flow.name == function == module.rsplit(".", 1)[-1]
    assert entry["name"] == function.replace("_", "-")
    assert flow.description
    assert entry["enforce_parameter_schema"] is True


def test_every_flow_has_a_deployment() -> None:
    phases = ("discovery", "vendor_selection", "kickoff", "pilot", "full_rollout", "optimisation")
    others = ("rollout", "decide", "monthly_review", "due_reviews", "daily_checks", "janitor")
    assert sorted(name.split("/")[0] for name in deployment_names()) == sorted(phases + others)


def test_schedules_have_a_slug_and_a_zone_that_exists() -> None:
    schedules = [schedule for entry in DEPLOYMENTS for schedule in entry.get("schedules", [])]
    assert [s["slug"] for s in schedules] == ["every-weekday-morning", "every-morning", "every-quarter-of-an-hour"]
    assert {s["timezone"] for s in schedules} <= available_timezones()


def test_no_form_has_a_default_decision_or_code() -> None:
    from flows.requests import DecisionRequest

    required = {name for name, field in DecisionRequest.model_fields.items() if field.is_required()}
    assert {"rollout", "phase", "person", "decision", "code", "reason"} == required


@pytest.mark.slow
def test_every_schedule_makes_scheduled_runs_appear_at_its_hour_in_its_zone(prefect_api: str) -> None:
    """With another `whenever` or SQLAlchemy everything looks healthy, and a schedule in a zone creates no run."""
    schedules = [schedule for entry in DEPLOYMENTS for schedule in entry.get("schedules", [])]
    deployed = {canary(schedule): schedule for schedule in schedules}
    runs: list[dict[str, Any]] = []

    def appeared() -> bool:
        asked = {"deployments": {"id": {"any_": list(deployed)}}, "limit": 200}
        runs[:] = httpx.post(f"{prefect_api}/flow_runs/filter", json=asked, timeout=60).json()
        return {run["deployment_id"] for run in runs} == set(deployed)

    until(appeared, "every schedule to have a run", every_seconds=2)
    assert {run["state_type"] for run in runs} == {"SCHEDULED"}
    assert all(run["auto_scheduled"] for run in runs)
    for run in runs:
        schedule = deployed[run["deployment_id"]]
        minute, hour, *_ = schedule["cron"].split()
        at = datetime.fromisoformat(run["expected_start_time"]).astimezone(ZoneInfo(schedule["timezone"]))
        assert hour == "*" or (at.hour, at.minute) == (int(hour), int(minute))


def canary(schedule: dict[str, str]) -> str:
    """The id of a deployment made for one schedule of the file."""
    from prefect.schedules import Cron

    from flows.discovery import discovery

    deployment: Any = discovery.to_deployment(
        name=f"canary-{schedule['slug']}",
        schedules=[Cron(schedule["cron"], timezone=schedule["timezone"])],
        parameters={"request": {"rollout": "nordlys"}},
    )
    return str(deployment.apply())
