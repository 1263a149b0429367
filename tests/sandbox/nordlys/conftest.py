"""The demo company, built once a module."""

from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest

from sandbox.nordlys.build import build_nordlys


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    goal = tmp_path_factory.mktemp("demo") / "nordlys"
    build_nordlys(goal)
    return goal


@pytest.fixture(scope="module")
def issues(folder: Path) -> dict[str, dict[str, Any]]:
    with (folder / "jira/issues.ndjson").open("rb") as lines:
        return {issue["key"]: issue for issue in map(orjson.loads, lines)}


@pytest.fixture(scope="module")
def book(folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folder / "sheets/nordlys.xlsx")
