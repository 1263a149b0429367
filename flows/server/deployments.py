"""Put every deployment of `prefect.yaml` on a Prefect server, with the work pool and the limits they need.

Here: what `rollout deploy` does. Not here: running them (`flows.server.worker`). Doing it again changes nothing but
what has changed in the file or in the rollouts.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentUpdate, GlobalConcurrencyLimitCreate, WorkPoolCreate
from prefect.exceptions import ObjectNotFound

from configs.rollouts import rollout_files
from configs.settings import Settings
from configs.yaml_reader import read_yaml
from domain.problems import Problem
from domain.reasons import Reason, verbatim
from tasks.frame.limits import ACCOUNT_LIMITS
from tasks.frame.telling import tell

POOL = "rollouts"
FIRST_QUEUE = "first"
"""What is in this queue is taken before everything in the pool's default one."""


def deployment_file() -> Path:
    """`prefect.yaml`: at the top of a checkout, or beside this package when it was installed from a wheel.

    Raises:
        Problem: it is at neither place.
    """
    here = Path(__file__).resolve().parents[1]
    for path in (here.parent / "prefect.yaml", here / "prefect.yaml"):
        if path.exists():
            return path
    raise Problem(
        Reason("prefect.yaml is missing"), where=str(here.parent), next_step=Reason("install this program anew")
    )


def deployment_names() -> list[str]:
    """`flow/deployment` of everything in the file."""
    return [
        f"{entry['entrypoint'].rsplit('.', 1)[-1]}/{entry['name']}"
        for entry in read_yaml(deployment_file())["deployments"]
    ]


def deploy(settings: Settings) -> list[str]:
    """Make pool, limits and deployments; returns the deployments' names.

    Raises:
        Problem: the server refused; says what it said.
    """
    with get_client(sync_client=True) as client:
        _make_pool(client)
        _make_limits(client)
    _prefect_deploy(deployment_file())
    names = deployment_names()
    rollouts = sorted(dict(rollout_files(settings.rollouts_dir)))
    with get_client(sync_client=True) as client:
        for name in names:
            _offer_choices(client, name, rollouts)
    tell(f"{len(names)} deployments stand in the pool '{POOL}'; rollouts to choose from: {', '.join(rollouts)}")
    return names


def _make_pool(client: SyncPrefectClient) -> None:
    try:
        client.read_work_pool(POOL)
    except ObjectNotFound:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
    known = client.request("POST", "/work_pools/{work_pool_name}/queues/filter", path_params={"work_pool_name": POOL},
                           json={}).json()  # fmt: skip
    if FIRST_QUEUE not in {queue["name"] for queue in known}:
        client.request("POST", "/work_pools/{work_pool_name}/queues", path_params={"work_pool_name": POOL},
                       json={"name": FIRST_QUEUE, "priority": 1})  # fmt: skip


def _make_limits(client: SyncPrefectClient) -> None:
    """One limit per outside account; one that somebody has changed is left as it is."""
    known = {limit.name for limit in client.read_global_concurrency_limits(limit=200, offset=0)}
    for name, limit in ACCOUNT_LIMITS.items():
        if name not in known:
            client.create_global_concurrency_limit(GlobalConcurrencyLimitCreate(name=name, limit=limit))


def _prefect_deploy(file: Path) -> None:
    done = subprocess.run(  # noqa: S603  (our own file, found by our own code)
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(file)],
        cwd=file.parent, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env=os.environ | {"PREFECT_LOGGING_LEVEL": "WARNING", "NO_COLOR": "1", "COLUMNS": "200"},
    )  # fmt: skip
    if done.returncode:
        said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise Problem(
            Reason("Prefect refused a deployment"),
            where=str(file),
            why=verbatim(" ".join(said[-3:])[:400]),
            next_step=Reason("check that the server runs and has this version of Prefect"),
        )


def _offer_choices(client: SyncPrefectClient, name: str, rollouts: list[str]) -> None:
    """Let the form offer the rollouts known here as choices instead of an empty field."""
    deployment = client.read_deployment_by_name(name)
    schema: dict[str, Any] = deployment.parameter_openapi_schema or {}
    changed = False
    for definition in schema.get("definitions", {}).values():
        field = definition.get("properties", {}).get("rollout")
        if field is not None and rollouts:
            field.pop("pattern", None)
            field["enum"] = rollouts
            changed = True
    if changed:
        client.update_deployment(deployment.id, DeploymentUpdate(parameter_openapi_schema=schema))
