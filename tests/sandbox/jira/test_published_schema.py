"""Every answer of the Cloud sandbox against Atlassian's own OpenAPI document.

The document is 2.4 MB and not ours, so its path comes from ROLLOUT_JIRA_OPENAPI (Jira Cloud platform REST API v3,
"swagger-v3.v3.json"). Where real answers are known to differ from it, `_as_answered` says so.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.sandbox.jira.jira_folder import Site, running

DOCUMENT = os.environ.get("ROLLOUT_JIRA_OPENAPI", "")
pytestmark = pytest.mark.skipif(
    not DOCUMENT, reason="set ROLLOUT_JIRA_OPENAPI to the path of Jira Cloud's OpenAPI document (v3)"
)
ADF = {"type": "doc", "version": 1, "content": []}
FIELDS = {"project": {"key": "NB"}, "issuetype": {"id": "10001"}, "summary": "Ny"}
LINK = {"globalId": "g", "object": {"url": "https://a.example", "title": "A"}}

CALLS: list[tuple[str, str, dict[str, str], dict[str, Any]]] = [
    ("GET", "/search/jql", {}, {
        "params": {"jql": "project = NB", "fields": "*all", "expand": "changelog,names,schema"}}),
    ("GET", "/search/jql", {}, {"params": {"jql": "project = NB", "maxResults": 2}}),
    ("POST", "/search/jql", {}, {"json": {"jql": "project = NB", "fields": ["summary"], "maxResults": 2}}),
    ("POST", "/search/approximate-count", {}, {"json": {"jql": "project = NB"}}),
    ("GET", "/issue/{issueIdOrKey}", {"issueIdOrKey": "NB-1"}, {"params": {"expand": "changelog,transitions,names"}}),
    ("GET", "/issue/{issueIdOrKey}", {"issueIdOrKey": "NB-3"}, {"params": {"properties": "*all", "expand": "schema"}}),
    ("GET", "/issue/{issueIdOrKey}/changelog", {"issueIdOrKey": "NB-1"}, {"params": {"maxResults": 10}}),
    ("POST", "/changelog/bulkfetch", {}, {"json": {"issueIdsOrKeys": ["NB-1"], "maxResults": 10}}),
    ("GET", "/issue/{issueIdOrKey}/transitions", {"issueIdOrKey": "NB-2"}, {
        "params": {"expand": "transitions.fields"}}),
    ("POST", "/issue", {}, {"json": {"fields": FIELDS}}),
    ("POST", "/issue", {}, {"json": {"fields": {}}}),
    ("POST", "/issue/bulk", {}, {"json": {"issueUpdates": [{"fields": FIELDS}, {"fields": {}}]}}),
    ("POST", "/issue/bulk", {}, {"json": {"issueUpdates": [{"fields": {}}]}}),
    ("POST", "/issue/{issueIdOrKey}/comment", {"issueIdOrKey": "NB-2"}, {"json": {"body": {**ADF, "content": [
        {"type": "paragraph", "content": []}]}}}),
    ("GET", "/issue/{issueIdOrKey}/comment", {"issueIdOrKey": "NB-2"}, {}),
    ("POST", "/issue/{issueIdOrKey}/remotelink", {"issueIdOrKey": "NB-2"}, {"json": LINK}),
    ("POST", "/issue/{issueIdOrKey}/remotelink", {"issueIdOrKey": "NB-2"}, {"json": LINK}),
    ("GET", "/issue/{issueIdOrKey}/remotelink", {"issueIdOrKey": "NB-2"}, {"params": {"globalId": "g"}}),
    ("GET", "/issue/{issueIdOrKey}/properties", {"issueIdOrKey": "NB-5"}, {}),
    ("GET", "/issue/{issueIdOrKey}/properties/{propertyKey}", {"issueIdOrKey": "NB-5", "propertyKey": "rollout"}, {}),
    ("POST", "/issue/{issueIdOrKey}/attachments", {"issueIdOrKey": "NB-2"}, {
        "files": {"file": ("a.txt", b"x")}, "headers": {"X-Atlassian-Token": "no-check"}}),
    ("GET", "/issue/createmeta/{projectIdOrKey}/issuetypes", {"projectIdOrKey": "NB"}, {}),
    ("GET", "/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}",
     {"projectIdOrKey": "NB", "issueTypeId": "10001"}, {}),
    ("GET", "/serverInfo", {}, {}),
    ("GET", "/myself", {}, {}),
    ("GET", "/mypermissions", {}, {"params": {"permissions": "BROWSE_PROJECTS,ADMINISTER"}}),
    ("GET", "/mypermissions", {}, {"params": {"permissions": "X"}}),
    ("GET", "/user", {}, {"params": {"accountId": "bls-1"}}),
    ("GET", "/users/search", {}, {}),
    ("GET", "/user/search", {}, {"params": {"query": "anna"}}),
    ("GET", "/project", {}, {}),
    ("GET", "/project/search", {}, {}),
    ("GET", "/project/{projectIdOrKey}", {"projectIdOrKey": "NB"}, {}),
    ("GET", "/project/{projectIdOrKey}/components", {"projectIdOrKey": "NB"}, {}),
    ("GET", "/project/{projectIdOrKey}/statuses", {"projectIdOrKey": "NB"}, {}),
    ("GET", "/field", {}, {}),
    ("GET", "/field/search", {}, {}),
    ("GET", "/priority", {}, {}),
    ("GET", "/status", {}, {}),
    ("GET", "/issuetype", {}, {}),
    ("GET", "/resolution", {}, {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("cloud")) as site:
        yield site


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(Path(DOCUMENT).read_text(encoding="utf-8"))
    _as_answered(document["components"]["schemas"])
    return document


def _as_answered(schemas: dict[str, Any]) -> None:
    """Bring the document in line with what the service is known to answer."""
    # An item of a history has nulls where there was or is no value.
    for name in ("from", "fromString", "to", "toString"):
        schemas["ChangeDetails"]["properties"][name] = {"type": ["string", "null"]}
    # bulkfetch gives milliseconds; the document's own example is a number too.
    schemas["Changelog"]["properties"]["created"] = {"type": ["string", "integer"]}


def _schema(openapi: dict[str, Any], method: str, path: str, status: int) -> dict[str, Any] | None:
    """The schema of an answer; None where the document gives the status but no content."""
    response = openapi["paths"][f"/rest/api/3{path}"][method.lower()]["responses"][str(status)]
    schema = response.get("content", {}).get("application/json", {}).get("schema")
    return {**schema, "components": openapi["components"]} if schema else None


def _numbered() -> list[Any]:
    return [pytest.param(*call, id=f"{number:02d} {call[0]} {call[1]}") for number, call in enumerate(CALLS)]


@pytest.mark.parametrize(("method", "path", "names", "options"), _numbered())
def test_an_answer_is_as_the_document_describes_it(
    cloud: Site, openapi: dict[str, Any], method: str, path: str, names: dict[str, str], options: dict[str, Any]
) -> None:
    answer = cloud.ask(method, path.format(**names), **options)
    schema = _schema(openapi, method, path, answer.status_code)
    assert schema is not None, f"the document has no schema for {answer.status_code}"
    errors = list(Draft202012Validator(schema).iter_errors(answer.json()))
    assert [f"{error.json_path}: {error.message[:300]}" for error in errors] == []


def test_the_check_itself_can_fail(openapi: dict[str, Any]) -> None:
    schema = _schema(openapi, "GET", "/search/jql", 200)
    assert schema is not None
    assert list(Draft202012Validator(schema).iter_errors({"issues": [{"id": 1, "what": 2}]}))
