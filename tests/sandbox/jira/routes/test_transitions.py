"""Walks through the workflow."""

from typing import Any

import pytest

from tests.sandbox.jira.jira_folder import GUEST, Site
from tests.sandbox.jira.routes.issues_told import histories


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
