"""Writing through the real client: create, edit, move, comment, attach, link; and what is left after a lost answer."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from jira import JIRAError

from sandbox.faults import Fault
from tests.sandbox.jira.jira_folder import BOT, GUEST, Site, running, serving

DOCUMENT = {
    "type": "doc",
    "version": 1,
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Hej"}]}],
}


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Site]:
    with running(tmp_path) as site:
        yield site


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Site]:
    with running(tmp_path, deployment="Server") as site:
        yield site


def histories(site: Site, key: str) -> list[dict[str, Any]]:
    """The last entry's items, and nothing of NB-1's long past."""
    entries: list[dict[str, Any]] = site.get(f"/issue/{key}/changelog", startAt=0)["values"]
    return entries


def test_the_client_creates_an_issue_with_all_it_was_given(cloud: Site) -> None:
    made = cloud.jira().create_issue(
        fields={
            "project": {"key": "NB"},
            "issuetype": {"name": "sag"},
            "summary": "Aftale om overdragelse",
            "description": "Linje 1\nLinje 2\n\nAfsnit 2",
            "priority": {"name": "P2"},
            "labels": ["auto-1f", "fase-2"],
            "components": [{"name": "P-02"}],
            "assignee": {"accountId": "bls-1"},
            "duedate": "2026-11-30",
            "parent": {"key": "NB-6"},
            "customfield_10010": "mail",
            "customfield_10011": 3,
        }
    )
    assert made.key == "NB-8"
    assert made.fields.summary == "Aftale om overdragelse"
    assert made.fields.description == "Linje 1\nLinje 2\n\nAfsnit 2"
    assert (made.fields.status.name, made.fields.status.statusCategory.key) == ("Ny", "new")
    assert (made.fields.priority.id, made.fields.assignee.accountId, made.fields.duedate) == (
        "2",
        "bls-1",
        "2026-11-30",
    )
    assert [each.name for each in made.fields.components] == ["P-02"]
    assert (made.fields.parent.key, made.fields.reporter.accountId) == ("NB-6", "bot")
    assert made.fields.created == made.fields.updated == "2026-11-02T07:00:00.000+0100"
    assert made.fields.customfield_10011 == 3
    document = cloud.get("/issue/NB-8")["fields"]["description"]
    assert [node["type"] for node in document["content"]] == ["paragraph", "paragraph"]


REFUSED = [
    ({"summary": None}, {"summary": "You must specify a summary of the issue."}),
    ({"summary": "a\nb"}, {"summary": "The summary is invalid because it contains newline characters."}),
    ({"summary": "x" * 256}, {"summary": "Summary can't exceed 255 characters."}),
    ({"issuetype": None}, {"issuetype": "Specify an issue type"}),
    ({"issuetype": {"id": "99"}}, {"issuetype": "The issue type selected is invalid."}),
    ({"project": {"key": "XX"}}, {"project": "valid project is required"}),
    ({"labels": ["to ord"]}, {"labels": "The label 'to ord' contains spaces which is invalid."}),
    ({"priority": {"name": "Høj"}}, {"priority": "Priority name 'Høj' is not valid"}),
    ({"priority": {"id": "9"}}, {"priority": "The priority selected is invalid."}),
    ({"components": [{"name": "P-99"}]}, {"components": "Component name 'P-99' is not valid"}),
    ({"duedate": "30/11/2026"}, {"duedate": "Error parsing date string: 30/11/2026"}),
    ({"assignee": {"accountId": "nobody"}}, {"assignee": "User 'nobody' does not exist."}),
    ({"parent": {"key": "NB-999"}}, {"parent": "Could not find issue by id or key."}),
    (
        {"description": "text"},
        {"description": "Operation value must be an Atlassian Document (see the Atlassian Document Format)"},
    ),
    (
        {"status": {"id": "10005"}},
        {"status": "Field 'status' cannot be set. It is not on the appropriate screen, or unknown."},
    ),
    (
        {"customfield_1": "x"},
        {"customfield_1": "Field 'customfield_1' cannot be set. It is not on the appropriate screen, or unknown."},
    ),
    ({"customfield_10011": "tre"}, {"customfield_10011": "Operation value must be a number"}),
]


@pytest.mark.parametrize(("fields", "errors"), REFUSED)
def test_a_field_that_does_not_fit_is_named_in_the_errors_map(
    cloud: Site, fields: dict[str, Any], errors: dict[str, str]
) -> None:
    answer = cloud.create(**fields)
    assert (answer.status_code, answer.json()) == (400, {"errorMessages": [], "errors": errors})
    assert cloud.keys("created >= startOfDay()") == []


def test_all_fields_that_do_not_fit_are_named_at_once(cloud: Site) -> None:
    assert set(cloud.create(summary="", labels=["a b"], duedate="x").json()["errors"]) == {
        "summary",
        "labels",
        "duedate",
    }


def test_a_text_description_is_for_v2_and_a_document_for_v3(cloud: Site) -> None:
    assert cloud.create(version=3, description=DOCUMENT).status_code == 201
    assert cloud.create(version=2, description="Hej").status_code == 201
    assert cloud.create(version=2, description=DOCUMENT).status_code == 400
    for key in ("NB-8", "NB-9"):
        assert cloud.get(f"/issue/{key}")["fields"]["description"] == DOCUMENT
        assert cloud.get(f"/issue/{key}", version=2)["fields"]["description"] == "Hej"


def test_many_are_created_each_for_itself(cloud: Site) -> None:
    good = {"project": {"key": "NB"}, "issuetype": {"id": "10001"}, "summary": "En"}
    made = cloud.jira().create_issues(field_list=[good, {**good, "summary": ""}, {**good, "summary": "To"}])
    assert [each["status"] for each in made] == ["Success", "Error", "Success"]
    bad = cloud.ask("POST", "/issue/bulk", json={"issueUpdates": [{"fields": {**good, "summary": ""}}]})
    assert bad.status_code == 400
    assert bad.json()["errors"][0]["failedElementNumber"] == 0
    many = cloud.ask("POST", "/issue/bulk", json={"issueUpdates": [{"fields": good}] * 51})
    assert many.status_code == 400
    assert len(cloud.keys("created >= startOfDay()")) == 2


def test_an_edit_writes_its_history_in_the_callers_name(cloud: Site) -> None:
    cloud.clock.forward(minutes=5)
    issue = cloud.jira().issue("NB-2")
    issue.update(fields={"summary": "Ny titel", "priority": {"id": "1"}, "components": [{"id": "20002"}]})
    (entry,) = histories(cloud, "NB-2")
    assert (entry["author"]["accountId"], entry["created"]) == ("bot", "2026-11-02T07:05:00.000+0100")
    told = {(item["field"], item["from"], item["fromString"], item["to"], item["toString"]) for item in entry["items"]}
    assert told == {
        ("summary", None, "Sag 2", None, "Ny titel"),
        ("priority", "2", "P2", "1", "P1"),
        ("Component", None, None, "20002", "P-02"),
    }
    assert cloud.get("/issue/NB-2")["fields"]["updated"] == "2026-11-02T07:05:00.000+0100"


def test_labels_are_added_and_removed_one_by_one(cloud: Site) -> None:
    update = {"labels": [{"add": "ny"}, {"remove": "Haster"}, {"add": "auto-1"}]}
    assert cloud.ask("PUT", "/issue/NB-2", json={"update": update}).status_code == 204
    assert set(cloud.get("/issue/NB-2")["fields"]["labels"]) == {"auto-1", "ny"}


def test_an_edit_that_changes_nothing_leaves_no_trace(cloud: Site) -> None:
    before = cloud.get("/issue/NB-2", expand="changelog")
    assert cloud.ask("PUT", "/issue/NB-2", json={"fields": {"summary": "Sag 2"}}).status_code == 204
    assert cloud.get("/issue/NB-2", expand="changelog") == before


def test_an_edit_with_one_bad_field_changes_nothing(cloud: Site) -> None:
    before = cloud.get("/issue/NB-2", expand="changelog")
    answer = cloud.ask("PUT", "/issue/NB-2", json={"fields": {"summary": "Ny", "labels": ["a b"]}})
    assert answer.status_code == 400
    assert cloud.get("/issue/NB-2", expand="changelog") == before


def test_the_workflow_says_what_is_open(cloud: Site) -> None:
    jira = cloud.jira()
    assert [each["name"] for each in jira.transitions("NB-2")] == ["Start", "Luk"]
    assert [each["to"]["id"] for each in jira.transitions("NB-3")] == ["10002", "10006"]
    assert cloud.get("/issue/NB-2/transitions", GUEST)["transitions"] == []


def test_a_walk_through_the_workflow_is_written_with_resolution(cloud: Site) -> None:
    jira = cloud.jira()
    for name in ("Start", "Løs", "Genåbn"):
        cloud.clock.forward(minutes=10)
        jira.transition_issue("NB-2", name)
        fields = cloud.get("/issue/NB-2")["fields"]
        solved = name == "Løs"
        assert (fields["resolution"] is not None, fields["resolutiondate"] is not None) == (solved, solved)
    items = [
        (item["field"], item["fromString"], item["toString"]) for e in histories(cloud, "NB-2") for item in e["items"]
    ]
    assert items == [
        ("status", "Ny", "I gang"),
        ("status", "I gang", "Løst"),
        ("resolution", None, "Done"),
        ("status", "Løst", "I gang"),
        ("resolution", "Done", None),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"transition": {"id": "21"}}, "Transition id '21' is not valid for this issue."),
        ({"transition": {"id": "Start"}}, "'transition' identifier must be an integer"),
        ({}, "Missing 'transition' identifier"),
    ],
)
def test_a_transition_that_is_not_open_is_refused(cloud: Site, body: dict[str, Any], text: str) -> None:
    answer = cloud.ask("POST", "/issue/NB-2/transitions", json=body)
    assert (answer.status_code, answer.json()["errorMessages"]) == (400, [text])
    assert histories(cloud, "NB-2") == []


def test_a_transition_can_carry_fields_and_a_comment(cloud: Site) -> None:
    cloud.jira().transition_issue("NB-2", "11", fields={"priority": {"id": "1"}}, comment="Går i gang")
    fields = cloud.get("/issue/NB-2", version=2)["fields"]
    assert (fields["priority"]["id"], fields["comment"]["comments"][0]["body"]) == ("1", "Går i gang")


def test_comments_are_text_on_v2_and_documents_on_v3(cloud: Site) -> None:
    jira = cloud.jira()
    jira.add_comment("NB-2", "Hej")
    assert [each.body for each in jira.comments("NB-2")] == ["Hej"]
    answer = cloud.ask("POST", "/issue/NB-2/comment", json={"body": DOCUMENT})
    assert (answer.status_code, answer.json()["body"]) == (201, DOCUMENT)
    page = cloud.get("/issue/NB-2/comment")
    assert [each["body"] for each in page["comments"]] == [DOCUMENT, DOCUMENT]
    assert (
        cloud.get("/issue/NB-2/comment", orderBy="-created", maxResults=1)["comments"][0]["id"] == answer.json()["id"]
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("plain", "Comment body is not valid!"),
        ("", "Comment body can not be empty!"),
        ({}, "Comment body can not be empty!"),
    ],
)
def test_a_comment_that_is_no_document_is_refused_on_v3(cloud: Site, body: object, text: str) -> None:
    answer = cloud.ask("POST", "/issue/NB-2/comment", json={"body": body})
    assert (answer.status_code, answer.json()) == (400, {"errorMessages": [], "errors": {"comment": text}})


def test_comments_come_in_pages_of_a_hundred_on_cloud(cloud: Site) -> None:
    document = cloud.get("/issue/NB-5")
    assert document["fields"]["comment"]["total"] == 0
    for number in range(18):  # below the limit of writes on one issue
        cloud.ask("POST", "/issue/NB-5/comment", version=2, json={"body": f"Svar {number}"})
    page = cloud.get("/issue/NB-5/comment", version=2, startAt=10, maxResults=5)
    assert [each["body"] for each in page["comments"]] == [f"Svar {n}" for n in range(10, 15)]
    assert page["total"] == 18
    assert cloud.get("/issue/NB-5/comment", maxResults=5000)["maxResults"] == 100


def test_a_comment_can_be_changed_and_deleted(cloud: Site) -> None:
    made = cloud.jira().add_comment("NB-2", "Først")
    made.update(body="Siden")
    assert cloud.jira().comment("NB-2", made.id).body == "Siden"
    made.delete()
    assert cloud.jira().comments("NB-2") == []


def test_properties_are_new_then_changed_then_gone(cloud: Site) -> None:
    jira, path = cloud.jira(), "/issue/NB-2/properties/rollout"
    assert jira.add_issue_property("NB-2", "rollout", {"key": "k"}).status_code == 201
    assert cloud.ask("PUT", path, json={"key": "k2"}).status_code == 200
    assert cloud.get(path) == {"key": "rollout", "value": {"key": "k2"}}
    assert cloud.keys("issue.property[rollout].key = k2") == ["NB-2"]
    assert [each["key"] for each in cloud.get("/issue/NB-2/properties")["keys"]] == ["rollout"]
    assert cloud.ask("DELETE", path).status_code == 204
    assert cloud.ask("GET", path).status_code == 404
    assert cloud.ask("PUT", path, data="no json").status_code == 400
    assert cloud.ask("PUT", path, json="x" * 32_768).status_code == 400


def test_a_remote_link_with_a_global_id_is_replaced_whole(cloud: Site) -> None:
    body = {"globalId": "rollout=1", "relationship": "causes", "object": {"url": "https://a.example", "title": "A"}}
    first = cloud.ask("POST", "/issue/NB-2/remotelink", json=body)
    again = cloud.ask("POST", "/issue/NB-2/remotelink", json={**body, "relationship": None})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    (link,) = cloud.get("/issue/NB-2/remotelink")
    assert "relationship" not in link
    missing = cloud.ask("POST", "/issue/NB-2/remotelink", json={"object": {"url": "https://a.example"}})
    assert (missing.status_code, missing.json()["errors"]) == (400, {"title": "'title' is required."})


def test_the_client_adds_a_link_though_it_may_not_list_applications(cloud: Site) -> None:
    with pytest.warns(Warning, match="applicationlinks"):
        cloud.jira().add_remote_link("NB-2", {"url": "https://a.example", "title": "A"}, globalId="g")
    assert [each.raw["globalId"] for each in cloud.jira().remote_links("NB-2")] == ["g"]


NAMES = [
    "rapport.pdf",
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "Årsopgørelse 1.xlsx",
    ".htaccess",
    "a\x00b.txt",
    "x" * 200,
]


@pytest.mark.parametrize("name", NAMES)
def test_an_attachment_stays_in_its_folder_and_comes_back_unchanged(cloud: Site, name: str) -> None:
    content = bytes(range(256))
    answer = cloud.ask(
        "POST", "/issue/NB-2/attachments", headers={"X-Atlassian-Token": "no-check"}, files={"file": (name, content)}
    )
    assert answer.status_code == 200, answer.text
    (shown,) = answer.json()
    kept = [path for path in (cloud.folder / "jira" / "attachments").rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert kept[0].parent == cloud.folder / "jira" / "attachments" / "10002"
    assert requests.get(shown["content"], auth=BOT, timeout=10).content == content
    assert requests.get(shown["content"], auth=("x@y.example", "z"), timeout=10).status_code == 401
    assert histories(cloud, "NB-2")[0]["items"][0]["field"] == "Attachment"


def test_the_client_attaches_a_file_on_both_deployments(cloud: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    with running(tmp_path_factory.mktemp("dc"), deployment="Server") as server:
        for site in (cloud, server):
            jira = site.jira()
            made = jira.add_attachment("NB-2", io.BytesIO(b"indhold"), filename="a.txt")
            assert jira.attachment(made.id).get() == b"indhold"
            assert jira.issue("NB-2").fields.attachment[0].filename == "a.txt"


def test_an_attachment_without_the_header_is_refused(cloud: Site) -> None:
    answer = cloud.ask("POST", "/issue/NB-2/attachments", files={"file": ("a.txt", b"x")})
    assert (answer.status_code, answer.text) == (403, "XSRF check failed")


def test_what_can_be_created_can_be_asked_for(cloud: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    types = cloud.get("/issue/createmeta/NB/issuetypes")
    assert [each["name"] for each in types["issueTypes"]] == ["Sag", "Epic"]
    fields = {each["fieldId"]: each for each in cloud.get("/issue/createmeta/NB/issuetypes/10001")["fields"]}
    assert {name for name, each in fields.items() if each["required"]} == {"summary", "issuetype", "project"}
    assert [each["name"] for each in fields["components"]["allowedValues"]] == ["P-01", "P-02"]
    with running(tmp_path_factory.mktemp("dc"), deployment="Server") as server:
        assert [each.name for each in server.jira().project_issue_types("NB")] == ["Sag", "Epic"]


def test_lists_of_the_site_come_through_the_client(cloud: Site) -> None:
    jira = cloud.jira()
    assert [each.name for each in jira.priorities()] == ["P1", "P2", "P3", "P4"]
    assert [each.name for each in jira.statuses()] == ["Ny", "I gang", "Afventer kunde", "Løst", "Lukket"]
    assert [each.name for each in jira.issue_types()] == ["Sag", "Epic"]
    assert {"summary", "status", "customfield_10011"} <= {each["id"] for each in jira.fields()}


def test_an_answer_lost_after_the_commit_leaves_exactly_one_issue(cloud: Site) -> None:
    jira = cloud.jira()
    cloud.faults.add(Fault("drop_after_commit", method="POST", path="/issue$"))
    fields = {"project": {"key": "NB"}, "issuetype": {"id": "10001"}, "summary": "Kickoff", "labels": ["auto-9"]}
    with pytest.raises((JIRAError, requests.ConnectionError)):
        jira.create_issue(fields=fields)
    assert cloud.keys("labels = auto-9") == ["NB-8"]
    assert cloud.journal.counts()["POST /rest/api/2/issue"] == 1


def test_a_request_lost_before_the_commit_leaves_nothing(cloud: Site) -> None:
    cloud.faults.add(Fault("drop_before_commit", method="POST", path="/issue$"))
    with pytest.raises(requests.ConnectionError):
        cloud.create(labels=["auto-9"])
    assert cloud.keys("labels = auto-9") == []


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
