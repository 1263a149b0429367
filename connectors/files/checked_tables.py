"""What table checks found, kept under a hash of what was checked, so that equal rows are checked once.

Great Expectations takes longer to load than to run: a phase that is run again on unchanged rows does without it.
Here: one small JSON file per answer. Not here: the checks (`tasks.expectations`). A file that cannot be read counts as
not there: the rows are checked again and it is written anew.
"""

import json
import re
from typing import Any

from connectors.files.durable import rollout_folder
from connectors.ports.files import Store

KEY = re.compile(r"[0-9a-f]{64}")


class CheckedTables:
    """`connectors.ports.stores.CheckStore` under one folder of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, rollout_id: str, key: str) -> list[dict[str, Any]] | None:
        """What the checks of that key found; None when they were not kept here."""
        name = _name(rollout_id, key)
        try:
            found = json.loads((self._store.read(name) or b"").decode("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, list) else None

    def keep(self, rollout_id: str, key: str, results: list[dict[str, Any]]) -> None:
        """Keep what the checks of that key found."""
        self._store.write(_name(rollout_id, key), json.dumps(results, ensure_ascii=False, indent=1).encode())


def _name(rollout_id: str, key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no sha256")
    return f"{rollout_folder(rollout_id)}/{key[:32]}.json"
