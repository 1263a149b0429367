"""A rehearsal of its own for each test: the demo company in a fresh home, stand-ins over it, a Prefect server.

Flows run in processes of their own, as users run them: what they print and how they end is what a user sees.
"""

import email
import email.policy
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.server.rehearsal import served
from sandbox.nordlys.build import build_nordlys
from tests.scenarios.state import end_state

REVIEW = ("review", "--rollout", "nordlys", "--month", "2026-10", "--as-of", "2026-11-02T07:00+01:00")
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Rehearsal:
    """A home folder with the demo company served, and a way to type commands in it."""

    folder: Path
    addresses: dict[str, str]
    api_url: str

    @property
    def home(self) -> Path:
        return self.folder / ".rollout"

    @property
    def company(self) -> Path:
        return self.home / "sandbox" / "nordlys"

    def rollout(self, *words: str, code: int | None = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        """Type `rollout ...`; the exit code must be `code` (None: any)."""
        done = subprocess.run(
            [sys.executable, "-c", "import sys; from flows.cli import main; sys.exit(main())", *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
            env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "400", "PREFECT_API_URL": self.api_url} | environment,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
        if code is not None:
            assert done.returncode == code, done.stdout + done.stderr
        return done

    def code(self, email_address: str) -> str:
        """The personal code in the newest letter to a person."""
        letters = sorted((self.home / "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in letters]
        text = [str(letter.get_content()) for letter in read if letter["To"] == email_address][-1]
        return str(re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", text)[0])

    def decide(self, phase: str, person: str, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Type a person's decision with the code they were sent."""
        local = person.casefold().replace(" ", ".").replace("ø", "o")
        domain = "bls.example" if person == "Tomas Kask" else "nordlys.example"
        typed = ("decide", phase, "--rollout", "nordlys", "--as", person, *(words or ("--approve",)))
        return self.rollout(*typed, "--code", self.code(f"{local}@{domain}"), code=code)

    def writes(self) -> int:
        """Requests that changed something, over both services."""
        return sum(httpx.get(f"{url}/__sandbox__/journal").json()["writes"] for url in self.addresses.values())


@pytest.fixture(scope="session")
def built_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company, written once a session; copied for each rehearsal."""
    folder = tmp_path_factory.mktemp("company") / "nordlys"
    build_nordlys(folder)
    return folder


@contextmanager
def rehearsing_in(folder: Path, built_company: Path, api_url: str) -> Iterator[Rehearsal]:
    """A rehearsal in a folder of its own."""
    company = folder / ".rollout" / "sandbox" / "nordlys"
    shutil.copytree(built_company, company)
    with served(company) as addresses:
        yield Rehearsal(folder, addresses, api_url)


@pytest.fixture
def rehearsal(tmp_path: Path, built_company: Path, prefect_api: str) -> Iterator[Rehearsal]:
    with rehearsing_in(tmp_path, built_company, prefect_api) as found:
        yield found


@pytest.fixture(scope="session")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory, built_company: Path, prefect_api: str) -> dict[str, Any]:
    """What an uninterrupted review leaves behind."""
    with rehearsing_in(tmp_path_factory.mktemp("uninterrupted"), built_company, prefect_api) as rehearsal:
        rehearsal.rollout(*REVIEW)
        return end_state(rehearsal.home)
