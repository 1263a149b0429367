"""Searching the sandbox through the real client: paging to the end, fields, lag, count, the removed route."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jira import JIRAError

from sandbox.faults import Fault
from tests.sandbox.jira.jira_folder import BOT, Site, issue, running, serving

MANY = 257


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    issues = [issue(number, labels=[f"l{number % 3}"]) for number in range(1, MANY + 1)]
    with running(tmp_path_factory.mktemp("cloud"), issues) as site:
        yield site


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    issues = [issue(number) for number in range(1, MANY + 1)]
    with running(tmp_path_factory.mktemp("server"), issues, "Server") as site:
        yield site


def test_the_client_pages_to_the_end_on_cloud(cloud: Site) -> None:
    found = cloud.jira().search_issues("project = NB ORDER BY key", maxResults=False, fields="summary")
    assert [each.key for each in found] == [f"NB-{n}" for n in range(1, MANY + 1)]
    assert found[0].fields.summary == "Sag 1"


def test_the_client_pages_to_the_end_on_data_center(server: Site) -> None:
    found = server.jira().search_issues("project = NB ORDER BY key", maxResults=False, fields="summary,status")
    assert [each.key for each in found] == [f"NB-{n}" for n in range(1, MANY + 1)]
    assert found.total == MANY


def test_pages_of_get_and_post_meet_without_gap_or_overlap(cloud: Site) -> None:
    seen: list[str] = []
    token, answer = None, {"isLast": False}
    while not answer["isLast"]:
        body = {"jql": "project = NB ORDER BY key", "maxResults": 50, "fields": ["labels"]}
        answer = cloud.ask("POST", "/search/jql", json=body | ({"nextPageToken": token} if token else {})).json()
        seen += [each["key"] for each in answer["issues"]]
        token = answer.get("nextPageToken")
    assert seen == [f"NB-{n}" for n in range(1, MANY + 1)]
    assert token is None


def test_only_ids_are_given_when_no_fields_are_asked_for(cloud: Site) -> None:
    answer = cloud.search("project = NB ORDER BY key", maxResults=2)
    assert answer["issues"] == [{"id": "10001"}, {"id": "10002"}]


FIELDS = [
    (["summary"], {"summary"}),
    (["summary,labels", "status"], {"summary", "labels", "status"}),
    (["*all", "-comment", "-attachment"], None),
    (["summary", "no_such_field"], {"summary"}),
]


@pytest.mark.parametrize(("fields", "expected"), FIELDS)
def test_fields_are_those_asked_for(cloud: Site, fields: list[str], expected: set[str] | None) -> None:
    shown = cloud.search("key = NB-1", fields=fields)["issues"][0]["fields"]
    if expected is None:
        assert "comment" not in shown
        assert {"summary", "priority", "duedate", "customfield_10010"} <= set(shown)
    else:
        assert set(shown) == expected


def test_navigable_fields_leave_comments_and_attachments_out(cloud: Site) -> None:
    everything = cloud.search("key = NB-1", fields="*all")["issues"][0]["fields"]
    navigable = cloud.search("key = NB-1", fields="*navigable")["issues"][0]["fields"]
    assert set(everything) - set(navigable) == {"comment", "attachment"}


def test_a_page_is_smaller_the_more_is_asked_of_each_issue(cloud: Site) -> None:
    def given(**params: Any) -> int:
        return len(cloud.search("project = NB", maxResults=5000, **params)["issues"])

    assert given() == MANY
    assert given(fields="*all") == given(fields="summary", expand="changelog") == 100


@pytest.mark.parametrize("size", [0, -1, 5001])
def test_a_page_size_out_of_bounds_is_refused(cloud: Site, size: int) -> None:
    answer = cloud.ask("GET", "/search/jql", params={"jql": "project = NB", "maxResults": size})
    assert answer.status_code == 400
    assert answer.json()["errorMessages"] == ["The max results parameter has to be between 1 and 5,000."]


def test_a_token_is_good_only_for_its_own_question_and_caller(cloud: Site) -> None:
    token = cloud.search("project = NB", maxResults=5)["nextPageToken"]
    for params in (
        {"jql": "project = NB AND key = NB-1", "nextPageToken": token},
        {"jql": "project = NB", "nextPageToken": token[:-4] + "AAAA"},
        {"jql": "project = NB", "nextPageToken": "garbage!"},
    ):
        answer = cloud.ask("GET", "/search/jql", params=params)
        assert answer.status_code == 400
        assert answer.json()["errorMessages"] == ["The provided next page token is invalid or expired."]


def test_a_token_lives_seven_days_and_over_a_restart(tmp_path: Path) -> None:
    with running(tmp_path, [issue(n) for n in range(1, 8)]) as site:
        jql = "project = NB ORDER BY key"
        token = site.search(jql, maxResults=5)["nextPageToken"]
    with serving(tmp_path) as again:
        again.clock.forward(days=7)
        assert len(again.search(jql, maxResults=5, nextPageToken=token)["issues"]) == 2
        again.clock.forward(seconds=1)
        late = again.ask("GET", "/search/jql", params={"jql": jql, "nextPageToken": token})
        assert late.status_code == 400


def test_a_list_being_paged_is_not_moved_by_writes_in_between(tmp_path: Path) -> None:
    with running(tmp_path, [issue(n) for n in range(1, 11)]) as site:
        jql = "project = NB ORDER BY updated DESC, key"
        first = site.search(jql, maxResults=5, fields="key")
        site.ask("PUT", "/issue/NB-9", json={"fields": {"summary": "Nyere"}})
        second = site.search(jql, maxResults=5, fields="key", nextPageToken=first["nextPageToken"])
        keys = [each["key"] for each in first["issues"] + second["issues"]]
        assert sorted(keys) == sorted(f"NB-{n}" for n in range(1, 11))


def test_the_old_search_is_gone_on_cloud(cloud: Site) -> None:
    for method in ("GET", "POST"):
        answer = cloud.ask(method, "/search", json={"jql": "project = NB"} if method == "POST" else None)
        assert answer.status_code == 410
        assert "The requested API has been removed." in answer.json()["errorMessages"][0]


def test_the_new_search_does_not_exist_on_data_center(server: Site) -> None:
    assert server.ask("GET", "/search/jql", version=2, params={"jql": "project = NB"}).status_code == 404
    assert server.ask("GET", "/myself", version=3).status_code == 404


def test_data_center_counts_and_takes_what_the_client_sends(server: Site) -> None:
    answer = server.get("/search", version=2, jql="project = NB", validateQuery="True", maxResults=5000, fields="key")
    assert (answer["total"], answer["maxResults"], answer["startAt"]) == (MANY, 1000, 0)
    assert server.get("/search", version=2, jql="project = NB", maxResults=0)["issues"] == []


def test_the_client_counts_roughly(cloud: Site) -> None:
    assert cloud.jira().approximate_issue_count("project = NB AND labels = l1") == 86


def test_a_body_the_service_does_not_know_is_refused(cloud: Site) -> None:
    # What the jira client 3.10.5 sends with use_post=True: nulls, and properties as text.
    with pytest.raises(JIRAError) as caught:
        cloud.jira().enhanced_search_issues("project = NB", use_post=True, properties="a")
    assert caught.value.status_code == 400
    assert cloud.ask("POST", "/search/jql", data="no json").status_code == 400


def test_a_repeated_page_token_can_be_rehearsed(cloud: Site) -> None:
    cloud.faults.add(Fault("repeat_page_token", path="/search/jql", times=2))
    jql = "project = NB ORDER BY key"
    first = cloud.search(jql, maxResults=100)
    second = cloud.search(jql, maxResults=100, nextPageToken=first["nextPageToken"])
    assert first["nextPageToken"] == second["nextPageToken"]
    assert first["issues"] == second["issues"]
    assert not second["isLast"]
    third = cloud.search(jql, maxResults=100, nextPageToken=second["nextPageToken"])
    assert third["nextPageToken"] != second["nextPageToken"]


def test_a_search_sees_a_write_when_the_index_has_caught_up(tmp_path: Path) -> None:
    with running(tmp_path, [issue(1)], index_lag_seconds=30) as site:
        made = site.create(labels=["auto-x"]).json()
        jql = "labels = auto-x"
        assert site.keys(jql) == []
        assert site.get(f"/issue/{made['key']}")["fields"]["labels"] == ["auto-x"]
        assert site.keys(jql, reconcileIssues=made["id"]) == [made["key"]]
        site.clock.forward(seconds=29)
        assert site.keys(jql) == []
        site.clock.forward(seconds=1)
        assert site.keys(jql) == [made["key"]]


def test_reconciling_replaces_what_the_index_still_has(tmp_path: Path) -> None:
    with running(tmp_path, [issue(1, labels=["old"])], index_lag_seconds=30) as site:
        site.ask("PUT", "/issue/NB-1", json={"fields": {"labels": ["new"]}})
        assert site.keys("labels = old") == ["NB-1"]
        assert site.keys("labels = old", reconcileIssues="10001") == []
        assert site.keys("labels = new", reconcileIssues="10001") == ["NB-1"]


def test_more_than_fifty_reconciled_issues_are_refused(cloud: Site) -> None:
    ids = [str(10_000 + n) for n in range(1, 52)]
    answer = cloud.ask("GET", "/search/jql", BOT, params={"jql": "project = NB", "reconcileIssues": ids})
    assert answer.status_code == 400


def test_names_and_schema_come_when_asked_for(cloud: Site) -> None:
    answer = cloud.search("key = NB-1", fields="summary,customfield_10011", expand="names,schema")
    assert answer["names"] == {"summary": "Summary", "customfield_10011": "Antal"}
    assert answer["schema"]["customfield_10011"]["customId"] == 10011
