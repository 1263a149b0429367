"""Every deployment from one process on one machine: forms in the Prefect UI, runs in processes of their own.

Here: which flows are offered, with which form values. Not here: work pools and schedules.
"""

from typing import Any

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from configs.rollouts import rollout_files
from configs.settings import read_settings
from flows.discovery import discovery
from flows.full_rollout import full_rollout
from flows.kickoff import kickoff
from flows.monthly_review import monthly_review
from flows.optimisation import optimisation
from flows.pilot import pilot
from flows.rollout import rollout
from flows.vendor_selection import vendor_selection
from tasks.telling import tell

OFFERED: tuple[Any, ...] = (
    discovery,
    vendor_selection,
    kickoff,
    pilot,
    full_rollout,
    optimisation,
    monthly_review,
    rollout,
)


def deployments() -> list[RunnerDeployment]:
    """One deployment per flow; dotted entrypoints, because path entrypoints load modules twice."""
    return [
        flow.to_deployment(
            name=flow.name.replace("_", "-"),
            description=flow.description,
            tags=["outsourcing-rollout"],
            entrypoint_type=EntrypointType.MODULE_PATH,
            enforce_parameter_schema=True,
            concurrency_limit=1,
        )
        for flow in OFFERED
    ]


def serve_deployments() -> None:
    """Offer every deployment until the process is stopped."""
    settings = read_settings()
    known = ", ".join(name for name, _ in rollout_files(settings.rollouts_dir))
    tell(f"Rollouts known here: {known}")
    serve(*deployments(), print_starting_message=False)
