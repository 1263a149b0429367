"""With a real server: long work shows how far it is."""

import time

import httpx
import pytest

pytestmark = pytest.mark.slow


def test_long_work_shows_how_far_it_is(prefect_api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect import flow

    from tasks.frame.progress import SHOWN_AFTER_SECONDS, Progress

    @flow
    def long_pull() -> None:
        with Progress("nordlys-pull-NB", "tickets of NB") as far:
            far.told(10, 100)
            time.sleep(SHOWN_AFTER_SECONDS)
            far.told(50, 100)

    @flow
    def short_pull() -> None:
        with Progress("nordlys-pull-NI", "tickets of NI") as far:
            far.told(10, 100)

    long_pull()
    short_pull()
    found = httpx.post(f"{prefect_api}/artifacts/filter", json={"limit": 200}, timeout=60).json()
    progress = {a["key"]: a["data"] for a in found if a["type"] == "progress"}
    assert progress["nordlys-pull-nb"] == 100
    assert "nordlys-pull-ni" not in progress
