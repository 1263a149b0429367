"""How far a long piece of work is: a bar in the Prefect UI, made only when the work turns out to be long.

Here: one progress artifact per piece of work. Not here: the terminal's bar (`flows.cli.printing`).
"""

import re
import time
from collections.abc import Callable
from types import TracebackType
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from tasks.frame.telling import tell_progress

SHOWN_AFTER_SECONDS = 3.0
SHOWN_EVERY_SECONDS = 2.0


class Progress:
    """Counts; shows itself once the work has taken some seconds, and then every other second.

    Args:
        key: the artifact's key; letters outside a-z and digits become dashes.
        what: what is counted, for people.
        seconds: the clock by which work is long; it only runs forward.
    """

    def __init__(self, key: str, what: str, seconds: Callable[[], float] = time.monotonic) -> None:
        self._key, self._what, self._seconds = re.sub(r"[^a-z0-9-]+", "-", key.lower()), what, seconds
        self._began = self._shown = seconds()
        self._artifact: UUID | None = None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._artifact is not None and error is None:
            update_progress_artifact(self._artifact, progress=100.0)

    def told(self, done: int, total: int | None) -> None:
        """So many of so many are done; None when nobody knows of how many."""
        now = self._seconds()
        if not total or now - self._began < SHOWN_AFTER_SECONDS or now - self._shown < SHOWN_EVERY_SECONDS:
            return
        self._shown = now
        tell_progress(self._what, done, total)
        percent = min(99.0, 100.0 * done / total)
        if self._artifact is None:
            made = create_progress_artifact(progress=percent, key=self._key, description=self._what)
            self._artifact = made if isinstance(made, UUID) else None
        else:
            update_progress_artifact(self._artifact, progress=percent)
