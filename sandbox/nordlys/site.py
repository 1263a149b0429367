"""The demo company's Jira site: people, projects, statuses and workflow, as the sandbox reads them from jira.yaml.

Here: what exists. Not here: issues (`sandbox.nordlys.tickets.issues`). Ids are those the demo contract's settings name.
"""

from typing import Any

from sandbox.nordlys.hours import ZONE_NAME
from sandbox.nordlys.processes import OUTSOURCED, processes

BOT = "bot"
BOT_EMAIL = "bot@nordlys.example"
BOT_TOKEN = "demo-token"  # noqa: S105 - opens only the sandbox on this machine, and is written in the README

PEOPLE: dict[str, str] = {
    "mette": "Mette Holm",
    "soren": "Søren Dahl",
    "aisha": "Aisha Rahman",
    "lars": "Lars Bjerre",
    "karin": "Karin Winther",
    "tomas": "Tomas Kask",
    "bls-1": "Ieva Ozola",
    "bls-2": "Mantas Petrauskas",
    "bls-3": "Kadri Saar",
    "bls-4": "Jonas Vitkus",
    "bls-5": "Laima Berzina",
    "bls-6": "Rein Tamm",
    "nr-1": "Anne Kjær",
    "nr-2": "Bo Lund",
    "nr-3": "Camilla Friis",
    "nr-4": "David Møller",
    "nr-5": "Eva Toft",
    "nr-6": "Frederik Juhl",
    "nr-7": "Gitte Skov",
    "nr-8": "Hassan Yilmaz",
    BOT: "Rollout bot",
}
"""Account id -> display name. All invented."""

VENDOR_AGENTS = tuple(f"bls-{n}" for n in range(1, 7))
CLIENT_STAFF = tuple(f"nr-{n}" for n in range(1, 9))

NEW, WORKING, AWAITING_CLIENT, AWAITING_THIRD, RESOLVED, CLOSED = "10001", "10002", "10003", "10004", "10005", "10006"

STATUSES: dict[str, tuple[str, str]] = {
    NEW: ("Ny", "new"),
    WORKING: ("I gang", "indeterminate"),
    AWAITING_CLIENT: ("Afventer kunde", "indeterminate"),
    AWAITING_THIRD: ("Afventer tredjepart", "indeterminate"),
    RESOLVED: ("Løst", "done"),
    CLOSED: ("Lukket", "done"),
}
"""Status id -> name and category."""

CATEGORIES: dict[str, dict[str, Any]] = {
    "new": {"id": 2, "key": "new", "name": "To Do"},
    "indeterminate": {"id": 4, "key": "indeterminate", "name": "In Progress"},
    "done": {"id": 3, "key": "done", "name": "Done"},
}
PRIORITIES = {"P1": "1", "P2": "2", "P3": "3", "P4": "4"}
RESOLUTION = {"id": "10000", "name": "Udført"}
CASE_TYPE = {"id": "10001", "name": "Sag", "subtask": False}
PROJECTS = {
    "NI": ("10100", "Nordlys intern drift"),
    "NB": ("10200", "Nordlys – Baltic Ledger Services"),
    "NOG": ("10300", "Nordlys outsourcing, styring"),
}
"""Project key -> id and name."""

_TRANSITIONS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("11", "Start arbejde", (NEW,), WORKING),
    ("21", "Afvent kunde", (NEW, WORKING), AWAITING_CLIENT),
    ("31", "Afvent tredjepart", (NEW, WORKING), AWAITING_THIRD),
    ("41", "Genoptag", (AWAITING_CLIENT, AWAITING_THIRD), WORKING),
    ("51", "Løs", (NEW, WORKING, AWAITING_CLIENT, AWAITING_THIRD), RESOLVED),
    ("61", "Luk", (RESOLVED,), CLOSED),
    ("71", "Genåbn", (RESOLVED, CLOSED), WORKING),
)

_BOT_PERMISSIONS = (
    "BROWSE_PROJECTS",
    "CREATE_ISSUES",
    "EDIT_ISSUES",
    "ADD_COMMENTS",
    "TRANSITION_ISSUES",
    "CREATE_ATTACHMENTS",
    "LINK_ISSUES",
    "ASSIGN_ISSUES",
)


def component_ids(project: str) -> dict[str, str]:
    """Component name (a process id) -> component id; NI has every process, NB the outsourced ones, NOG none."""
    if project == "NI":
        return {process.process_id: str(11_000 + n) for n, process in enumerate(processes())}
    if project == "NB":
        return {process_id: str(12_000 + n) for n, process_id in enumerate(OUTSOURCED)}
    return {}


def site() -> dict[str, Any]:
    """The content of jira.yaml."""
    return {
        "deployment": "Cloud",
        "zone": ZONE_NAME,
        "users": [_user(account_id, name) for account_id, name in PEOPLE.items()],
        "projects": [_project(key) for key in PROJECTS],
        "issue_types": [
            {"id": "10001", "name": "Sag", "subtask": False},
            {"id": "10002", "name": "Epic", "subtask": False},
            {"id": "10003", "name": "Handling", "subtask": False},
        ],
        "statuses": [{"id": id_, "name": name, "category": kind} for id_, (name, kind) in STATUSES.items()],
        "workflow": {
            "initial": NEW,
            "transitions": [
                {"id": id_, "name": name, "from": list(sources), "to": to} for id_, name, sources, to in _TRANSITIONS
            ],
        },
        "priorities": [{"id": id_, "name": name} for name, id_ in PRIORITIES.items()],
        "fields": [],
        "index_lag_seconds": 0,
    }


def _user(account_id: str, name: str) -> dict[str, Any]:
    vendor = account_id in VENDOR_AGENTS or account_id == "tomas"
    user: dict[str, Any] = {
        "account_id": account_id,
        "display_name": name,
        "email": BOT_EMAIL if account_id == BOT else f"{_mailbox(name)}@{'bls' if vendor else 'nordlys'}.example",
    }
    if account_id == BOT:
        user["token"] = BOT_TOKEN
        user["permissions"] = {key: list(_BOT_PERMISSIONS) for key in PROJECTS}
    return user


def _mailbox(name: str) -> str:
    return name.lower().replace("ø", "o").replace("æ", "ae").replace("å", "aa").replace(" ", ".")


def _project(key: str) -> dict[str, Any]:
    id_, name = PROJECTS[key]
    return {
        "id": id_,
        "key": key,
        "name": name,
        "issue_types": ["10002", "10003"] if key == "NOG" else ["10001"],
        "components": [{"id": cid, "name": process_id} for process_id, cid in component_ids(key).items()],
    }
