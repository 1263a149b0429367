"""Rehearsing on this machine: local stand-ins for Google Sheets and Jira over a folder of ordinary files.

Here: when stand-ins are used, starting them once per folder, pointing the settings at them. Not here: what they do
(`sandbox`). Everything else only sees addresses and credentials, as with the real services.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.problems import ConfigurationRefused, Start, Work
from domain.reasons import Reason
from sandbox.serving import Sandbox

BOT_EMAIL = "bot@nordlys.example"
BOT_TOKEN = "demo-token"  # noqa: S105  (opens nothing but the local stand-in)


def wants_rehearsal(settings: Settings, rollout: RolloutSettings) -> bool:
    """True for a demo rollout without accounts of its own: it is run against the stand-ins."""
    return rollout.demo and settings.jira_server is None and settings.sheets_base_url is None


def sandbox_folder(settings: Settings, rollout_id: str) -> Path:
    """Where the demo's workbook and tickets lie."""
    return settings.home / "sandbox" / rollout_id


@contextmanager
def rehearsing(settings: Settings, rollout: RolloutSettings) -> Iterator[None]:
    """Stand-ins up and the environment pointing at them while the block runs; nothing when real accounts are set.

    Stand-ins that another process serves over the same folder are used, not doubled.

    Raises:
        ConfigurationRefused: the demo's folder has not been made.
    """
    if not wants_rehearsal(settings, rollout):
        yield
        return
    folder = sandbox_folder(settings, rollout.rollout_id)
    if not (folder / "jira" / "jira.yaml").exists():
        raise ConfigurationRefused(
            Reason("The demo company of '{rollout_id}' has not been made here", rollout_id=rollout.rollout_id),
            where=str(folder),
            next_step=Reason("make it"),
            start=Start(Work.REHEARSE),
        )
    with served(folder) as addresses, _environment(addresses, folder):
        yield


@contextmanager
def served(folder: Path, sheets_port: int = 0, jira_port: int = 0) -> Iterator[dict[str, str]]:
    """Addresses of the stand-ins over `folder`: those that run already, or new ones for the block's life."""
    note = folder / "serving.json"
    running = _answering(note)
    if running:
        yield running
        return
    with Sandbox(folder, sheets_port=sheets_port, jira_port=jira_port) as sandbox:
        addresses = {"sheets": sandbox.sheets_url, "jira": sandbox.jira_url}
        note.write_text(json.dumps(addresses), encoding="utf-8")
        try:
            yield addresses
        finally:
            note.unlink(missing_ok=True)


def _answering(note: Path) -> dict[str, str] | None:
    try:
        addresses: dict[str, str] = json.loads(note.read_text(encoding="utf-8"))
        for url in (addresses["sheets"], addresses["jira"]):
            httpx.get(f"{url}/__sandbox__/journal", timeout=2).raise_for_status()
    except (OSError, ValueError, KeyError, httpx.HTTPError):
        return None
    return addresses


@contextmanager
def _environment(addresses: dict[str, str], folder: Path) -> Iterator[None]:
    # Through the environment, because served deployments run in processes of their own.
    wanted: dict[str, Any] = {
        "ROLLOUT_SHEETS_BASE_URL": addresses["sheets"],
        "ROLLOUT_SHEETS_CREDENTIALS_FILE": str((folder / "sheets" / "service-account.json").resolve()),
        "ROLLOUT_JIRA_SERVER": addresses["jira"],
        "ROLLOUT_JIRA_EMAIL": BOT_EMAIL,
        "ROLLOUT_JIRA_TOKEN": BOT_TOKEN,
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
