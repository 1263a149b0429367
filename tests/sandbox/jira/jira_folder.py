"""A small Jira site for the sandbox's own tests, its issues, and a server over it.

The numbers are chosen so that every rule has an issue that shows it: NB-1 has 130 histories, NB-2 none, NI is closed to
the guest, NB-7 lies on the far side of midnight in Copenhagen.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import requests
from jira import JIRA

from sandbox.faults import FaultScript
from sandbox.jira.server import is_write, jira_app, path_shape
from sandbox.journal import Journal
from sandbox.serving import Server

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 2, 7, 0, tzinfo=COPENHAGEN)
BOT = ("bot@nordlys.example", "demo-token")
GUEST = ("guest@nordlys.example", "guest-token")
CLERK = ("clerk@nordlys.example", "clerk-token")
ALL = ["BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "ADD_COMMENTS", "TRANSITION_ISSUES"]
STATUSES = {"10001": "Ny", "10002": "I gang", "10003": "Afventer kunde", "10005": "Løst", "10006": "Lukket"}
CATEGORIES = {"10001": "new", "10005": "done", "10006": "done"}


def site(deployment: str = "Cloud") -> dict[str, Any]:
    """The settings; JSON is YAML, so the file needs no writer of its own."""
    return {
        "deployment": deployment,
        "zone": "Europe/Copenhagen",
        "users": [
            {"account_id": "bot", "display_name": "Rollout bot", "email": BOT[0], "token": BOT[1],
             "permissions": {"*": ALL}},
            {
                "account_id": "guest",
                "display_name": "Gæst",
                "email": GUEST[0],
                "token": GUEST[1],
                "permissions": {"NB": ["BROWSE_PROJECTS"]},
                "zone": "America/New_York",
            },
            {"account_id": "clerk", "display_name": "Kontor", "email": CLERK[0], "token": CLERK[1], "permissions": {}},
            {"account_id": "bls-1", "display_name": "Anna Kask", "email": "anna@bls.example"},
        ],
        "projects": [
            {"id": "1", "key": "NB", "name": "Sager", "issue_types": ["10001", "10002"],
             "components": [{"id": "20001", "name": "P-01"}, {"id": "20002", "name": "P-02"}]},
            {"id": "2", "key": "NI", "name": "Interne sager", "issue_types": ["10001"]},
        ],
        "issue_types": [{"id": "10001", "name": "Sag"}, {"id": "10002", "name": "Epic"}],
        "statuses": [
            {"id": key, "name": name, "category": CATEGORIES.get(key, "indeterminate")}
            for key, name in STATUSES.items()
        ],
        "workflow": {
            "initial": "10001",
            "transitions": [
                {"id": "11", "name": "Start", "from": ["10001", "10003"], "to": "10002"},
                {"id": "21", "name": "Løs", "from": ["10002"], "to": "10005"},
                {"id": "31", "name": "Genåbn", "from": ["10005", "10006"], "to": "10002"},
                {"id": "41", "name": "Luk", "from": "all", "to": "10006"},
            ],
        },
        "priorities": [{"id": str(n), "name": f"P{n}"} for n in range(1, 5)],
        "fields": [
            {"id": "customfield_10010", "name": "Kanal", "type": "string", "custom": True},
            {"id": "customfield_10011", "name": "Antal", "type": "number", "custom": True},
        ],
    }  # fmt: skip


def instant(text: str) -> str:
    """`2026-10-01 10:00` in Copenhagen as the file has it."""
    moment = datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}{moment:%z}"


def issue(number: int, project: str = "NB", **fields: Any) -> dict[str, Any]:
    """A stored issue; `status` is an id, `priority` a number, `histories` go to the changelog."""
    histories, properties = fields.pop("histories", []), fields.pop("properties", None)
    status, priority = fields.pop("status", "10001"), str(fields.pop("priority", 3))
    base: dict[str, Any] = {
        "summary": f"Sag {number}",
        "project": {"id": "1" if project == "NB" else "2", "key": project},
        "issuetype": {"id": "10001", "name": "Sag"},
        "status": {"id": status, "name": STATUSES[status]},
        "priority": {"id": priority, "name": f"P{priority}"},
        "labels": [],
        "components": [],
        "assignee": None,
        "reporter": {"accountId": "bot", "displayName": "Rollout bot"},
        "created": instant("2026-09-01 09:00"),
        "updated": instant("2026-09-01 09:00"),
        "comment": {"comments": []},
    }
    offset = 10_000 if project == "NB" else 20_000
    stored: dict[str, Any] = {"id": str(offset + number), "key": f"{project}-{number}", "fields": {**base, **fields}}
    stored["changelog"] = {"histories": histories}
    return stored | ({"properties": properties} if properties else {})


def walk(count: int, first_id: int, start: str = "2026-09-01 10:00") -> list[dict[str, Any]]:
    """Histories that go back and forth between two statuses, a minute apart."""
    begin, ids = datetime.fromisoformat(start), ("10002", "10003")
    return [
        {
            "id": str(first_id + n),
            "author": {"accountId": "bls-1", "displayName": "Anna Kask"},
            "created": instant((begin + timedelta(minutes=n)).isoformat(sep=" ")),
            "items": [
                {"field": "status", "fieldtype": "jira", "fieldId": "status", "from": ids[n % 2],
                 "fromString": STATUSES[ids[n % 2]], "to": ids[1 - n % 2], "toString": STATUSES[ids[1 - n % 2]]}
            ],
        }
        for n in range(count)
    ]  # fmt: skip


def some_issues() -> list[dict[str, Any]]:
    """Seven of NB and two of NI."""
    anna = {"accountId": "bls-1", "displayName": "Anna Kask"}
    document = {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Moms mangler for juli"}]}],
    }
    return [
        issue(1, histories=walk(130, 500_000), priority=1, status="10002", updated=instant("2026-10-31 08:00")),
        issue(2, labels=["auto-1", "Haster"], priority=2, assignee=anna, updated=instant("2026-10-01 10:00")),
        issue(3, components=[{"id": "20001", "name": "P-01"}], status="10005", description=document,
              resolution={"id": "10000", "name": "Done"}, resolutiondate=instant("2026-09-03 12:00")),
        issue(4, parent={"id": "10003", "key": "NB-3"}, priority=4, duedate="2026-11-15", customfield_10011=7),
        issue(5, properties={"rollout": {"key": "kickoff/1", "try": 2}}, customfield_10010="mail"),
        issue(6, issuetype={"id": "10002", "name": "Epic"}, summary='Rykker "kunde-kredit" til 2026'),
        issue(7, created=instant("2026-10-10 00:30"), updated=instant("2026-10-10 00:30:20")),
        issue(1, "NI", labels=["auto-1"]),
        issue(2, "NI", status="10006"),
    ]  # fmt: skip


@dataclass
class Clock:
    """A clock that a test moves."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **step: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**step)


@dataclass
class Site:
    """A running sandbox."""

    url: str
    folder: Path
    clock: Clock
    faults: FaultScript
    journal: Journal
    _clients: list[JIRA] = field(default_factory=list)

    def jira(self, who: tuple[str, str] = BOT, **options: Any) -> JIRA:
        """The real client, without its own retries."""
        client = JIRA(self.url, basic_auth=who, max_retries=0, timeout=20, **options)
        self._clients.append(client)
        return client

    def ask(
        self, method: str, path: str, who: tuple[str, str] | None = BOT, version: int = 3, **options: Any
    ) -> requests.Response:
        """One call; `path` begins behind the API version."""
        headers = {"Connection": "close", **options.pop("headers", {})}
        address = f"{self.url}/rest/api/{version}{path}"
        return requests.request(method, address, auth=who, headers=headers, timeout=20, **options)

    def get(self, path: str, who: tuple[str, str] | None = BOT, version: int = 3, **params: Any) -> Any:
        """The JSON of a GET that must succeed."""
        answer = self.ask("GET", path, who, version, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def search(self, jql: str, who: tuple[str, str] | None = BOT, **params: Any) -> Any:
        """The JSON of a token search that must succeed."""
        return self.get("/search/jql", who, jql=jql, **params)

    def keys(self, jql: str, who: tuple[str, str] | None = BOT, **params: Any) -> list[str]:
        """Keys found, in order."""
        return [each["key"] for each in self.search(jql, who, fields="key", **params)["issues"]]

    def create(self, version: int = 3, **fields: Any) -> requests.Response:
        """POST an issue of NB."""
        base = {"project": {"key": "NB"}, "issuetype": {"id": "10001"}, "summary": "Ny sag"}
        return self.ask("POST", "/issue", version=version, json={"fields": {**base, **fields}})

    def close(self) -> None:
        """Close the clients' connections."""
        for client in self._clients:
            client.close()


def write_folder(folder: Path, issues: list[dict[str, Any]], settings: Mapping[str, Any]) -> Path:
    """The two files of a sandbox folder."""
    (folder / "jira").mkdir(parents=True, exist_ok=True)
    (folder / "jira" / "jira.yaml").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in issues]
    (folder / "jira" / "issues.ndjson").write_text("".join(lines), encoding="utf-8")
    return folder


@contextmanager
def serving(folder: Path, **options: Any) -> Iterator[Site]:
    """A server over a folder that is already written."""
    clock: Clock = options.pop("now", None) or Clock()
    faults, journal = FaultScript(), Journal(path_shape, is_write)
    app = jira_app(folder, now=clock, faults=faults, journal=journal, **options)
    with Server(app, name="Jira sandbox") as server:
        running = Site(server.url, folder, clock, faults, journal)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def running(
    folder: Path, issues: list[dict[str, Any]] | None = None, deployment: str = "Cloud", **options: Any
) -> Iterator[Site]:
    """A server over a new folder with `some_issues`, or those given."""
    write_folder(folder, some_issues() if issues is None else issues, site(deployment))
    with serving(folder, **options) as started:
        yield started
