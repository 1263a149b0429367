"""Comments: as text and as documents, in pages."""

import pytest

from tests.sandbox.jira.jira_folder import Site
from tests.sandbox.jira.routes.issues_told import DOCUMENT


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
