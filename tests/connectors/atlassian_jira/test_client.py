"""The Jira connector through the real client, over HTTP, against the stand-in: pulls, look-ups, writes, failures."""

import json
import pickle
import traceback
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import requests

from connectors.atlassian_jira.client import PROPERTY, JiraService
from connectors.errors import (
    AccessRefused,
    ConnectorError,
    IncompleteData,
    NotFound,
    RateLimited,
    RequestRefused,
    ServiceUnavailable,
    TimedOut,
)
from connectors.protocols import IssueDraft, TicketPull
from domain.sla.tickets import COMMENTS, HISTORY, TICKETS
from tests.connectors.jira_samples import START
from tests.connectors.jira_site import EMAIL, TOKEN, RunningJira, long_walk, running_jira, ticket

DRAFT = IssueDraft(
    project="NOG",
    issue_type="Epic",
    summary="Pilot\ngodkendt",
    description="Se [~accountid:mette] her",
    label="auto-0123456789abcdef",
    labels=("rollout-nordlys",),
    due_on="2026-11-30",
)


def _project() -> list[dict[str, Any]]:
    """Ordinary tickets, long ones, silent ones, one with many comments."""
    ordinary = [ticket(n, "10001", "10002", "10003", "10002", "10005", comments=n % 3) for n in range(1, 121)]
    cut = [ticket(200, *long_walk(41)), ticket(201, *long_walk(130))]
    silent = [ticket(n, "10001") for n in range(300, 305)]
    return [*ordinary, *cut, *silent, ticket(400, "10001", "10002", comments=250)]


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningJira]:
    """A Cloud site that is only read."""
    with running_jira(tmp_path_factory.mktemp("cloud"), _project()) as server:
        yield server


@pytest.fixture(scope="module")
def data_center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningJira]:
    """The same project on Data Center."""
    with running_jira(tmp_path_factory.mktemp("server"), _project(), deployment="Server") as server:
        yield server


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[..., RunningJira]]:
    """Start sites of one's own."""
    opened: list[Any] = []

    def start(issues: list[dict[str, Any]] | None = None, **more: Any) -> RunningJira:
        context = running_jira(tmp_path / str(len(opened)), issues, **more)
        opened.append(context)
        return context.__enter__()

    yield start
    for context in opened:
        context.__exit__(None, None, None)


Start = Callable[..., RunningJira]


def _pull(server: RunningJira, **more: Any) -> TicketPull:
    with server.connect(**more) as jira:
        return jira.pull_tickets("NB")


def _reasons(pull: TicketPull) -> dict[str, str]:
    marked = pull.tickets.filter(pl.col("unreadable_reason").is_not_null())
    return dict(marked.select("key", "unreadable_reason").iter_rows())


# --- pulling --------------------------------------------------------------------------------------------------


def test_a_pull_from_cloud_holds_every_ticket_change_and_comment(cloud: RunningJira) -> None:
    pull = _pull(cloud, page_size=50)
    stored = _project()
    assert pull.tickets["key"].to_list() == [one["key"] for one in stored]
    assert (dict(pull.tickets.schema), dict(pull.history.schema)) == (TICKETS, HISTORY)
    assert dict(pull.comments.schema) == COMMENTS
    expected = {(one["id"], entry["id"]) for one in stored for entry in one["changelog"]["histories"]}
    assert set(pull.history.select("issue_id", "history_id").iter_rows()) == expected
    assert pull.history.height == len(expected)
    assert pull.comments.height == sum(one["fields"]["comment"]["total"] for one in stored)
    assert _reasons(pull) == {}


def test_instants_and_names_arrive_as_they_were_stored(cloud: RunningJira) -> None:
    pull = _pull(cloud)
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
    ours, theirs = _pull(cloud), _pull(data_center, page_size=40)
    assert theirs.history.drop("author_id").equals(ours.history.drop("author_id"))
    assert theirs.tickets["history_total"].equals(theirs.tickets["history_read"])
    assert theirs.comments.height == ours.comments.height
    assert _reasons(theirs) == {}


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
    pull = _pull(server)
    assert pull.history.height == 6000
    assert server.asked("changelog/bulkfetch") == 2
    assert _reasons(pull) == {}


def test_more_than_a_thousand_tickets_are_asked_for_in_batches(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 1101)])
    pull = _pull(server)
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
        _pull(server, page_size=10)
    assert server.asked(path) < 10


def test_markedly_fewer_tickets_than_jira_counts_is_an_error(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 31)])
    server.arm({"kind": "answer", "path": "approximate-count", "status": 200, "body": '{"count": 60}'})
    with pytest.raises(IncompleteData, match=r"60 tickets, 30 could be read"):
        _pull(server)


def test_a_count_that_is_off_by_a_few_or_refused_does_not_stop_a_pull(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 31)])
    server.arm(
        {"kind": "answer", "path": "approximate-count", "status": 200, "body": '{"count": 33}'},
        {"kind": "answer", "path": "approximate-count", "status": 404, "body": "{}"},
    )
    assert [_pull(server).tickets.height for _ in range(2)] == [30, 30]


# --- whole histories ------------------------------------------------------------------------------------------

BULK = {"kind": "answer", "path": "changelog/bulkfetch", "status": 200}
NO_COUNT = {"kind": "answer", "path": "search/jql", "after": 1, "status": 400, "body": "{}"}
"""Refuses the search that asks for counts, a hundred tickets at a time; the pull's own page passes."""


def test_a_ticket_whose_chain_is_broken_is_read_again_and_mended(site: Start) -> None:
    server = site([ticket(1, "10001", "10002", "10005"), ticket(2, *long_walk(130))])
    server.arm({**BULK, "body": json.dumps({"issueChangeLogs": []})})
    server.arm(
        {"kind": "answer", "path": "search/jql", "after": 1, "status": 400, "body": "{}"}
    )  # the count by hundreds
    pull = _pull(server)
    assert pull.history.height == 132
    assert pull.tickets["history_total"].to_list() == [2, 130]
    assert _reasons(pull) == {}
    assert server.asked("/changelog") == 3  # the bulkfetch, and 130 entries in two pages


def test_a_change_that_bulkfetch_did_not_show_yet_is_found_by_the_second_reading(site: Start) -> None:
    stored = ticket(1, "10001", "10002", "10005")
    first = {
        **stored["changelog"]["histories"][0],
        "created": round((START + timedelta(minutes=10)).timestamp() * 1000),
    }
    server = site([stored])
    server.arm({**BULK, "body": json.dumps({"issueChangeLogs": [{"issueId": "5001", "changeHistories": [first]}]})})
    pull = _pull(server)
    assert pull.history["to_id"].to_list() == ["10002", "10005"]
    assert _reasons(pull) == {}


def test_a_history_that_stays_cut_marks_its_ticket_and_leaves_the_others_alone(site: Start) -> None:
    cut = ticket(2, "10001", "10002", "10003", "10005")
    del cut["changelog"]["histories"][1]
    server = site([ticket(1, "10001", "10002"), cut])
    pull = _pull(server)
    assert _reasons(pull) == {
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
    assert _reasons(_pull(server)) == {"NB-2": "it was deleted or hidden while the tickets were read"}


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
    assert _reasons(_pull(server)) == {"NB-2": "it was deleted or hidden while the tickets were read"}


def test_tickets_without_a_change_of_status_are_counted_by_the_hundred(site: Start) -> None:
    server = site([ticket(n, "10001") for n in range(1, 251)])
    pull = _pull(server)
    assert _reasons(pull) == {}
    assert pull.tickets["history_total"].to_list() == [0] * 250
    assert server.asked("search/jql") == 4  # the pull's page, and three hundreds
    assert server.asked("GET /rest/api/2/issue") == 0


def test_no_changes_at_all_is_never_a_green_run(site: Start) -> None:
    server = site([ticket(n, "10001", "10002") for n in range(1, 4)])
    server.arm({**BULK, "body": json.dumps({"issueChangeLogs": [{"issueId": "5001", "changeLog": {"histories": []}}]})})
    with pytest.raises(IncompleteData, match="changeHistories"):
        _pull(server)


# --- access ---------------------------------------------------------------------------------------------------


def test_access_is_proven_and_the_account_named(cloud: RunningJira) -> None:
    with cloud.connect() as jira:
        assert jira.check_access("NB") == "Rollout bot"


@pytest.mark.parametrize("project", ["NB", "NOPE"])
def test_a_project_that_cannot_be_seen_names_account_and_project(cloud: RunningJira, project: str) -> None:
    with cloud.connect("guest@nordlys.example", "guest-token") as jira, pytest.raises(AccessRefused) as caught:
        jira.check_access(project)
    assert "guest@nordlys.example" in str(caught.value.what)
    assert project in str(caught.value.what)
    assert "Browse projects" in str(caught.value.next_step)


def test_a_wrong_token_is_refused_with_the_account_and_without_the_token(cloud: RunningJira) -> None:
    token = "wrong" + "-secret"  # put together, so that a traceback showing this line does not show the word
    with pytest.raises(AccessRefused) as caught:
        cloud.connect(token=token).check_access("NB")
    told = "".join(traceback.format_exception(caught.value))
    assert EMAIL in told
    assert token not in told


def test_data_center_takes_a_personal_token_alone(data_center: RunningJira) -> None:
    with data_center.connect(email="") as jira:
        assert jira.check_access("NB") == "Rollout bot"


# --- issues and comments --------------------------------------------------------------------------------------


@pytest.mark.parametrize("deployment", ["Cloud", "Server"])
def test_an_issue_is_created_with_its_label_and_property_and_found_again(site: Start, deployment: str) -> None:
    server = site(deployment=deployment)
    with server.connect() as jira:
        assert jira.find_by_label("NOG", DRAFT.label) is None
        made = jira.create_issue(DRAFT)
        assert jira.find_by_label("NOG", DRAFT.label) == made
    assert made.url == f"{server.url}/browse/{made.key}"
    fields = server.raw(f"issue/{made.key}")["fields"]
    assert fields["labels"] == [DRAFT.label, "rollout-nordlys"]
    assert (fields["summary"], fields["duedate"]) == ("Pilot godkendt", "2026-11-30")
    assert fields["issuetype"]["name"] == "Epic"
    assert fields["description"] == "Se \\[~accountid:mette] her"
    assert server.raw(f"issue/{made.key}/properties/{PROPERTY}")["value"] == {"label": DRAFT.label}


def test_an_issue_type_may_be_named_by_its_id(site: Start) -> None:
    server = site()
    with server.connect() as jira:
        made = jira.create_issue(IssueDraft("NOG", "10001", "x", "", label="auto-1"))
    assert server.raw(f"issue/{made.key}")["fields"]["issuetype"]["name"] == "Sag"


def test_a_new_issue_is_found_although_the_index_does_not_show_it_yet(site: Start) -> None:
    server = site(lag_seconds=3600)
    others = [IssueDraft("NOG", "Epic", f"x{n}", "", label=f"auto-{n}") for n in range(4)]
    with server.connect() as jira:
        made = [jira.create_issue(draft) for draft in [*others, DRAFT]]
        assert server.raw("search/jql", jql='project = "NOG"')["issues"] == []
        assert jira.find_by_label("NOG", DRAFT.label) == made[-1]
        assert jira.find_by_label("NOG", "auto-other") is None


def test_the_look_up_past_the_index_ends_soon_in_an_empty_project(site: Start) -> None:
    server = site()
    with server.connect() as jira:
        assert jira.find_by_label("NOG", "auto-1") is None
    assert server.asked("GET /rest/api/2/issue") == 3


def test_two_issues_with_one_label_are_told_not_chosen_from(site: Start) -> None:
    server = site()
    with server.connect() as jira:
        keys = [jira.create_issue(DRAFT).key for _ in range(2)]
        with pytest.raises(IncompleteData) as caught:
            jira.find_by_label("NOG", DRAFT.label)
    assert all(key in str(caught.value.what) for key in keys)


def test_a_label_full_of_query_language_finds_nothing_and_breaks_nothing(cloud: RunningJira) -> None:
    with cloud.connect() as jira:
        assert jira.find_by_label("NOG", 'x" OR project = "NB" OR labels = "\\') is None


def test_a_property_that_cannot_be_set_does_not_make_a_made_issue_fail(site: Start) -> None:
    server = site()
    server.arm({"kind": "html_502", "method": "PUT", "path": "properties"})
    with server.connect() as jira:
        assert jira.create_issue(DRAFT).key == "NOG-1"


def test_a_refused_issue_names_the_field(site: Start) -> None:
    with site().connect() as jira, pytest.raises(RequestRefused) as caught:
        jira.create_issue(IssueDraft("NOG", "Unknown", "x", "", label="auto-1"))
    assert "issuetype" in str(caught.value.why)


def test_a_post_whose_answer_is_lost_is_not_sent_again(site: Start) -> None:
    server = site()
    server.arm({"kind": "drop_after_commit", "method": "POST", "path": "/issue$"})
    with server.connect() as jira:
        with pytest.raises(ServiceUnavailable):
            jira.create_issue(DRAFT)
        found = jira.find_by_label("NOG", DRAFT.label)
        assert found is not None
        assert found.key == "NOG-1"
    assert server.asked("POST /rest/api/2/issue") == 1


@pytest.mark.parametrize("deployment", ["Cloud", "Server"])
def test_a_comment_is_added_once_and_found_by_its_marker_on_any_page(site: Start, deployment: str) -> None:
    server = site([ticket(1, "10001", comments=120)], deployment=deployment)
    with server.connect() as jira:
        assert jira.find_comment("NB-1", "auto-7") is None
        made = jira.add_comment("NB-1", "Godkendt {noformat}\n\nauto-7")
        assert jira.find_comment("NB-1", "auto-7") == made
    assert server.raw(f"issue/NB-1/comment/{made}")["body"] == "Godkendt \\{noformat}\n\nauto-7"


def test_a_comment_on_an_issue_that_is_not_there_is_not_found(cloud: RunningJira) -> None:
    with cloud.connect() as jira, pytest.raises(NotFound):
        jira.add_comment("NB-9999", "x")


# --- failures at the edge -------------------------------------------------------------------------------------

_ANSWERS: list[tuple[dict[str, Any], type[ConnectorError]]] = [
    ({"kind": "answer", "status": 429, "headers": {"Retry-After": "1847"}}, RateLimited),
    ({"kind": "answer", "status": 429, "headers": {"Retry-After": "Mon, 02 Nov 2099 08:00:00 GMT"}}, RateLimited),
    ({"kind": "answer", "status": 429, "body": "<html>slow down</html>"}, RateLimited),
    ({"kind": "answer", "status": 401}, AccessRefused),
    ({"kind": "answer", "status": 403}, AccessRefused),
    ({"kind": "answer", "status": 404}, NotFound),
    ({"kind": "answer", "status": 410}, NotFound),
    ({"kind": "answer", "status": 400, "body": '{"errorMessages":[],"errors":{"jql":"bad"}}'}, RequestRefused),
    ({"kind": "answer", "status": 409}, RequestRefused),
    ({"kind": "answer", "status": 500}, ServiceUnavailable),
    ({"kind": "answer", "status": 503, "headers": {"Retry-After": "5"}}, ServiceUnavailable),
    ({"kind": "answer", "status": 200, "body": "<!DOCTYPE html><title>Log in"}, ServiceUnavailable),
    ({"kind": "answer", "status": 200, "body": '{"displayName": "Rol'}, ServiceUnavailable),
    ({"kind": "html_502"}, ServiceUnavailable),
    ({"kind": "empty_200"}, ServiceUnavailable),
    ({"kind": "drop_before_commit"}, ServiceUnavailable),
    ({"kind": "drop_after_commit"}, ServiceUnavailable),
]


@pytest.mark.parametrize(("fault", "error"), _ANSWERS)
def test_every_failure_is_one_error_of_the_tree_and_one_request(
    cloud: RunningJira, fault: dict[str, Any], error: type[ConnectorError]
) -> None:
    with cloud.connect() as jira:
        cloud.arm({**fault, "path": "myself"})
        before = cloud.asked("myself")
        with pytest.raises(error) as caught:
            jira.check_access("NB")
        assert jira.check_access("NB") == "Rollout bot"
    assert cloud.asked("myself") - before == 2
    assert type(caught.value) is error
    assert "myself" in caught.value.where
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_an_answer_that_does_not_come_in_time_is_timed_out(site: Start) -> None:
    server = site()
    with server.connect(timeout_seconds=(5.0, 0.5)) as jira:
        server.arm({"kind": "delay", "delay_seconds": 3.0, "path": "myself"})
        with pytest.raises(TimedOut, match="myself"):
            jira.check_access("NB")


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "empty_200"},
        {"kind": "html_502"},
        {"kind": "drop_before_commit"},
        {"kind": "answer", "status": 200, "body": "<html>Log in</html>"},
        {"kind": "answer", "status": 200, "body": "{}"},
        {"kind": "answer", "status": 200, "body": "[]"},
        {"kind": "answer", "status": 200, "body": '["a list"]'},
    ],
)
def test_a_server_that_does_not_answer_as_jira_is_unavailable_from_the_start(
    site: Start, fault: dict[str, Any]
) -> None:
    server = site()
    server.arm({"times": 4, **fault, "path": "serverInfo"})
    with pytest.raises(ServiceUnavailable, match="serverInfo"):
        server.connect()


def test_nobody_at_the_address_is_unavailable() -> None:
    with pytest.raises(ServiceUnavailable):
        JiraService.connect("http://127.0.0.1:9", EMAIL, TOKEN)


def test_an_address_without_a_scheme_is_a_refusal_not_a_crash() -> None:
    with pytest.raises(RequestRefused, match="address"):
        JiraService.connect("jira.example", EMAIL, TOKEN)


@pytest.mark.parametrize("fault", [{"kind": "empty_200"}, {"kind": "answer", "status": 200, "body": "{}"}])
def test_a_write_answered_with_nothing_is_unavailable_and_left_to_the_look_up(
    site: Start, fault: dict[str, Any]
) -> None:
    server = site([ticket(1, "10001")])
    with server.connect() as jira:
        server.arm({**fault, "method": "POST", "path": "/issue$"})
        with pytest.raises(ServiceUnavailable):
            jira.create_issue(DRAFT)
        server.arm({**fault, "method": "POST", "path": "comment"})
        with pytest.raises(ServiceUnavailable):
            jira.add_comment("NB-1", "x")


def test_no_cookie_and_no_token_shows_in_any_error(site: Start) -> None:
    server = site()
    with server.connect() as jira:
        server.arm(
            {
                "kind": "answer",
                "path": "myself",
                "status": 400,
                "headers": {"Set-Cookie": "JSESSIONID=very-secret"},
                "body": '{"errorMessages":["no"]}',
            }
        )
        with pytest.raises(RequestRefused) as caught:
            jira.check_access("NB")
        told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(jira)
    assert "very-secret" not in told
    assert TOKEN not in told


@pytest.mark.parametrize("deployment", ["Cloud", "Server"])
def test_the_register_has_every_issue_of_a_label_with_owner_day_and_whether_it_is_done(
    site: Start, deployment: str
) -> None:
    server = site(deployment=deployment)
    with server.connect() as jira:
        first = jira.create_issue(DRAFT)
        jira.create_issue(IssueDraft("NOG", "Sag", "Somebody else's", "", label="auto-other"))
        second = jira.create_issue(IssueDraft("NOG", "Sag", "Uden frist", "", "auto-2", ("rollout-nordlys",)))
        _solve(server, second.key)
        found = {issue.key: issue for issue in jira.register("NOG", "rollout-nordlys")}
    assert set(found) == {first.key, second.key}
    assert found[first.key].due_on == date(2026, 11, 30)
    assert (found[first.key].done, found[first.key].owner) == (False, "")
    assert DRAFT.label in found[first.key].labels
    assert (found[second.key].done, found[second.key].due_on, found[second.key].status) == (True, None, "Løst")
    assert found[second.key].resolved_on is not None


def test_a_register_over_several_pages_is_read_whole(site: Start) -> None:
    with site().connect(page_size=2) as jira:
        for number in range(5):
            jira.create_issue(IssueDraft("NOG", "Sag", f"x{number}", "", f"auto-{number}", ("rollout-nordlys",)))
        assert len(jira.register("NOG", "rollout-nordlys")) == 5


def _solve(server: RunningJira, key: str) -> None:
    """Take an issue through the workflow to its solution, as a person does."""
    wanted = ("I gang", "Løst")
    for name in wanted:
        moves = server.raw(f"issue/{key}/transitions")["transitions"]
        move = next(move for move in moves if move["to"]["name"] == name)
        answer = requests.post(
            f"{server.url}/rest/api/2/issue/{key}/transitions", json={"transition": {"id": move["id"]}},
            auth=(EMAIL, TOKEN), timeout=10,
        )  # fmt: skip
        assert answer.ok, answer.text
