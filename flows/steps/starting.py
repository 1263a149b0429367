"""Starting a run of a deployment: once per key, whoever asks and however often.

Here: looking the deployment up and asking for its run. Not here: what is to be started, and when.
"""

from prefect.client.orchestration import get_client
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from pydantic import BaseModel


def start_run(flow_name: str, request: BaseModel, key: str) -> str | None:
    """Ask Prefect for one run of a flow's deployment; returns the run's id, None where no such deployment is served.

    Args:
        flow_name: the deployment is called the same, with dashes.
        key: whoever asks again with it is given the same run.

    Raises:
        httpx.HTTPError: the server does not answer, or refuses.
    """
    name = f"{flow_name}/{flow_name.replace('_', '-')}"
    try:
        with get_client(sync_client=True) as client:
            client.read_deployment_by_name(name)
    except ObjectNotFound:
        return None
    run = run_deployment(
        name,
        parameters={"request": request.model_dump(mode="json")},
        timeout=0,
        as_subflow=False,
        idempotency_key=key,
    )
    return str(run.id)  # type: ignore[union-attr]
