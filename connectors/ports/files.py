"""Files by name, whole or not at all: what snapshots, reviews, documents and the site are kept in.

Here: the protocol, the place of one file, which names are names. Not here: what is in a file (`connectors.files`), who
keeps them (`connectors.files.folder` on this machine, `connectors.s3.client` for many).
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, Self

from connectors.errors import RequestRefused
from domain.reasons import Reason

WAITING = ".writing-"
"""How the name of a file begins that is being written; nobody is shown it."""


class Store(Protocol):
    """Files under names like `nordlys/sla-2026-10.html`. Many processes may use it at once.

    Every method refuses a name that could lead elsewhere (RequestRefused), and raises a ConnectorError when the store
    does not answer or refuses the account.
    """

    def under(self, folder: str) -> Self:
        """The store of what lies in a folder of this one; the folder is not made here."""
        ...

    def address(self, name: str = "") -> str:
        """Where a file lies, for people and for the ledger: a path, `s3://bucket/key`; without a name the root."""
        ...

    def url(self, name: str) -> str:
        """A link to a file."""
        ...

    def read(self, name: str) -> bytes | None:
        """The whole file; None when there is none.

        Raises:
            OSError: it is there, and the disk does not give it.
        """
        ...

    def holds(self, name: str) -> bool:
        """Whether there is such a file."""
        ...

    def names(self, folder: str = "") -> Iterator[str]:
        """Every file in a folder and in those below it, in alphabetical order; none without such a folder."""
        ...

    def folders(self) -> list[str]:
        """The folders at the root, in alphabetical order."""
        ...

    def occupied(self, but: str) -> bool:
        """Whether anything at all lies here, besides a file of that name."""
        ...

    def write(self, name: str, content: bytes) -> bool:
        """Put the file there or replace it; a reader sees the old or the new one. False: it held this content already.

        Raises:
            RequestRefused: it cannot be written; names it.
        """
        ...

    def keep(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Put several files into a new folder; the last of them is there only when all are.

        Nothing changes when that last one is there already: the first writer's files stay.

        Raises:
            RequestRefused: they cannot be written; names the folder.
        """
        ...

    def remove(self, name: str) -> bool:
        """Remove the file; False when there was none."""
        ...

    def turn(self, name: str, patience_seconds: float) -> AbstractContextManager[None]:
        """Wait until nobody else holds the turn of that name, and hold it while the block runs; a dead holder loses it.

        Raises:
            RequestRefused: somebody else holds it for longer than that.
        """
        ...


@dataclass(frozen=True)
class Place:
    """Where one file lies, whether it is there or not.

    Attributes:
        link: a link people follow to it; empty: the store's own.
    """

    store: Store
    name: str
    link: str = ""

    @property
    def file_name(self) -> str:
        """The name without folders."""
        return self.name.rpartition("/")[2]

    @property
    def address(self) -> str:
        """As `Store.address`."""
        return self.store.address(self.name)

    @property
    def url(self) -> str:
        """A link to it."""
        return self.link or self.store.url(self.name)

    def read(self) -> bytes | None:
        """As `Store.read`."""
        return self.store.read(self.name)

    def write(self, content: bytes) -> bool:
        """As `Store.write`."""
        return self.store.write(self.name, content)


def checked_name(name: str) -> str:
    """The name, when it leads to one file inside and nowhere else.

    Raises:
        RequestRefused: it is empty, goes up, begins at a root, or holds a sign no name has.
    """
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\\" in part or not part.isprintable() for part in parts):
        raise RequestRefused(
            Reason("{name!a} cannot be the name of a file", name=name[:100]),
            why=Reason("it could lead out of the folder"),
            next_step=Reason("use letters, digits, dots and dashes, and / between folders"),
        )
    return name
