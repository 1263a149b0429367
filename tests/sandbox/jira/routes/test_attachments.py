"""Attachments: they stay in their folder and come back unchanged."""

import io

import pytest
import requests

from tests.sandbox.jira.jira_folder import BOT, Site, running
from tests.sandbox.jira.routes.issues_told import histories

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
