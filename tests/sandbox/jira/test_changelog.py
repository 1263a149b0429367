"""The three forms of a changelog on Cloud and the one of Data Center, on an issue with 130 histories.

Source of orders and cuts: JRACLOUD-96459, public issue threads of Jira clients, Atlassian's REST reference.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.faults import Fault
from sandbox.jira.records.times import parse_millis
from tests.sandbox.jira.jira_folder import GUEST, Site, issue, running, walk

OLDEST_FIRST = [str(500_000 + n) for n in range(130)]
NEWEST_FIRST = OLDEST_FIRST[::-1]


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("cloud")) as site:
        yield site


def ids(histories: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in histories]


def test_a_search_gives_the_newest_forty_newest_first_and_tells_the_total(cloud: Site) -> None:
    found = cloud.jira().search_issues("key = NB-1", expand="changelog", fields="status")
    changelog = found[0].raw["changelog"]
    assert ids(changelog["histories"]) == NEWEST_FIRST[:40]
    assert (changelog["startAt"], changelog["maxResults"], changelog["total"]) == (0, 40, 130)


def test_an_issue_gives_the_newest_hundred_newest_first(cloud: Site) -> None:
    changelog = cloud.jira().issue("NB-1", expand="changelog").raw["changelog"]
    assert ids(changelog["histories"]) == NEWEST_FIRST[:100]
    assert (changelog["maxResults"], changelog["total"]) == (100, 130)


def test_the_changelog_route_gives_all_oldest_first_in_pages_of_a_hundred(cloud: Site) -> None:
    first = cloud.get("/issue/NB-1/changelog", maxResults=500)
    assert (first["maxResults"], first["total"], first["isLast"]) == (100, 130, False)
    last = cloud.get("/issue/NB-1/changelog", startAt=100)
    assert last["isLast"]
    assert "nextPage" in first
    assert "nextPage" not in last
    assert ids(first["values"]) + ids(last["values"]) == OLDEST_FIRST


def test_an_entry_names_its_author_and_what_changed(cloud: Site) -> None:
    entry = cloud.get("/issue/NB-1/changelog", maxResults=1)["values"][0]
    assert entry["author"]["accountId"] == "bls-1"
    assert entry["created"] == "2026-09-01T10:00:00.000+0200"
    assert entry["items"] == [
        {
            "field": "status",
            "fieldtype": "jira",
            "fieldId": "status",
            "from": "10002",
            "fromString": "I gang",
            "to": "10003",
            "toString": "Afventer kunde",
        }
    ]


def bulk(site: Site, keys: list[str], **more: Any) -> list[dict[str, Any]]:
    """All pages of a bulkfetch."""
    pages: list[dict[str, Any]] = []
    body: dict[str, Any] = {"issueIdsOrKeys": keys, **more}
    while True:
        answer = site.ask("POST", "/changelog/bulkfetch", json=body)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json())
        if "nextPageToken" not in pages[-1]:
            return pages
        body["nextPageToken"] = pages[-1]["nextPageToken"]


def test_bulkfetch_sorts_by_date_then_issue_and_counts_in_milliseconds(tmp_path: Path) -> None:
    issues = [issue(1, histories=walk(3, 700)), issue(2, histories=walk(3, 600)), issue(3)]
    with running(tmp_path, issues) as site:
        (page,) = bulk(site, ["NB-2", "10001", "NB-3"])
        assert [log["issueId"] for log in page["issueChangeLogs"]] == ["10001", "10002"]
        entries = page["issueChangeLogs"][0]["changeHistories"]
        assert [each["created"] for each in entries] == [1788249600000 + 60_000 * n for n in range(3)]
        assert parse_millis("2026-09-01T10:00:00.000+0200") == 1788249600000


def test_bulkfetch_splits_an_issue_over_pages(tmp_path: Path) -> None:
    issues = [issue(1, histories=walk(30, 700)), issue(2, histories=walk(30, 600))]
    with running(tmp_path, issues) as site:
        pages = bulk(site, ["NB-1", "NB-2"], maxResults=25)
        assert [sum(len(log["changeHistories"]) for log in page["issueChangeLogs"]) for page in pages] == [25, 25, 10]
        assert all({log["issueId"] for log in page["issueChangeLogs"]} == {"10001", "10002"} for page in pages)
        merged = [each for page in pages for log in page["issueChangeLogs"] for each in log["changeHistories"]]
        assert sorted(ids(merged)) == sorted(str(first + n) for first in (600, 700) for n in range(30))


def test_bulkfetch_takes_a_filter_of_fields(cloud: Site) -> None:
    assert bulk(cloud, ["NB-1"], fieldIds=["priority"]) == [{"issueChangeLogs": []}]
    assert (
        len(bulk(cloud, ["NB-1"], fieldIds=["priority", "status"])[0]["issueChangeLogs"][0]["changeHistories"]) == 130
    )


@pytest.mark.parametrize(
    "body",
    [
        {"issueIdsOrKeys": [str(n) for n in range(1001)]},
        {"issueIdsOrKeys": []},
        {},
        {"issueIdsOrKeys": ["NB-1"], "fieldIds": [str(n) for n in range(11)]},
        {"issueIdsOrKeys": ["NB-1"], "maxResults": 10_001},
        {"issueIdsOrKeys": ["NB-1"], "nextPageToken": "garbage"},
    ],
)
def test_bulkfetch_refuses_what_is_over_its_limits(cloud: Site, body: dict[str, Any]) -> None:
    assert cloud.ask("POST", "/changelog/bulkfetch", json=body).status_code == 400


def test_bulkfetch_takes_a_thousand_issues_and_passes_over_those_not_there(cloud: Site) -> None:
    keys = [f"NB-{n}" for n in range(1, 1001)]
    assert [log["issueId"] for log in bulk(cloud, keys)[0]["issueChangeLogs"]] == ["10001"]


def test_bulkfetch_leaves_out_in_silence_what_the_caller_may_not_see(tmp_path: Path) -> None:
    with running(tmp_path, [issue(1, histories=walk(2, 700)), issue(1, "NI", histories=walk(2, 600))]) as site:
        body = {"issueIdsOrKeys": ["NB-1", "NI-1"]}
        answer = site.ask("POST", "/changelog/bulkfetch", GUEST, json=body)
        assert [log["issueId"] for log in answer.json()["issueChangeLogs"]] == ["10001"]


def test_bulkfetch_can_be_made_to_repeat_its_token(tmp_path: Path) -> None:
    with running(tmp_path, [issue(1, histories=walk(9, 700))]) as site:
        site.faults.add(Fault("repeat_page_token", method="POST", path="bulkfetch", times=2))
        body: dict[str, Any] = {"issueIdsOrKeys": ["NB-1"], "maxResults": 5}
        first = site.ask("POST", "/changelog/bulkfetch", json=body).json()
        again = site.ask("POST", "/changelog/bulkfetch", json=body | {"nextPageToken": first["nextPageToken"]}).json()
        assert again == first


def test_histories_come_in_order_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    shuffled = walk(6, 700)[::-1]
    with running(tmp_path, [issue(1, histories=shuffled)]) as site:
        assert ids(site.get("/issue/NB-1/changelog")["values"]) == [str(700 + n) for n in range(6)]


def test_instants_are_in_the_callers_zone(cloud: Site) -> None:
    entry = cloud.get("/issue/NB-1/changelog", GUEST, maxResults=1)["values"][0]
    assert entry["created"] == "2026-09-01T04:00:00.000-0400"


def test_data_center_gives_all_oldest_first_and_has_no_other_form(tmp_path: Path) -> None:
    with running(tmp_path, deployment="Server") as site:
        for raw in (
            site.jira().issue("NB-1", expand="changelog").raw,
            site.jira().search_issues("key = NB-1", expand="changelog")[0].raw,
        ):
            changelog = raw["changelog"]
            assert ids(changelog["histories"]) == OLDEST_FIRST
            assert changelog["total"] == 130
            assert "fieldId" not in changelog["histories"][0]["items"][0]
        assert site.ask("GET", "/issue/NB-1/changelog", version=2).status_code == 404
        assert site.ask("POST", "/changelog/bulkfetch", version=2, json={}).status_code in (404, 405)
