"""Who may do what, what missing permission looks like, and how the service says to slow down."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from jira import JIRA, JIRAError

from sandbox.faults import Fault
from sandbox.jira.limits import NO_LIMITS, RateLimits
from tests.sandbox.jira.jira_folder import BOT, CLERK, GUEST, Site, running

EXPIRED = (BOT[0], "expired")


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("cloud")) as site:
        yield site


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("server"), deployment="Server") as site:
        yield site


@pytest.mark.parametrize("who", [EXPIRED, (GUEST[0], BOT[1]), ("", "")])
def test_a_wrong_token_is_refused_with_one_line_of_text(cloud: Site, who: tuple[str, str]) -> None:
    answer = cloud.ask("GET", "/myself", who)
    assert answer.status_code == 401
    assert answer.text == "Client must be authenticated to access this resource."
    assert answer.headers["X-Seraph-LoginReason"] == "AUTHENTICATED_FAILED"


def test_a_wrong_token_can_also_pass_as_nobody(tmp_path: Path) -> None:
    with running(tmp_path, bad_token_is_anonymous=True) as site:
        assert site.ask("GET", "/issue/NB-1", EXPIRED).status_code == 404
        assert site.get("/project/search", EXPIRED)["total"] == 0
        assert site.search("project = NB", EXPIRED)["issues"] == []
        assert site.ask("GET", "/myself", EXPIRED).status_code == 401


def test_a_bearer_token_is_for_data_center_only(cloud: Site, server: Site) -> None:
    bearer = {"Authorization": f"Bearer {BOT[1]}"}
    assert cloud.ask("GET", "/myself", None, headers=bearer).status_code == 403
    client = JIRA(server.url, token_auth=BOT[1], max_retries=0, timeout=20)
    assert client.myself()["name"] == "bot"
    client.close()
    wrong = server.ask("GET", "/myself", None, 2, headers={"Authorization": "Bearer wrong"})
    assert wrong.status_code == 401
    assert wrong.text.startswith("<html>")


def test_data_center_takes_a_user_name_and_shows_names_not_account_ids(server: Site) -> None:
    me = server.get("/myself", ("bot", BOT[1]), 2)
    assert me["name"] == "bot"
    assert "accountId" not in me


def test_the_client_tells_the_deployments_apart(cloud: Site, server: Site) -> None:
    assert cloud.jira()._is_cloud
    assert not server.jira()._is_cloud


def test_only_the_own_email_is_shown_on_cloud(cloud: Site) -> None:
    assert cloud.get("/myself")["emailAddress"] == BOT[0]
    assert "emailAddress" not in cloud.get("/user", accountId="bls-1")
    assert [each["accountId"] for each in cloud.get("/user/search", accountId="bls-1")] == ["bls-1"]


def test_issues_one_may_not_see_are_left_out_in_silence(cloud: Site) -> None:
    assert cloud.keys("labels = auto-1 ORDER BY key") == ["NB-2", "NI-1"]
    assert cloud.keys("labels = auto-1 ORDER BY key", GUEST) == ["NB-2"]
    assert cloud.keys("labels = auto-1", CLERK) == []
    count = cloud.ask("POST", "/search/approximate-count", GUEST, json={"jql": "labels = auto-1"}).json()
    assert count == {"count": 1}


def test_an_issue_one_may_not_see_looks_like_one_that_is_not_there(cloud: Site, server: Site) -> None:
    for who, key in ((GUEST, "NI-1"), (BOT, "NI-99"), (None, "NB-1")):
        answer = cloud.ask("GET", f"/issue/{key}", who)
        assert answer.status_code == 404
        text = "Issue does not exist or you do not have permission to see it."
        assert answer.json() == {"errorMessages": [text], "errors": {}}
    with pytest.raises(JIRAError) as caught:
        server.jira(GUEST).issue("NI-1")
    assert (caught.value.status_code, caught.value.text) == (404, "Issue Does Not Exist")


def test_an_unknown_project_is_an_error_when_logged_in_and_nothing_to_an_anonymous_caller(cloud: Site) -> None:
    assert cloud.ask("GET", "/search/jql", params={"jql": "project = XX"}).status_code == 400
    assert cloud.ask("GET", "/search/jql", GUEST, params={"jql": "project = NI"}).status_code == 400
    assert cloud.search("project = XX", None) == {"issues": [], "isLast": True}
    assert cloud.ask("GET", "/search/jql", None, params={"jql": "project ="}).status_code == 400


def test_projects_are_those_one_may_browse(cloud: Site) -> None:
    assert [each.key for each in cloud.jira().projects()] == ["NB", "NI"]
    assert [each["key"] for each in cloud.get("/project", GUEST)] == ["NB"]
    answer = cloud.ask("GET", "/project/NI", GUEST)
    assert (answer.status_code, answer.json()["errorMessages"]) == (404, ["No project could be found with key 'NI'."])
    project = cloud.jira().project("NB")
    assert [each.name for each in project.components] == ["P-01", "P-02"]


@pytest.mark.parametrize(
    ("who", "project", "permission", "held"),
    [
        (BOT, "NB", "CREATE_ISSUES", True),
        (GUEST, "NB", "BROWSE_PROJECTS", True),
        (GUEST, "NB", "CREATE_ISSUES", False),
        (BOT, "NB", "CREATE_ATTACHMENTS", True),
        (BOT, "NB", "ADMINISTER", False),
    ],
)
def test_permissions_can_be_asked_for(
    cloud: Site, who: tuple[str, str], project: str, permission: str, held: bool
) -> None:
    answer = cloud.jira(who).my_permissions(projectKey=project, permissions=permission)
    assert answer["permissions"][permission]["havePermission"] is held


def test_permissions_must_be_named_on_cloud_and_need_not_on_data_center(cloud: Site, server: Site) -> None:
    assert cloud.ask("GET", "/mypermissions").status_code == 400
    assert cloud.ask("GET", "/mypermissions", params={"permissions": "FLY"}).status_code == 400
    assert (
        cloud.ask("GET", "/mypermissions", GUEST, params={"permissions": "EDIT_ISSUES", "projectKey": "NI"}).status_code
        == 404
    )
    assert server.get("/mypermissions", version=2)["permissions"]["EDIT_ISSUES"]["havePermission"]


WRITES: list[tuple[str, str, dict[str, Any], int]] = [
    ("PUT", "/issue/NB-2", {"fields": {"summary": "x"}}, 403),
    ("POST", "/issue/NB-2/comment", {"body": {"type": "doc", "version": 1, "content": []}}, 403),
    ("POST", "/issue/NB-2/transitions", {"transition": {"id": "11"}}, 400),
    ("PUT", "/issue/NB-2/properties/x", {"a": 1}, 403),
    ("POST", "/issue/NB-2/remotelink", {"object": {"url": "https://x.example", "title": "x"}}, 403),
    ("PUT", "/issue/NI-1", {"fields": {"summary": "x"}}, 404),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), WRITES)
def test_a_reader_cannot_write(cloud: Site, method: str, path: str, body: dict[str, Any], status: int) -> None:
    before = cloud.get("/issue/NB-2", fields="*all", expand="changelog")
    assert cloud.ask(method, path, GUEST, json=body).status_code == status
    assert cloud.get("/issue/NB-2", fields="*all", expand="changelog") == before


def test_a_reader_cannot_create_and_is_told_under_the_field(cloud: Site) -> None:
    fields = {"project": {"key": "NB"}, "issuetype": {"id": "10001"}, "summary": "x"}
    answer = cloud.ask("POST", "/issue", GUEST, json={"fields": fields})
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"project": "You do not have permission to create issues in this project."}
    assert cloud.ask("POST", "/issue", None, json={"fields": fields}).status_code == 401


def test_application_links_are_for_administrators(cloud: Site) -> None:
    answer = requests.get(f"{cloud.url}/rest/applinks/latest/listApplicationlinks", auth=BOT, timeout=10)
    assert answer.status_code == 403


def test_a_captcha_of_data_center_can_be_rehearsed(server: Site) -> None:
    headers = {"X-Authentication-Denied-Reason": "CAPTCHA_CHALLENGE; login-url=http://jira.example/login.jsp"}
    server.faults.add(Fault("answer", path="/myself", status=403, headers=headers))
    answer = server.ask("GET", "/myself", version=2)
    assert answer.status_code == 403
    assert answer.headers["X-Authentication-Denied-Reason"].startswith("CAPTCHA_CHALLENGE")


class Ticks:
    """Seconds that pass only when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_answered_with_429_and_says_why_and_how_long(tmp_path: Path) -> None:
    ticks = Ticks()
    with running(tmp_path, clock_seconds=ticks, limits=RateLimits(per_second={"GET": 3.0}, named={})) as site:
        assert [site.ask("GET", "/myself").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
        refused = site.ask("GET", "/myself")
        assert refused.headers["Retry-After"] == "1"
        assert refused.headers["X-RateLimit-Limit"] == "3"
        assert refused.headers["X-RateLimit-Remaining"] == "0"
        assert refused.headers["X-RateLimit-Reset"] == "2026-11-02T06:00Z"
        assert refused.headers["X-RateLimit-NearLimit"] == "true"
        assert refused.headers["RateLimit-Reason"] == "jira-burst-based"
        assert site.ask("GET", "/priority").status_code == 200  # each endpoint for itself
        ticks.now += 1
        assert site.ask("GET", "/myself").status_code == 200


def test_the_body_of_a_429_is_json_or_empty_or_a_page(tmp_path: Path) -> None:
    limits = RateLimits(per_second={"GET": 1.0}, named={})
    with running(tmp_path, clock_seconds=Ticks(), limits=limits) as site:
        site.ask("GET", "/myself")
        bodies = [site.ask("GET", "/myself").text for _ in range(3)]
        assert bodies[0].startswith('{"errorMessages"')
        assert bodies[1] == ""
        assert bodies[2].startswith("<html>")


def test_writes_on_one_issue_are_limited_to_twenty_in_two_seconds_and_a_hundred_in_thirty(tmp_path: Path) -> None:
    ticks = Ticks()
    with running(tmp_path, clock_seconds=ticks) as site:

        def write(key: str) -> requests.Response:
            return site.ask("PUT", f"/issue/{key}/properties/p", json=1)

        assert {write("NB-1").status_code for _ in range(20)} == {200, 201}
        refused = write("NB-1")
        assert (refused.status_code, refused.headers["RateLimit-Reason"]) == (429, "jira-per-issue-on-write")
        assert refused.headers["Retry-After"] == "2"
        assert write("NB-2").status_code == 201
        for _ in range(4):
            ticks.now += 2
            assert {write("NB-1").status_code for _ in range(20)} == {200}
        ticks.now += 2
        assert write("NB-1").headers["Retry-After"] == "20"


def test_limits_can_be_switched_off(tmp_path: Path) -> None:
    with running(tmp_path, clock_seconds=Ticks(), limits=NO_LIMITS) as site, requests.Session() as session:
        session.auth = BOT
        codes = {session.get(f"{site.url}/rest/api/3/myself", timeout=10).status_code for _ in range(130)}
        assert codes == {200}
