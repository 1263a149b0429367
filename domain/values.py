"""The bases of typed values: results and contract terms that never change once they are there, and how they are hashed.

Here: two base classes, and JSON that gives the same bytes for the same value. Not here: rows of sheets
(`domain.workbook.tables`), the terms and results themselves (each subject's room).
"""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of results, at every depth."""

    model_config = ConfigDict(frozen=True)


class Terms(BaseModel):
    """Base of contract terms and other settings: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
