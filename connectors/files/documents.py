"""Published documents as files: one folder per rollout, names that are safe on every file system.

Here: where a document lies, and writing it whole. Not here: doing it once per version
(`connectors.effects.file_effect`), what is in it (`reports`).
"""

import hashlib
import re
import unicodedata
from pathlib import Path

from connectors.files.durable import rollout_folder, unwritable, write_whole

LONGEST_STEM = 100
SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss"})
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


class ReviewFolder:
    """Published documents under one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def place(self, rollout_id: str, name: str) -> Path:
        """The file a document of that name is written to; always inside the root. Its folder is made.

        Raises:
            RequestRefused: the rollout's id is not safe as a folder's name, or the folder cannot be made.
        """
        folder = rollout_folder(self._root, rollout_id)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error
        return folder / safe_name(name)

    def write(self, rollout_id: str, name: str, content: bytes) -> Path:
        """Put a document in its place, whole or not at all; equal content leaves the file as it is.

        Raises:
            RequestRefused: the file cannot be written; names it.
        """
        path = self.place(rollout_id, name)
        if not (path.is_file() and path.read_bytes() == content):
            write_whole(path, content)
        return path

    def documents(self, rollout_id: str) -> list[Path]:
        """Every published document of a rollout, by name; none for an unknown rollout.

        Raises:
            RequestRefused: the rollout's id is not safe as a folder's name.
        """
        folder = rollout_folder(self._root, rollout_id)
        if not folder.is_dir():
            return []
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


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
