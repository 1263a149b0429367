"""Histories are proven whole, or their tickets say why they are not."""

import json
from datetime import timedelta

import pytest

from connectors.errors import (
    IncompleteData,
)
from tests.connectors.atlassian_jira.pulled import Start, pull_from, reasons_of
from tests.connectors.jira_samples import START
from tests.connectors.jira_site import long_walk, ticket

BULK = {"kind": "answer", "path": "changelog/bulkfetch", "status": 200}


NO_COUNT = {"kind": "answer", "path": "search/jql", "after": 1, "status": 400, "body": "{}"}
"""Refuses the search that asks for counts, a hundred tickets at a time; the pull's own page passes."""


def test_a_ticket_whose_chain_is_broken_is_read_again_and_mended(site: Start) -> None:
    server = site([ticket(1, "10001", "10002", "10005"), ticket(2, *long_walk(130))])
    server.arm({**BULK, "body": json.dumps({"issueChangeLogs": []})})
    server.arm(
        {"kind": "answer", "path": "search/jql", "after": 1, "status": 400, "body": "{}"}
    )  # the count by hundreds
    pull = pull_from(server)
    assert pull.history.height == 132
    assert pull.tickets["history_total"].to_list() == [2, 130]
    assert reasons_of(pull) == {}
    assert server.asked("/changelog") == 3  # the bulkfetch, and 130 entries in two pages


def test_a_change_that_bulkfetch_did_not_show_yet_is_found_by_the_second_reading(site: Start) -> None:
    stored = ticket(1, "10001", "10002", "10005")
    first = {
        **stored["changelog"]["histories"][0],
        "created": round((START + timedelta(minutes=10)).timestamp() * 1000),
    }
    server = site([stored])
    server.arm({**BULK, "body": json.dumps({"issueChangeLogs": [{"issueId": "5001", "changeHistories": [first]}]})})
    pull = pull_from(server)
    assert pull.history["to_id"].to_list() == ["10002", "10005"]
    assert reasons_of(pull) == {}


def test_a_history_that_stays_cut_marks_its_ticket_and_leaves_the_others_alone(site: Start) -> None:
    cut = ticket(2, "10001", "10002", "10003", "10005")
    del cut["changelog"]["histories"][1]
    server = site([ticket(1, "10001", "10002"), cut])
    pull = pull_from(server)
    assert reasons_of(pull) == {
        "NB-2": "the history of its status has a gap: it leaves Afventer kunde when it was I gang"
    }
    assert pull.tickets.height == 2


def test_a_ticket_deleted_during_the_pull_keeps_its_row_and_says_why(site: Start) -> None:
    server = site([ticket(1, "10001", "10002"), ticket(2, "10001", "10002")])
    server.arm(
        {**BULK, "body": json.dumps({"issueChangeLogs": []})},
        NO_COUNT,
        {"kind": "answer", "path": "issue/5002", "status": 404, "body": "{}"},
    )
    assert reasons_of(pull_from(server)) == {"NB-2": "it was deleted or hidden while the tickets were read"}


def test_a_ticket_deleted_before_its_comments_were_read_does_not_stop_the_pull(site: Start) -> None:
    first = {"comments": [], "total": 1}
    stored = ticket(2, "10001", "10002")
    server = site([ticket(1, "10001", "10002"), stored])
    issues = [server.raw(f"issue/NB-{n}") for n in (1, 2)]
    issues[1]["fields"]["comment"] = first
    server.arm(
        {"kind": "answer", "path": "search/jql", "status": 200, "body": json.dumps({"issues": issues, "isLast": True})},
        {"kind": "answer", "path": "NB-2/comment", "status": 404, "body": "{}"},
    )
    assert reasons_of(pull_from(server)) == {"NB-2": "it was deleted or hidden while the tickets were read"}


def test_tickets_without_a_change_of_status_are_counted_by_the_hundred(site: Start) -> None:
    server = site([ticket(n, "10001") for n in range(1, 251)])
    pull = pull_from(server)
    assert reasons_of(pull) == {}
    assert pull.tickets["history_total"].to_list() == [0] * 250
    assert server.asked("search/jql") == 4  # the pull's page, and three hundreds
    assert server.asked("GET /rest/api/2/issue") == 0


def test_no_changes_at_all_is_never_a_green_run(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 4)])
    server.arm({**BULK, "body": json.dumps({"issueChangeLogs": [{"issueId": "5001", "changeLog": {"histories": []}}]})})
    with pytest.raises(IncompleteData, match="changeHistories"):
        pull_from(server)
