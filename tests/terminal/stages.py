"""Stages of the demo company: each walked to once a run with the program's own commands, and copied for each scenario.

Here: which stages there are, and that every process of a run finds the one that was made. Not here: what a scenario
does from there. A stage lies in the run's temporary folder under a name made of what was typed to reach it, so that no
stage outlives its run or stands for other commands.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sandbox.nordlys.build import build_nordlys
from tests.terminal.rehearsals import Rehearsal, rehearsing_in
from tests.terminal.typist import Terminal

REVIEW = ("review", "--rollout", "nordlys", "--month", "2026-10", "--as-of", "2026-11-02T07:00+01:00")


@dataclass(frozen=True)
class Stage:
    """A state of the demo company.

    Attributes:
        after: the stage this one is reached from; None for the company as it is built.
        words: the command that leads here, `decide PHASE PERSON` for a decision with the code of the person's letter.
        said: what the command must have printed.
    """

    after: "Stage | None" = None
    words: tuple[str, ...] = ()
    said: str = ""

    @property
    def name(self) -> str:
        before = self.after.name if self.after else ""
        return sha256(repr((before, self.words, self.said)).encode()).hexdigest()[:16]

    def reach(self, rehearsal: Rehearsal) -> None:
        """Walk the last step, in a copy of the stage before."""
        decided = self.words[0] == "decide"
        done = rehearsal.decide(*self.words[1:]) if decided else rehearsal.rollout(*self.words)
        assert self.said in done.stdout, done.stdout + done.stderr


BUILT = Stage()
DISCOVERED = Stage(BUILT, ("run", "discovery", "--rollout", "nordlys", "--by", "Lars Bjerre"), "awaiting decision")
DISCOVERY_APPROVED = Stage(DISCOVERED, ("decide", "discovery", "Mette Holm"), "is approved")
REVIEWED = Stage(BUILT, REVIEW, "SLA 2026-10")


@dataclass(frozen=True)
class Stages:
    """The stages of this run.

    Attributes:
        folder: shared by all processes of the run.
    """

    folder: Path
    api_url: str
    terminal: Terminal

    def copy(self, stage: Stage, folder: Path) -> None:
        """Put a stage's home into a folder that has none."""
        shutil.copytree(self.made(stage) / ".rollout", folder / ".rollout")

    @contextmanager
    def rehearsing(self, stage: Stage, folder: Path) -> Iterator[Rehearsal]:
        """A rehearsal in `folder` that begins at a stage."""
        self.copy(stage, folder)
        with rehearsing_in(folder, self.api_url, self.terminal) as rehearsal:
            yield rehearsal

    def made(self, stage: Stage) -> Path:
        """The folder of a stage, which is made now if nobody has; not to be changed."""
        kept = self.folder / stage.name
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{stage.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                making = self.folder / f"{stage.name}.making"
                shutil.rmtree(making, ignore_errors=True)
                self._make(stage, making)
                making.rename(kept)
        return kept

    def _make(self, stage: Stage, folder: Path) -> None:
        if stage.after is None:
            build_nordlys(folder / ".rollout" / "sandbox" / "nordlys")
            return
        with self.rehearsing(stage.after, folder) as rehearsal:
            stage.reach(rehearsal)
