"""Answers of the real service that were recorded, and a clock that moves when told."""

import json
import time
from pathlib import Path
from typing import Any

# Copied from the recorded answers of the real services; their README names the sources.
RECORDED = Path(__file__).parents[2] / "connectors" / "google_errors"


def recorded(name: str) -> Any:
    """A recorded body."""
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


class Clock:
    """Seconds that move when told."""

    def __init__(self) -> None:
        self.ahead_seconds = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead_seconds
