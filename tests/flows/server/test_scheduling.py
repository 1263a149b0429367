"""The pinned Prefect really schedules: with SQLAlchemy 2.1 everything looks healthy and no run is ever created."""

import time
from typing import Any

import httpx
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_a_deployed_schedule_makes_scheduled_runs_appear(prefect_api: str) -> None:
    from flows.discovery import discovery

    deployment: Any = discovery.to_deployment(
        name="canary", cron="0 7 * * *", parameters={"request": {"rollout": "nordlys"}}
    )
    deployment_id = deployment.apply()
    found: list[Any] = []
    deadline = time.monotonic() + 150
    while not found and time.monotonic() < deadline:
        time.sleep(2)
        found = httpx.post(
            f"{prefect_api}/flow_runs/filter",
            json={"deployments": {"id": {"any_": [str(deployment_id)]}}, "limit": 5},
        ).json()
    assert found, "no scheduled run appeared within 150 seconds"
    assert {run["state_type"] for run in found} == {"SCHEDULED"}
    assert all(run["auto_scheduled"] for run in found)
