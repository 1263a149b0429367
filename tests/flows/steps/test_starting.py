"""A deployment's run is started once per key, on a real server; what is not served is said so, not started."""

import httpx
import pytest

from flows.requests import PhaseRequest
from flows.steps.starting import start_run

REQUEST = PhaseRequest(rollout="nordlys", started_by="Lars Bjerre")


def test_a_run_is_started_once_per_key_with_its_request(prefect_api: str) -> None:
    flow_id = httpx.post(f"{prefect_api}/flows/", json={"name": "full_rollout"}, timeout=60).json()["id"]
    made = httpx.post(f"{prefect_api}/deployments/", json={"name": "full-rollout", "flow_id": flow_id}, timeout=60)
    assert made.status_code == httpx.codes.CREATED, made.text
    try:
        first, again, other = (start_run("full_rollout", REQUEST, key) for key in ("a:1", "a:1", "a:2"))
        assert first == again
        assert first != other
        run = httpx.get(f"{prefect_api}/flow_runs/{first}", timeout=60).json()
        assert run["parameters"] == {"request": REQUEST.model_dump(mode="json")}
        assert run["idempotency_key"] == "a:1"
    finally:
        httpx.delete(f"{prefect_api}/deployments/{made.json()['id']}", timeout=60)


def test_a_flow_without_a_deployment_is_none_and_a_server_that_is_away_is_an_error(prefect_api: str) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    assert start_run("optimisation", REQUEST, "b:1") is None
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}), pytest.raises(httpx.HTTPError):
        start_run("optimisation", REQUEST, "b:1")
