"""The house keeps its order: rooms that say what belongs in them, files of a size to read, tests where one looks."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("domain", "reports", "connectors", "tasks", "flows", "sandbox", "configs")

LONGEST_FILE, LONGEST_TEST, FULLEST_FOLDER = 300, 400, 16

EQUALS: dict[str, str] = {}
"""Folder -> why it may hold more: a register of equals (countries, languages, figures), each found by its name."""

BEING_DIVIDED: dict[str, str] = {}
"""File -> what becomes of it. An entry that is true no more must go."""

STORIES = {
    "connectors/ledger/test_two_processes.py": "two programs write one ledger; leases, database and entries together",
    "domain/choice/test_properties.py": "what must hold of every method of choice",
    "domain/sla/test_real_log.py": "a real log of a service desk, judged from frames to figures",
    "flows/cli/test_imports.py": "what each command loads, a table over all of them",
    "reports/discovery/test_disclosure.py": "an attack on everything discovery publishes",
    "reports/test_same_figures.py": "one company through every rule into every document, and its figures read back",
    "sandbox/jira/test_published_schema.py": "every answer against the schema its maker has published",
}
"""Test file -> what it tells, where no single module or room is its subject."""


def sources(*folders: str) -> Iterator[str]:
    """Python files under the folders, as paths from the root."""
    return (
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "__pycache__" not in path.parts
    )


def length(path: str) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def docstring(path: str) -> str:
    """The module's docstring on one line; empty without one."""
    return " ".join((ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8"))) or "").split())


def homeless(tests: list[str]) -> list[str]:
    """Tests, as paths from `tests/`, whose name is that of no module and no room in the same place."""
    found = []
    for test in tests:
        place = ROOT / Path(test).parent
        name = Path(test).stem.removeprefix("test_")
        if not ((place / f"{name}.py").is_file() or (place / name / "__init__.py").is_file() or place.name == name):
            found.append(test)
    return found


TESTS = [path.removeprefix("tests/") for path in sources(*(f"tests/{room}" for room in ROOMS)) if "/test_" in path]
PACKAGES = [path for path in sources(*ROOMS) if path.endswith("__init__.py")]


def test_a_test_carries_the_name_of_what_it_tests_or_is_a_story() -> None:
    assert len(TESTS) > 150
    assert homeless(TESTS) == sorted(STORIES, key=TESTS.index)


def test_a_test_without_a_module_is_found() -> None:
    assert homeless(["domain/sla/test_tickets.py", "domain/sla/test_tickers.py"]) == ["domain/sla/test_tickers.py"]


def test_no_file_is_longer_than_one_reads() -> None:
    long = {path for path in sources(*ROOMS) if length(path) > LONGEST_FILE}
    assert long == set(BEING_DIVIDED)


def test_no_test_file_is_longer_than_one_reads() -> None:
    assert [path for path in sources("tests") if length(path) > LONGEST_TEST] == []


def test_no_folder_holds_more_than_one_takes_in_at_a_glance() -> None:
    held = Counter(Path(path).parent.as_posix() for path in sources(*ROOMS))
    assert {folder for folder, files in held.items() if files > FULLEST_FOLDER} == set(EQUALS)


@pytest.mark.parametrize("path", PACKAGES)
def test_a_room_says_what_belongs_in_it_and_what_does_not(path: str) -> None:
    said = docstring(path)
    assert re.search(r"\bHere\b.*?: ", said), said
    assert "Not here: " in said, said


MODULES = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in sources(*ROOMS)}
NAMED = re.compile(rf"`((?:{'|'.join(ROOMS)})(?:\.\w+)+)`")


def leads_somewhere(name: str) -> bool:
    """Whether a dotted name is a module, or a word in one."""
    if name in MODULES:
        return True
    parent, _, word = name.rpartition(".")
    while parent and parent not in MODULES:
        parent, _, word = parent.rpartition(".")
    return bool(parent) and re.search(rf"\b{word}\b", (ROOT / MODULES[parent]).read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_module_points_to_is_there(room: str) -> None:
    pointed = [(path, name) for path in sources(room) for name in NAMED.findall(docstring(path))]
    assert [(path, name) for path, name in pointed if not leads_somewhere(name)] == []


def test_a_name_that_leads_nowhere_is_found() -> None:
    assert leads_somewhere("domain.sla.counts.Census")
    assert not leads_somewhere("domain.reviews")
    assert not leads_somewhere("domain.sla.counts.Consensus")
