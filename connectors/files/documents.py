"""Published documents as files: one folder per rollout, names that are safe on every file system.

Here: where a document lies, and writing it whole. Not here: doing it once per version
(`connectors.effects.file_effect`), what is in it (`reports`), where files lie (`connectors.ports.files`).
"""

import hashlib
import re
import unicodedata

from connectors.files.durable import rollout_folder
from connectors.ports.files import Place, Store

LONGEST_STEM = 100
SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss"})
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


class ReviewFolder:
    """`connectors.ports.stores.DocumentStore` under one folder of a store.

    Args:
        shown_at: where people see the folders of rollouts on the web; empty: links lead to the files themselves.
    """

    def __init__(self, store: Store, shown_at: str = "") -> None:
        self._store, self._shown_at = store, shown_at.rstrip("/")

    def place(self, rollout_id: str, name: str) -> Place:
        """Where a document of that name lies; always inside the folder.

        Raises:
            RequestRefused: the rollout's id is not safe as a folder's name.
        """
        return self._place(f"{rollout_folder(rollout_id)}/{safe_name(name)}")

    def write(self, rollout_id: str, name: str, content: bytes) -> Place:
        """Put a document in its place, whole or not at all; equal content leaves the file as it is.

        Raises:
            RequestRefused: the file cannot be written; names it.
        """
        place = self.place(rollout_id, name)
        place.write(content)
        return place

    def documents(self, rollout_id: str) -> list[Place]:
        """Every published document of a rollout, by name; none for an unknown rollout.

        Raises:
            RequestRefused: the rollout's id is not safe as a folder's name.
        """
        names = self._store.names(rollout_folder(rollout_id))
        return [self._place(name) for name in names if re.fullmatch(r"[^/]+/[^./][^/]*", name)]

    def _place(self, name: str) -> Place:
        return Place(self._store, name, f"{self._shown_at}/{name}" if self._shown_at else "")


def safe_name(name: str) -> str:
    """A file name of letters, digits, dots and dashes: no path, no reserved word, at most 120 signs.

    Danish letters are spelled out (`ø` as `oe`). A name that had to be changed gets eight signs of its own hash, so
    that no two names share a file.
    """
    plain = unicodedata.normalize("NFKD", name.translate(SPELLED_OUT)).encode("ascii", "ignore").decode()
    stem, dot, ending = plain.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        stem, ending = plain, ""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")[:LONGEST_STEM].rstrip("-") or "document"
    # Windows and macOS take "Review" and "review" for one file.
    safe = (f"{stem}.{ending}" if ending else stem).lower()
    if safe == name and stem.lower() not in RESERVED:
        return safe
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{stem}-{mark}.{ending}".lower() if ending else f"{stem}-{mark}".lower()
