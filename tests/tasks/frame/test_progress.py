"""With a real server: long work shows how far it is."""

import httpx
import pytest

pytestmark = pytest.mark.slow


def test_long_work_shows_how_far_it_is(prefect_api: str) -> None:
    from prefect import flow

    from tasks.frame.progress import SHOWN_AFTER_SECONDS, Progress

    @flow
    def long_pull() -> None:
        clock = iter([0.0, SHOWN_AFTER_SECONDS / 2, SHOWN_AFTER_SECONDS])
        with Progress("nordlys-pull-NB", "tickets of NB", seconds=lambda: next(clock)) as far:
            far.told(10, 100)
            far.told(50, 100)

    @flow
    def short_pull() -> None:
        with Progress("nordlys-pull-NI", "tickets of NI", seconds=lambda: 0.0) as far:
            far.told(10, 100)

    long_pull()
    short_pull()
    found = httpx.post(f"{prefect_api}/artifacts/filter", json={"limit": 200}, timeout=60).json()
    progress = {a["key"]: a["data"] for a in found if a["type"] == "progress"}
    assert progress["nordlys-pull-nb"] == 100
    assert "nordlys-pull-ni" not in progress
