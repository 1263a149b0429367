"""Runs whose process was killed: Prefect shows them as running for ever. They are found, and started again or failed.

Here: asking Prefect and acting. Not here: the verdict (`domain.lost_runs`). A run that was started again finds its
earlier effects in the ledger and does nothing twice; should the first process live after all, the ledger's lease lets
only one of the two write.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.runtime import flow_run
from prefect.states import Crashed, Scheduled
from pydantic import BaseModel, ConfigDict

from domain.lost_runs import RunCare, SeenRun, judge_run
from flows.frame.running import house_flow
from flows.requests import JanitorRequest
from flows.wiring.loading import utc_now
from tasks.frame.telling import tell

HEARTBEAT = "prefect.flow-run.heartbeat"
PAGE = 200


class JanitorOutcome(BaseModel):
    """Names of the runs that were started again, and of those that were failed."""

    model_config = ConfigDict(frozen=True)

    looked_at: int
    resumed: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        if not self.resumed and not self.failed:
            return f"{self.looked_at} runs are alive"
        return f"Started again: {', '.join(self.resumed) or 'none'}; failed: {', '.join(self.failed) or 'none'}"


@house_flow("janitor", "janitor · {day}")
def janitor(request: JanitorRequest) -> JanitorOutcome:
    """Find runs that gave no sign of life for a while. Start each again up to twice, then mark it as crashed and say
    so."""
    resumed, failed = [], []
    with get_client(sync_client=True) as client:
        runs = [run for run in _unfinished(client) if run.id != _own_id()]
        for run in runs:
            seen = _seen(client, run)
            care = judge_run(seen, utc_now(), silence_seconds=request.silence_seconds, most_starts=request.most_starts)
            if care is RunCare.RESUME:
                _resume(client, run, seen)
                resumed.append(run.name)
            elif care is RunCare.FAIL:
                _fail(client, run, seen)
                failed.append(run.name)
    return JanitorOutcome(looked_at=len(runs), resumed=tuple(resumed), failed=tuple(failed))


def _unfinished(client: SyncPrefectClient) -> list[FlowRun]:
    wanted = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING]))
    )
    found: list[FlowRun] = []
    while page := client.read_flow_runs(flow_run_filter=wanted, limit=PAGE, offset=len(found)):
        found += page
    return found


def _seen(client: SyncPrefectClient, run: FlowRun) -> SeenRun:
    assert run.state is not None
    changed_at = run.state.timestamp
    beat = _last_heartbeat(client, run, changed_at)
    return SeenRun(
        waiting=run.state.type is StateType.PENDING,
        last_sign_at=max(changed_at, beat) if beat else changed_at,
        starts=run.run_count,
        startable=run.deployment_id is not None and run.parent_task_run_id is None,
    )


def _last_heartbeat(client: SyncPrefectClient, run: FlowRun, since: datetime) -> datetime | None:
    asked: dict[str, Any] = {
        "filter": {
            "event": {"name": [HEARTBEAT]},
            "resource": {"id": [f"prefect.flow-run.{run.id}"]},
            "occurred": {"since": since.isoformat(), "until": (utc_now() + timedelta(minutes=5)).isoformat()},
            "order": "DESC",
        },
        "limit": 1,
    }
    found = client.request("POST", "/events/filter", json=asked).json()["events"]
    return datetime.fromisoformat(found[0]["occurred"]) if found else None


def _resume(client: SyncPrefectClient, run: FlowRun, seen: SeenRun) -> None:
    message = f"{_gone(seen)}. It was started again; what it had done stays done."
    client.set_flow_run_state(run.id, Scheduled(name="AwaitingRetry", message=message), force=True)
    tell(f"{run.name}: {message}")


def _fail(client: SyncPrefectClient, run: FlowRun, seen: SeenRun) -> None:
    how = "start it again" if seen.startable else "start it again where it was typed: it belongs to no deployment"
    message = f"{_gone(seen)}, after {seen.starts} starts. Next: look at its log, then {how}."
    client.set_flow_run_state(run.id, Crashed(message=message), force=True)
    tell(f"{run.name}: {message}")


def _gone(seen: SeenRun) -> str:
    kind = "was handed to a worker and never began" if seen.waiting else "was running and its process is gone"
    return f"The run {kind}: no sign of life since {seen.last_sign_at:%Y-%m-%d %H:%M:%S} UTC"


def _own_id() -> UUID | None:
    return UUID(str(flow_run.id)) if flow_run.id else None
