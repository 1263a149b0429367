"""A rehearsal: the demo company in a home of its own, stand-ins over it, a Prefect server, and a terminal.

Here: what a scenario types and asks. Not here: how a command is started (`typist`), where one begins (`stages`).
"""

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from flows.server.rehearsal import served
from tests.terminal.typist import Done, Terminal, terminal_environment


@dataclass(frozen=True)
class Rehearsal:
    """A home folder with the demo company served, and a way to type commands in it."""

    folder: Path
    addresses: dict[str, str]
    api_url: str
    terminal: Terminal = field(default_factory=Terminal)

    @property
    def home(self) -> Path:
        return self.folder / ".rollout"

    @property
    def company(self) -> Path:
        return self.home / "sandbox" / "nordlys"

    def rollout(self, *words: str, code: int | None = 0, **environment: str) -> Done:
        """Type `rollout ...`; the exit code must be `code` (None: any)."""
        done = self.terminal.type(words, self.folder, terminal_environment(self.api_url) | environment)
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

    def decide(self, phase: str, person: str, *words: str, code: int = 0) -> Done:
        """Type a person's decision with the code they were sent."""
        local = person.casefold().replace(" ", ".").replace("ø", "o")
        domain = "bls.example" if person == "Tomas Kask" else "nordlys.example"
        typed = ("decide", phase, "--rollout", "nordlys", "--as", person, *(words or ("--approve",)))
        return self.rollout(*typed, "--code", self.code(f"{local}@{domain}"), code=code)

    def writes(self) -> int:
        """Requests that changed something, over both services."""
        return sum(httpx.get(f"{url}/__sandbox__/journal").json()["writes"] for url in self.addresses.values())


@contextmanager
def rehearsing_in(folder: Path, api_url: str, terminal: Terminal) -> Iterator[Rehearsal]:
    """A rehearsal in a folder whose home holds the company already."""
    with served(folder / ".rollout" / "sandbox" / "nordlys") as addresses:
        yield Rehearsal(folder, addresses, api_url, terminal)
