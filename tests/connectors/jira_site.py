"""A small Jira folder for tests, and a running stand-in over it. Histories are valid walks through the workflow."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import requests
from ruamel.yaml import YAML

from connectors.atlassian_jira.client import JiraService
from sandbox.jira.server import jira_app
from sandbox.serving import Server
from tests.connectors.jira_samples import STATUSES, change, entry, iso, issue

EMAIL, TOKEN = "bot@nordlys.example", "demo-token"
EVERYTHING = ["BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "ADD_COMMENTS", "TRANSITION_ISSUES"]


def site(deployment: str = "Cloud", lag_seconds: float = 0) -> dict[str, Any]:
    """The settings of the site: projects NB (tickets) and NOG (empty), a bot that may do all, a guest that sees NOG."""
    categories = {"10001": "new", "10005": "done"}
    return {
        "deployment": deployment,
        "zone": "Europe/Copenhagen",
        "index_lag_seconds": lag_seconds,
        "users": [
            {
                "account_id": "bot",
                "display_name": "Rollout bot",
                "email": EMAIL,
                "token": TOKEN,
                "permissions": {"NB": EVERYTHING, "NOG": EVERYTHING},
            },
            {
                "account_id": "guest",
                "display_name": "Gæst",
                "email": "guest@nordlys.example",
                "token": "guest-token",
                "permissions": {"NOG": ["BROWSE_PROJECTS"]},
            },
            {"account_id": "bls-1", "display_name": "Agent", "email": "agent@bls.example"},
        ],
        "projects": [
            {
                "id": "1",
                "key": "NB",
                "name": "Sager",
                "issue_types": ["10001"],
                "components": [{"id": "20001", "name": "P-01"}],
            },
            {"id": "3", "key": "NOG", "name": "Styring", "issue_types": ["10001", "10002"]},
        ],
        "issue_types": [{"id": "10001", "name": "Sag"}, {"id": "10002", "name": "Epic"}],
        "statuses": [
            {"id": key, "name": name, "category": categories.get(key, "indeterminate")}
            for key, name in STATUSES.items()
        ],
        "workflow": {
            "initial": "10001",
            "transitions": [
                {"id": str(n), "name": f"Til {key}", "from": "all", "to": key} for n, key in enumerate(STATUSES, 1)
            ],
        },
        "priorities": [{"id": str(n), "name": f"P{n}"} for n in range(1, 5)],
    }


def ticket(number: int, *walk: str, comments: int = 0, last_minute: float | None = None) -> dict[str, Any]:
    """A stored issue that walked through statuses, one change every ten minutes; `last_minute` sets its update."""
    entries = [
        entry(number * 1000 + n, iso(10 * n), change("status", before, after))
        for n, (before, after) in enumerate(pairwise(walk), 1)
    ]
    told = [
        {"id": str(number * 1000 + n), "created": iso(n), "author": {"accountId": "bls-1"}, "body": f"Svar {n}"}
        for n in range(1, comments + 1)
    ]
    fields = {
        "updated": iso(10 * len(entries) if last_minute is None else last_minute),
        "comment": {"comments": told, "total": comments},
    }
    return issue(number, walk[-1], fields=fields, changelog={"histories": entries, "total": len(entries)})


def long_walk(changes: int) -> list[str]:
    """Statuses of a ticket that went back and forth."""
    return ["10001", *(("10002", "10003")[n % 2] for n in range(changes))]


@dataclass(frozen=True)
class RunningJira:
    """A stand-in that serves; faults and journal are reached as anyone can, over HTTP."""

    url: str

    def connect(self, email: str = EMAIL, token: str = TOKEN, **more: Any) -> JiraService:
        """The product's own client, on this server."""
        return JiraService.connect(self.url, email, token, **more)

    def arm(self, *faults: Mapping[str, Any]) -> None:
        """Let things go wrong."""
        requests.post(f"{self.url}/__sandbox__/faults", json=list(faults), timeout=10).raise_for_status()

    def counts(self) -> dict[str, int]:
        """ "METHOD path" -> requests so far."""
        counts: dict[str, int] = requests.get(f"{self.url}/__sandbox__/journal", timeout=10).json()["counts"]
        return counts

    def asked(self, part: str) -> int:
        """How many requests had `part` in their method and path."""
        return sum(number for name, number in self.counts().items() if part in name)

    def raw(self, path: str, **params: Any) -> Any:
        """A GET as the bot, past the product's client."""
        answer = requests.get(f"{self.url}/rest/api/2/{path}", params=params, auth=(EMAIL, TOKEN), timeout=10)
        answer.raise_for_status()
        return answer.json()

    def asked_directly(self, path: str) -> bool:
        """Whether a GET as the bot finds something."""
        return requests.get(f"{self.url}/rest/api/2/{path}", auth=(EMAIL, TOKEN), timeout=10).ok


@contextmanager
def running_jira(
    folder: Path, issues: list[dict[str, Any]] | None = None, *, deployment: str = "Cloud", lag_seconds: float = 0
) -> Iterator[RunningJira]:
    """A stand-in over `issues` (none = an empty site)."""
    (folder / "jira").mkdir(parents=True)
    with (folder / "jira" / "jira.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(site(deployment, lag_seconds), file)
    lines = [msgspec.json.encode(one) for one in issues or []]
    (folder / "jira" / "issues.ndjson").write_bytes(b"".join(line + b"\n" for line in lines))
    with Server(jira_app(folder)) as server:
        yield RunningJira(server.url)
