"""The real ledger for every fault test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.ledger.ledger import SqlLedger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    """An empty ledger in a file."""
    opened = SqlLedger.open(f"sqlite:///{tmp_path}/ledger.db")
    yield opened
    opened.close()
