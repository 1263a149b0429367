"""A run is lost when it was silent for too long; it is started again a few times, then failed."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.lost_runs import RunCare, SeenRun, judge_run

NOW = datetime(2026, 11, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("silent_seconds", "starts", "startable", "care"),
    [
        (0, 1, True, RunCare.LEAVE),
        (180, 1, True, RunCare.LEAVE),
        (181, 1, True, RunCare.RESUME),
        (181, 2, True, RunCare.RESUME),
        (181, 3, True, RunCare.FAIL),
        (181, 1, False, RunCare.FAIL),
        (180, 9, False, RunCare.LEAVE),
        (-30, 1, True, RunCare.LEAVE),
    ],
)
@pytest.mark.parametrize("waiting", [True, False])
def test_care_for_a_run(silent_seconds: int, starts: int, startable: bool, care: RunCare, waiting: bool) -> None:
    seen = SeenRun(
        waiting=waiting, last_sign_at=NOW - timedelta(seconds=silent_seconds), starts=starts, startable=startable
    )
    assert judge_run(seen, NOW, silence_seconds=180, most_starts=3) is care
