"""The server as a whole: restarts, its journal, addresses that are no route."""

import io
from pathlib import Path
from typing import Any

from tests.sandbox.jira.jira_folder import Site, running, serving


def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        made = site.create(labels=["auto-9"]).json()
        jira = site.jira()
        jira.transition_issue("NB-2", "Start")
        jira.add_comment("NB-2", "Hej")
        jira.add_issue_property("NB-2", "p", 1)
        jira.add_attachment("NB-2", io.BytesIO(b"indhold"), filename="a.txt")
        before = [site.get(f"/issue/{key}", expand="changelog", properties="*all") for key in ("NB-2", made["key"])]
    with serving(tmp_path) as again:
        keys = ("NB-2", made["key"])
        after = [again.get(f"/issue/{key}", expand="changelog", properties="*all") for key in keys]
        assert _without_links(after) == _without_links(before)
        assert again.keys("labels = auto-9") == [made["key"]]
        assert again.create().json()["key"] == "NB-9"


def _without_links(value: Any) -> Any:
    """An answer without the addresses, which carry the port."""
    if isinstance(value, dict):
        return {key: _without_links(each) for key, each in value.items() if not str(each).startswith("http")}
    return [_without_links(each) for each in value] if isinstance(value, list) else value


def test_the_journal_counts_calls_by_their_shape(cloud: Site) -> None:
    cloud.get("/issue/NB-1", fields="summary")
    cloud.get("/issue/NB-2", fields="summary")
    cloud.ask("POST", "/search/jql", json={"jql": "project = NB"})
    assert cloud.journal.counts()["GET /rest/api/3/issue/{issue}"] == 2
    assert [entry.is_write for entry in cloud.journal.entries()] == [False, False, False]


def test_an_address_that_is_no_route_says_so(cloud: Site) -> None:
    answer = cloud.ask("GET", "/no/such/route")
    assert (answer.status_code, answer.json()["status-code"]) == (404, 404)
