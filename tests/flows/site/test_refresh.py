"""A run refreshes the site at its end, and a site that cannot be written fails nothing else."""

import logging
from pathlib import Path

import pytest
from prefect import flow

from configs.settings import Settings
from flows.site.refresh import refresh_site
from tests.domain.portfolio.test_card import DISCOVERED
from tests.flows.site.test_build import record


@flow(name="a run")
def a_run() -> str:
    refresh_site("nordlys")
    return "published"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROLLOUT_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    record(Settings(), DISCOVERED)
    return tmp_path / "home"


def test_a_run_brings_its_rollouts_pages_up_to_date(home: Path, prefect_api: str) -> None:
    assert a_run() == "published"
    assert "Nordlys" in (home / "site" / "nordlys" / "index.html").read_text(encoding="utf-8")


def test_a_site_that_cannot_be_written_is_told_and_the_run_ends_well(
    home: Path, prefect_api: str, caplog: pytest.LogCaptureFixture
) -> None:
    (home / "site").mkdir()
    (home / "site" / "thesis.txt").write_text("mine", encoding="utf-8")
    with caplog.at_level(logging.INFO, logger="rollout"):
        assert a_run() == "published"
    (said,) = [r.getMessage() for r in caplog.records if "site could not be brought up to date" in r.getMessage()]
    assert "in use for something else" in said
    assert "What was published stands." in said
    assert [path.name for path in (home / "site").iterdir()] == ["thesis.txt"]
    assert "bruges til noget andet" in refresh_site("nordlys"), "also outside a run, where the caller tells it"
