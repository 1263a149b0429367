"""The file of issues: torn lines, superseded lines, refusals, and that it stays an ordinary file."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.problems import ConfigurationRefused
from sandbox.jira.records.adf import from_text, is_document, to_text
from sandbox.jira.records.site import load_site
from sandbox.jira.records.store import IssueStore
from tests.budgets import budget
from tests.sandbox.jira.jira_folder import issue, site, some_issues, write_folder


def stored(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def keys(path: Path) -> list[str]:
    return [each["key"] for each in stored(path)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_folder(tmp_path, some_issues(), site()) / "jira" / "issues.ndjson"


def test_a_write_is_in_the_file_before_the_store_is_closed(path: Path) -> None:
    store = IssueStore(path)
    store.save(issue(8), 0)
    assert keys(path)[-1] == "NB-8"
    store.close()


def test_closing_leaves_one_line_per_issue_and_the_last_one_counts(path: Path) -> None:
    store = IssueStore(path)
    for number in range(3):
        store.save(issue(2, summary=f"Version {number}"), 0)
    assert keys(path).count("NB-2") == 4
    store.close()
    assert sorted(keys(path)) == sorted(each["key"] for each in some_issues())
    assert next(each for each in stored(path) if each["key"] == "NB-2")["fields"]["summary"] == "Version 2"
    assert list(path.parent.glob("*.tidy")) == []


def test_opening_takes_the_last_line_of_an_issue_and_tidies_up(path: Path) -> None:
    with path.open("a") as file:
        file.write(json.dumps(issue(2, summary="Nyere")) + "\n\n")
    store = IssueStore(path)
    header = store.header("NB-2")
    assert header is not None
    assert store.document(header)["fields"]["summary"] == header.summary == "Nyere"
    assert keys(path).count("NB-2") == 1
    store.close()


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_last_line_cut_off_by_a_crash_is_dropped_and_the_rest_is_whole(path: Path, cut: int) -> None:
    with path.open("a") as file:
        file.write(json.dumps(issue(2, summary="Halv"))[:-cut])
    store = IssueStore(path)
    header = store.header("NB-2")
    assert header is not None
    assert header.summary == "Sag 2"
    store.save(issue(8), 0)
    store.close()
    assert len(keys(path)) == len(some_issues()) + 1


def test_a_whole_last_line_without_its_line_end_is_kept(path: Path) -> None:
    with path.open("a") as file:
        file.write(json.dumps(issue(8)))
    store = IssueStore(path)
    store.save(issue(9), 0)
    store.close()
    assert keys(path)[-2:] == ["NB-8", "NB-9"]


def test_a_line_that_is_no_issue_is_named(path: Path) -> None:
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], "{}", *lines[1:]]) + "\n")
    with pytest.raises(ConfigurationRefused, match=r"issues\.ndjson, line 2"):
        IssueStore(path)


def test_the_store_goes_on_after_being_closed_and_opened_again(path: Path) -> None:
    store = IssueStore(path)
    store.save(issue(8), 0)
    store.close()
    store.close()
    store.reopen()
    store.save(issue(8, summary="Igen"), 0)
    header = store.header("nb-8")
    assert header is not None
    assert store.document(header)["fields"]["summary"] == "Igen"
    store.close()
    assert len(IssueStore(path)) == len(some_issues()) + 1


def test_new_ids_and_keys_follow_the_highest_there_are(path: Path) -> None:
    store = IssueStore(path)
    assert store.next_issue("NB") == ("20003", "NB-8")
    assert store.next_issue("NOG")[1] == "NOG-1"
    assert store.next_part_id() == "500130"
    store.close()


@given(st.lists(st.tuples(st.integers(1, 6), st.text(max_size=8)), max_size=25), st.integers(0, 25))
@budget(30)
def test_whatever_is_written_the_last_version_of_each_issue_is_read(
    tmp_path_factory: pytest.TempPathFactory, writes: list[tuple[int, str]], restart_after: int
) -> None:
    path = tmp_path_factory.mktemp("store") / "issues.ndjson"
    store, expected = IssueStore(path), dict[str, str]()
    for count, (number, summary) in enumerate(writes):
        if count == restart_after:
            store.close()
            store = IssueStore(path)
        store.save(issue(number, summary=summary), 0)
        expected[f"NB-{number}"] = summary
    assert {each.key: store.document(each)["fields"]["summary"] for each in store.headers()} == expected
    store.close()
    assert {each["key"]: each["fields"]["summary"] for each in stored(path)} == expected


@given(st.text())
def test_text_becomes_a_document_and_the_same_text_again(text: str) -> None:
    document = from_text(text)
    assert is_document(document)
    assert to_text(document) == text


def test_documents_of_other_programs_become_readable_text() -> None:
    text = [{"type": "text", "text": "Et"}]
    item = {"type": "listItem", "content": [{"type": "paragraph", "content": text}]}
    document = {
        "type": "doc",
        "version": 1,
        "content": [
            {"type": "heading", "attrs": {"level": 2}, "content": text},
            {"type": "bulletList", "content": [item, item]},
            {"type": "panel", "content": [{"type": "paragraph", "content": text}]},
            {"type": "paragraph", "content": [{"type": "mention", "attrs": {"text": "@Mette"}}, *text]},
        ],
    }
    assert to_text(document) == "h2. Et\n\n* Et\n* Et\n\nEt\n\n@MetteEt"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"zone": "Europe/Atlantis"}, "unknown time zone"),
        ({"deployment": "Moon"}, r"\$\.deployment"),
        ({"users": None}, r"\$\.users"),
        ({"workflow": {"initial": "77", "transitions": []}}, "statuses that do not exist: 77"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_with_the_place(
    tmp_path: Path, change: dict[str, Any], why: str
) -> None:
    write_folder(tmp_path, [], site() | change)
    with pytest.raises(ConfigurationRefused, match=why):
        load_site(tmp_path / "jira" / "jira.yaml")


def test_ids_may_stand_unquoted_in_the_settings_and_tokens_are_never_shown(tmp_path: Path) -> None:
    write_folder(tmp_path, [], site())
    path = tmp_path / "jira" / "jira.yaml"
    path.write_text(path.read_text().replace('"10001"', "10001"))
    loaded = load_site(path)
    assert loaded.workflow.initial == "10001"
    assert "demo-token" not in repr(loaded)
