"""Issues: created, edited, found wanting, with their properties."""

from typing import Any

import pytest
import requests
from jira import JIRAError

from sandbox.faults import Fault
from tests.sandbox.jira.jira_folder import Site
from tests.sandbox.jira.routes.issues_told import DOCUMENT, histories


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
