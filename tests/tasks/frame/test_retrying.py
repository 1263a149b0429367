"""What is tried again, with a real Prefect: outside work that failed in passing; never work on what was fetched."""

import pytest
from prefect import Task, flow, task

from connectors.errors import AccessRefused, ServiceUnavailable
from domain.reasons import verbatim
from tasks.frame.retrying import COMPUTING, OUTSIDE
from tasks.measure import (
    measure_discovery,
    measure_full_rollout,
    measure_kickoff,
    measure_optimisation,
    measure_pilot,
    measure_vendor_selection,
)
from tasks.validate import validate_tabs
from tasks.vendor_selection.negotiate import measure_negotiation
from tasks.vendor_selection.refuse import check_selection_entries


@pytest.mark.parametrize(
    ("options", "error", "tries"),
    [
        (OUTSIDE, ServiceUnavailable(verbatim("away")), 2),
        (OUTSIDE, AccessRefused(verbatim("not shared")), 1),
        (COMPUTING, ServiceUnavailable(verbatim("away")), 1),
    ],
    ids=["transient", "permanent", "computing"],
)
def test_only_what_failed_in_passing_outside_is_tried_again(
    prefect_api: str, options: dict[str, object], error: Exception, tries: int
) -> None:
    tried: list[int] = []

    @task(**options)  # type: ignore[call-overload, untyped-decorator]
    def fails_once() -> None:
        tried.append(1)
        if len(tried) == 1:
            raise error

    @flow
    def run() -> None:
        fails_once(return_state=True)

    run()
    assert len(tried) == tries


@pytest.mark.parametrize(
    "measure",
    [
        measure_discovery, measure_vendor_selection, measure_kickoff, measure_pilot, measure_full_rollout,
        measure_optimisation, measure_negotiation, check_selection_entries, validate_tabs,
    ],
    ids=lambda measure: measure.name,
)  # fmt: skip
def test_a_task_that_only_computes_is_not_tried_again(measure: Task[..., object]) -> None:
    assert measure.retries == 0
