"""The demo company in a folder: the same from the same seed, and never over something else."""

from pathlib import Path

import openpyxl
import orjson
import pytest

from connectors.errors import RequestRefused
from sandbox.jira.records.site import load_site
from sandbox.nordlys.build import build_bench_folder, build_nordlys, build_tickets, is_built
from sandbox.nordlys.processes import OUTSOURCED
from sandbox.nordlys.tickets.cases import (
    HOSTILE_KEY,
    LONGEST_HISTORY_KEY,
)
from tests.sandbox.nordlys.company import SEED


def test_the_same_seed_gives_the_same_files(folder: Path, tmp_path: Path, book: openpyxl.Workbook) -> None:
    build_nordlys(tmp_path / "again", SEED)
    for part in ("jira/issues.ndjson", "jira/jira.yaml", "sheets/sheets.yaml"):
        assert (tmp_path / "again" / part).read_bytes() == (folder / part).read_bytes()
    again = openpyxl.load_workbook(tmp_path / "again/sheets/nordlys.xlsx")
    assert again.sheetnames == book.sheetnames
    for title in book.sheetnames:
        assert list(again[title].values) == list(book[title].values)


def test_another_seed_gives_other_tickets_and_the_same_cases(folder: Path, tmp_path: Path) -> None:
    build_nordlys(tmp_path / "other", 7)
    lines = (tmp_path / "other/jira/issues.ndjson").read_bytes()
    assert lines != (folder / "jira/issues.ndjson").read_bytes()
    found = {issue["key"]: issue for issue in map(orjson.loads, lines.splitlines())}
    assert found[LONGEST_HISTORY_KEY]["changelog"]["total"] == 130
    assert "<script>" in found[HOSTILE_KEY]["fields"]["summary"]


def test_a_folder_with_something_in_it_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(RequestRefused, match="not empty"):
        build_nordlys(tmp_path / "mine")
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "notes.txt"]


def test_an_empty_folder_may_be_used_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    assert not is_built(tmp_path / "demo")
    build_bench_folder(tmp_path / "demo", 30)
    assert is_built(tmp_path / "demo")
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_the_jira_site_can_be_loaded_and_only_the_bot_may_log_in(folder: Path) -> None:
    site = load_site(folder / "jira/jira.yaml")
    assert [(u.account_id, u.email, u.token) for u in site.users if u.token] == [
        ("bot", "bot@nordlys.example", "demo-token")
    ]
    components = {project.key: [c.name for c in project.components] for project in site.projects}
    assert components["NB"] == list(OUTSOURCED)
    assert components["NOG"] == []


@pytest.mark.parametrize("count", [1, 13, 500])
def test_a_bench_has_as_many_tickets_as_asked_for(count: int) -> None:
    keys = [issue["key"] for issue in build_tickets(count, seed=1)]
    assert keys == [f"NB-{n}" for n in range(1, count + 1)]


def test_no_ticket_holds_an_address_of_a_person(folder: Path) -> None:
    assert b"emailAddress" not in (folder / "jira/issues.ndjson").read_bytes()
    assert b".example" not in (folder / "jira/issues.ndjson").read_bytes()
