"""What can be created, and the lists of the site."""

import pytest

from tests.sandbox.jira.jira_folder import Site, running


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
