"""The site's folder: files that are written whole, removed when they are no longer part, and touched nowhere else.

    <root>/.rollout-site            what this program wrote here, as JSON: the folder's marker
    <root>/.rollout-site.lock       held while somebody writes
    <root>/<rollout>/.part.json     what the other rollouts' refreshes need to know of this one
    <root>/<rollout>/.texts.json    the lines of its pages, .terms the words in them: for the search

Only a folder that is new, empty or carries the marker is written to, and only files the marker names are ever removed.
Not here: what the files say (`flows.site.build`, `reports`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from connectors.errors import NotFound, RequestRefused
from connectors.ports.files import Place, Store
from domain.reasons import Reason

MARKER = ".rollout-site"
LOCK = ".rollout-site.lock"
FORMAT = 1
OWN_NAME = re.compile(r"(?:[a-z0-9][A-Za-z0-9_-]{0,63}/)?(?:[a-z0-9][a-z0-9_.-]*|\.part\.json|\.texts\.json|\.terms)")
"""A file this program may have written: at most one folder deep, and nowhere else."""


class SiteFolder:
    """One folder of a store with a site in it.

    Args:
        patience_seconds: so long another writer is waited for.
    """

    def __init__(self, store: Store, patience_seconds: float = 120.0) -> None:
        self._store, self._patience_seconds = store, patience_seconds
        self._there: frozenset[str] = frozenset()

    @contextmanager
    def held(self) -> Iterator[None]:
        """The folder, made when it is new, for one writer at a time.

        Raises:
            RequestRefused: it is in use for something else, cannot be written, or another writer does not end.
        """
        self._check_ours()
        with self._store.turn(LOCK, self._patience_seconds):
            # Listed once: a look at each of thousands of files would be a request each.
            self._there = frozenset(name for name in self._store.names() if OWN_NAME.fullmatch(name))
            yield

    def address(self, name: str = "") -> str:
        """Where a file of the site lies, for people."""
        return self._store.address(name)

    def url(self, name: str) -> str:
        """A link to a file of the site."""
        return self._store.url(name)

    def language(self) -> str:
        """The language the site was asked for; empty for each rollout's own."""
        return str(self._marker().get("language", ""))

    def files(self) -> frozenset[str]:
        """The files the marker names."""
        named = self._marker().get("files", ())
        return frozenset(name for name in named if isinstance(name, str) and OWN_NAME.fullmatch(name))

    def read(self, name: str) -> bytes | None:
        """A file of the site; None when it is not there or not ours."""
        return self._store.read(name) if OWN_NAME.fullmatch(name) else None

    def holds(self, names: Iterable[str]) -> bool:
        """Whether every one of these files was there when the turn began."""
        return self._there.issuperset(names)

    def publish(self, files: Mapping[str, bytes | Place], kept: frozenset[str], language: str) -> tuple[int, int]:
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
        if self._marker():
            return
        if self._store.occupied(but=LOCK):
            raise RequestRefused(
                Reason("'{root}' is in use for something else", root=self._store.address()),
                why=Reason(
                    "it is not empty and no site was written there by this program, so nothing is written to it"
                ),
                next_step=Reason("name a new or empty folder with --out"),
            )

    def _marker(self) -> dict[str, Any]:
        try:
            found = json.loads((self._store.read(MARKER) or b"").decode("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) and found.get("made_by") == "outsourcing-rollout" else {}

    def _mark(self, names: frozenset[str], language: str) -> None:
        content = {"made_by": "outsourcing-rollout", "format": FORMAT, "language": language, "files": sorted(names)}
        self._store.write(MARKER, (json.dumps(content, indent=0, ensure_ascii=False) + "\n").encode())

    def _write(self, name: str, content: bytes | Place) -> bool:
        if not OWN_NAME.fullmatch(name):
            raise RequestRefused(
                Reason("{name!a} cannot be a file of the site", name=name),
                next_step=Reason("tell us: this is a mistake of ours"),
            )
        return self._store.write(name, _copied(content)) and not _hidden(name)

    def _remove(self, name: str) -> bool:
        return self._store.remove(name) and not _hidden(name)


def _copied(content: bytes | Place) -> bytes:
    whole = content.read() if isinstance(content, Place) else content
    if isinstance(content, Place) and whole is None:
        raise NotFound(
            Reason("The published document '{name}' is gone", name=content.file_name),
            where=content.address,
            next_step=Reason("put {name} back from a backup", name=content.file_name),
        )
    return whole or b""


def _hidden(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".")
