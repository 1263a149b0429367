"""The site's folder: files that are written whole, removed when they are no longer part, and touched nowhere else.

    <root>/.rollout-site            what this program wrote here, as JSON: the folder's marker
    <root>/.rollout-site.lock       held while somebody writes
    <root>/<rollout>/.part.json     what the other rollouts' refreshes need to know of this one

Only a folder that is new, empty or carries the marker is written to, and only files the marker names are ever removed.
Not here: what the files say (`flows.site.build`, `reports`).
"""

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from connectors.errors import RequestRefused
from connectors.files.durable import unwritable, write_whole
from domain.reasons import Reason

MARKER = ".rollout-site"
LOCK = ".rollout-site.lock"
FORMAT = 1
OWN_NAME = re.compile(r"(?:[a-z0-9][A-Za-z0-9_-]{0,63}/)?(?:[a-z0-9][a-z0-9_.-]*|\.part\.json)")
"""A file this program may have written: at most one folder deep, and nowhere else."""


class SiteFolder:
    """One folder with a site in it.

    Args:
        patience_seconds: so long another writer is waited for.
    """

    def __init__(self, root: Path, patience_seconds: float = 120.0) -> None:
        self._root, self._patience_seconds = root, patience_seconds

    @contextmanager
    def held(self) -> Iterator[None]:
        """The folder, made when it is new, for one writer at a time.

        Raises:
            RequestRefused: it is in use for something else, cannot be written, or another writer does not end.
        """
        self._check_ours()
        try:
            self._root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self._root, error) from error
        with _locked(self._root / LOCK, self._patience_seconds):
            yield

    def language(self) -> str:
        """The language the site was asked for; empty for each rollout's own."""
        return str(self._marker().get("language", ""))

    def files(self) -> frozenset[str]:
        """The files the marker names."""
        named = self._marker().get("files", ())
        return frozenset(name for name in named if isinstance(name, str) and OWN_NAME.fullmatch(name))

    def read(self, name: str) -> bytes | None:
        """A file of the site; None when it is not there or not ours."""
        path = self._root / name
        return path.read_bytes() if OWN_NAME.fullmatch(name) and path.is_file() else None

    def holds(self, names: Iterable[str]) -> bool:
        """Whether every one of these files is there."""
        return all(OWN_NAME.fullmatch(name) and (self._root / name).is_file() for name in names)

    def publish(self, files: Mapping[str, bytes | Path], kept: frozenset[str], language: str) -> tuple[int, int]:
        """Make the folder hold `files` and those `kept`, no other of ours; returns how many changed and how many went.

        The marker names a file before it is written: a writer that dies leaves nothing nobody knows of.

        Args:
            files: name -> its content, or the file it is a copy of.

        Raises:
            RequestRefused: a file cannot be written; names it.
        """
        before, after = self.files(), frozenset(files) | kept
        self._mark(before | after, language)
        # Pages last: whoever follows a link finds what it leads to.
        order = sorted(files, key=lambda name: (name.count("/") == 0, name.endswith(".html"), name))
        changed = sum(self._write(name, files[name]) for name in order)
        removed = sum(self._remove(name) for name in sorted(before - after))
        self._mark(after, language)
        return changed, removed

    def _check_ours(self) -> None:
        if not self._root.exists() or self._marker():
            return
        try:
            foreign = not self._root.is_dir() or any(path.name != LOCK for path in self._root.iterdir())
        except OSError as error:
            raise unwritable(self._root, error) from error
        if foreign:
            raise RequestRefused(
                Reason("'{root}' is in use for something else", root=str(self._root)),
                why=Reason(
                    "it is not empty and no site was written there by this program, so nothing is written to it"
                ),
                next_step=Reason("name a new or empty folder with --out"),
            )

    def _marker(self) -> dict[str, Any]:
        try:
            found = json.loads((self._root / MARKER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) and found.get("made_by") == "outsourcing-rollout" else {}

    def _mark(self, names: frozenset[str], language: str) -> None:
        content = {"made_by": "outsourcing-rollout", "format": FORMAT, "language": language, "files": sorted(names)}
        text = json.dumps(content, indent=0, ensure_ascii=False) + "\n"
        _write_changed(self._root / MARKER, text.encode())

    def _write(self, name: str, content: bytes | Path) -> bool:
        path = self._root / name
        if not OWN_NAME.fullmatch(name):
            raise RequestRefused(
                Reason("{name!a} cannot be a file of the site", name=name),
                next_step=Reason("tell us: this is a mistake of ours"),
            )
        self._check_inside(path)
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise unwritable(path.parent, error) from error
        whole = content.read_bytes() if isinstance(content, Path) else content
        return _write_changed(path, whole) and not path.name.startswith(".")

    def _remove(self, name: str) -> bool:
        path = self._root / name
        self._check_inside(path)
        there = path.is_file()
        try:
            path.unlink(missing_ok=True)
            if path.parent != self._root and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()
        except OSError as error:
            raise unwritable(path, error) from error
        return there and not path.name.startswith(".")

    def _check_inside(self, path: Path) -> None:
        """A folder of the site that was replaced by a link to elsewhere is not followed."""
        if path.parent.resolve() != self._root.resolve() / path.parent.relative_to(self._root):
            raise RequestRefused(
                Reason("'{path}' leads out of the site", path=str(path.parent)),
                next_step=Reason("remove it, and write the site again"),
            )


def _write_changed(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    write_whole(path, content)
    return True


@contextmanager
def _locked(path: Path, patience_seconds: float) -> Iterator[None]:
    """Hold the lock file; it is given back also when the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: files are still whole, but two writers at once may leave one's front page behind
        yield
        return
    try:
        file = path.open("a")
    except OSError as error:
        raise unwritable(path, error) from error
    with file:
        until = time.monotonic() + patience_seconds
        while not _taken(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB):
            if time.monotonic() > until:
                raise RequestRefused(
                    Reason("Another run is writing the site"), where=str(path), next_step=Reason("try again later")
                )
            time.sleep(0.1)
        yield


def _taken(handle: int, how: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        return False
    return True
