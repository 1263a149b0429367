"""Pulling tickets over HTTP: every page, every change, whatever the index shows."""

from datetime import timedelta

import polars as pl
import pytest

from connectors.errors import (
    AccessRefused,
    IncompleteData,
)
from domain.sla.tickets import COMMENTS, HISTORY, TICKETS
from tests.connectors.atlassian_jira.pulled import Start, pull_from, reasons_of, whole_project
from tests.connectors.jira_samples import START
from tests.connectors.jira_site import RunningJira, long_walk, ticket


def test_a_pull_from_cloud_holds_every_ticket_change_and_comment(cloud: RunningJira) -> None:
    pull = pull_from(cloud, page_size=50)
    stored = whole_project()
    assert pull.tickets["key"].to_list() == [one["key"] for one in stored]
    assert (dict(pull.tickets.schema), dict(pull.history.schema)) == (TICKETS, HISTORY)
    assert dict(pull.comments.schema) == COMMENTS
    expected = {(one["id"], entry["id"]) for one in stored for entry in one["changelog"]["histories"]}
    assert set(pull.history.select("issue_id", "history_id").iter_rows()) == expected
    assert pull.history.height == len(expected)
    assert pull.comments.height == sum(one["fields"]["comment"]["total"] for one in stored)
    assert reasons_of(pull) == {}


def test_instants_and_names_arrive_as_they_were_stored(cloud: RunningJira) -> None:
    pull = pull_from(cloud)
    first = pull.history.filter(pl.col("issue_id") == "5001").row(0, named=True)
    assert first["at"] == START + timedelta(minutes=10)
    assert (first["from_id"], first["from_name"], first["to_id"], first["to_name"]) == (
        "10001",
        "Ny",
        "10002",
        "I gang",
    )
    row = pull.tickets.row(0, named=True)
    assert (row["component"], row["priority"], row["status"], row["created_at"]) == ("P-01", "P3", "Løst", START)


def test_data_center_gives_the_same_histories_with_counts(cloud: RunningJira, data_center: RunningJira) -> None:
    ours, theirs = pull_from(cloud), pull_from(data_center, page_size=40)
    assert theirs.history.drop("author_id").equals(ours.history.drop("author_id"))
    assert theirs.tickets["history_total"].equals(theirs.tickets["history_read"])
    assert theirs.comments.height == ours.comments.height
    assert reasons_of(theirs) == {}


def test_a_pull_counts_its_requests_and_bytes(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 31)])
    with server.connect(page_size=10) as jira:
        jira.check_access("NB")
        before = sum(server.counts().values())
        pull = jira.pull_tickets("NB")
        assert pull.requests == sum(server.counts().values()) - before == 5  # 3 pages, a count, one bulkfetch
        assert pull.bytes_read > 10_000
        assert jira.requests == before + pull.requests - 1  # the one that connected is not counted


def test_histories_longer_than_a_bulkfetch_page_are_joined(site: Start) -> None:
    server = site([ticket(n, *long_walk(60)) for n in range(1, 101)])
    pull = pull_from(server)
    assert pull.history.height == 6000
    assert server.asked("changelog/bulkfetch") == 2
    assert reasons_of(pull) == {}


def test_more_than_a_thousand_tickets_are_asked_for_in_batches(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 1101)])
    pull = pull_from(server)
    assert (pull.tickets.height, pull.history.height) == (1100, 1100)
    assert server.asked("changelog/bulkfetch") == 2


def test_an_incremental_pull_overlaps_one_day_and_brings_whole_histories(site: Start) -> None:
    day = 24 * 60
    server = site(
        [
            ticket(1, "10001", "10002", last_minute=0),
            ticket(2, "10001", "10002", last_minute=2 * day - 30),
            ticket(3, "10001", "10002", last_minute=3 * day),
        ]
    )
    with server.connect() as jira:
        pull = jira.pull_tickets("NB", START + timedelta(days=3, minutes=-40))
    assert pull.tickets["key"].to_list() == ["NB-2", "NB-3"]
    assert pull.history.height == 2


def test_an_empty_project_is_believed_only_after_access_is_proven(cloud: RunningJira) -> None:
    with cloud.connect() as jira:
        assert jira.pull_tickets("NOG").tickets.is_empty()
    with cloud.connect("guest@nordlys.example", "guest-token") as guest, pytest.raises(AccessRefused, match="NB"):
        guest.pull_tickets("NB")


@pytest.mark.parametrize("path", ["search/jql", "changelog/bulkfetch"])
def test_a_page_token_that_repeats_is_an_error_not_an_endless_loop(site: Start, path: str) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 31)])
    server.arm({"kind": "repeat_page_token", "path": path, "times": 50})
    with pytest.raises(IncompleteData, match="token came twice"):
        pull_from(server, page_size=10)
    assert server.asked(path) < 10


def test_markedly_fewer_tickets_than_jira_counts_is_an_error(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 31)])
    server.arm({"kind": "answer", "path": "approximate-count", "status": 200, "body": '{"count": 60}'})
    with pytest.raises(IncompleteData, match=r"60 tickets, 30 could be read"):
        pull_from(server)


def test_a_count_that_is_off_by_a_few_or_refused_does_not_stop_a_pull(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 31)])
    server.arm(
        {"kind": "answer", "path": "approximate-count", "status": 200, "body": '{"count": 33}'},
        {"kind": "answer", "path": "approximate-count", "status": 404, "body": "{}"},
    )
    assert [pull_from(server).tickets.height for _ in range(2)] == [30, 30]
