"""With a real server: lost runs are found by their silence."""

import time

import httpx
import pytest

pytestmark = pytest.mark.slow


def test_a_silent_run_without_a_deployment_is_failed_and_a_lively_one_is_left(prefect_api: str) -> None:
    from flows.janitor import janitor
    from flows.requests import JanitorRequest

    flow_id = httpx.post(f"{prefect_api}/flows/", json={"name": "discovery"}).json()["id"]

    def running(name: str) -> str:
        body = {"flow_id": flow_id, "name": name, "state": {"type": "RUNNING", "name": "Running"}}
        return str(httpx.post(f"{prefect_api}/flow_runs/", json=body).json()["id"])

    lost = running("lost")
    time.sleep(50)  # no longer than this may the next two lines take
    lively = running("lively")
    outcome = janitor(JanitorRequest(silence_seconds=45))
    assert "lost" in outcome.failed
    assert "lively" not in (*outcome.failed, *outcome.resumed)
    state = httpx.get(f"{prefect_api}/flow_runs/{lost}").json()["state"]
    assert state["type"] == "CRASHED"
    assert "its process is gone" in state["message"]
    assert "Next:" in state["message"]
    assert httpx.get(f"{prefect_api}/flow_runs/{lively}").json()["state"]["type"] == "RUNNING"
    httpx.delete(f"{prefect_api}/flow_runs/{lively}")
