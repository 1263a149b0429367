"""The Jira client over HTTP: access, issues and comments made once, failures at the edge."""

import pickle
import traceback
from typing import Any

import pytest

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
from connectors.ports.tracker import IssueDraft
from tests.connectors.atlassian_jira.pulled import DRAFT, Start
from tests.connectors.jira_site import EMAIL, TOKEN, RunningJira, ticket


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
