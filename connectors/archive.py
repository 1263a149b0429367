"""Published documents as files: one folder per rollout, names that are safe on every file system.

Here: where a document lies. Not here: writing it once (`connectors.effects.file_effect`), what is in it (`reports`).
"""

import re
import unicodedata
from pathlib import Path

LONGEST_NAME = 120
SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss"})
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


class ReviewFolder:
    """Published documents under one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def place(self, rollout_id: str, name: str) -> Path:
        """The file a document of that name is written to; always inside the root. Its folder is made."""
        folder = self._root / safe_name(rollout_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / safe_name(name)

    def documents(self, rollout_id: str) -> list[Path]:
        """Every published document of a rollout, by name."""
        folder = self._root / safe_name(rollout_id)
        return sorted(p for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []


def safe_name(name: str) -> str:
    """A file name of letters, digits, dots and dashes: no path, no reserved word, at most 120 signs.

    Danish letters are spelled out (`ø` as `oe`). A name without any usable sign becomes `document`.
    """
    plain = unicodedata.normalize("NFKD", name.translate(SPELLED_OUT)).encode("ascii", "ignore").decode()
    stem, dot, ending = plain.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        stem, ending = plain, ""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")[:LONGEST_NAME] or "document"
    if stem.lower() in RESERVED:
        stem = f"{stem}-document"
    return f"{stem}.{ending}" if ending else stem
