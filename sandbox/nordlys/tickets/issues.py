"""Plans written as Jira issues: REST v3 JSON with fields, complete changelog and comments.

Here: the wire shape. Not here: what happens and when (`sandbox.nordlys.tickets.plans`). Histories are stored oldest
first and complete; the sandbox server cuts and turns them as each route does. Nothing after the cut-off is written,
so a ticket whose life goes on is simply still open.
"""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from sandbox.nordlys.hours import OfficeHours, Stamps
from sandbox.nordlys.processes import TEAMS, processes
from sandbox.nordlys.site import (
    AWAITING_CLIENT,
    CASE_TYPE,
    CATEGORIES,
    CLOSED,
    NEW,
    PEOPLE,
    PRIORITIES,
    PROJECTS,
    RESOLUTION,
    STATUSES,
    VENDOR_AGENTS,
    WORKING,
    component_ids,
)
from sandbox.nordlys.tickets import texts as texts
from sandbox.nordlys.tickets.plans import Plan, Step, steps

HOST = "http://127.0.0.1"
"""Placeholder of every self link; the server answers with its own address."""

_ENTERED = {"start": WORKING, "resume": WORKING, "reopen": WORKING, "close": CLOSED}
_FIRST_ID = {"NI": 20_000, "NB": 30_000}


class IssueWriter:
    """Writes the tickets of one project; histories and comments get rising ids across it."""

    def __init__(self, project: str, seed: int, hours: OfficeHours, cut_off: int) -> None:
        self._project = project
        self._rng = Random(f"{seed}/issues/{project}")  # noqa: S311 - demo data, nothing secret
        self._hours = hours
        self._cut_off = cut_off
        self._stamps = Stamps()
        self._components = component_ids(project)
        self._names = {process.process_id: process.name for process in processes()}
        team_names = {team.team_id: team.name for team in TEAMS}
        self._teams = {process.process_id: team_names[process.team_id] for process in processes()}
        self._people = {
            account: {"accountId": account, "displayName": name, "active": True} for account, name in PEOPLE.items()
        }
        self._history_id = _FIRST_ID[project] * 10
        self._comment_id = _FIRST_ID[project] * 10

    def issues(self, plans: Iterable[Plan]) -> Iterator[dict[str, Any]]:
        """One issue per plan, keys in the order given."""
        for number, plan in enumerate(plans, start=1):
            yield self._issue(number, plan)

    def _issue(self, number: int, plan: Plan) -> dict[str, Any]:
        happened = [step for step in steps(plan, self._hours) if step.at <= self._cut_off]
        life = _Life(plan, self._people)
        histories = [self._history(life, step) for step in happened if step.what != "acknowledge"]
        comments = [self._comment(*comment) for comment in self._comments(plan, happened)]
        last = max([plan.created, *(step.at for step in happened), *(at for at, _ in comments)])
        issue_id = str(_FIRST_ID[self._project] + number)
        return {
            "expand": "changelog",
            "id": issue_id,
            "self": f"{HOST}/rest/api/3/issue/{issue_id}",
            "key": f"{self._project}-{number}",
            "fields": self._fields(plan, life, last, [comment for _, comment in comments]),
            "changelog": {
                "startAt": 0,
                "maxResults": len(histories),
                "total": len(histories),
                "histories": histories,
            },
        }

    def _fields(self, plan: Plan, life: "_Life", last: int, comments: list[dict[str, Any]]) -> dict[str, Any]:
        reporter = self._people[plan.reporter]
        project_id, project_name = PROJECTS[self._project]
        return {
            "summary": self._summary(plan),
            "description": _document(texts.DESCRIPTION.format(team=self._teams[plan.process], process=plan.process)),
            "issuetype": CASE_TYPE,
            "project": {"id": project_id, "key": self._project, "name": project_name},
            "priority": {"id": PRIORITIES[life.priority], "name": life.priority},
            "status": _status(life.status),
            "components": [{"id": self._components[plan.process], "name": plan.process}],
            "labels": [],
            "reporter": reporter,
            "creator": reporter,
            "assignee": self._people[life.assignee] if life.assignee else None,
            "created": self._stamps.text(plan.created),
            "updated": self._stamps.text(last),
            "resolutiondate": self._stamps.text(life.resolved_at) if life.resolved_at else None,
            "resolution": RESOLUTION if life.resolved_at else None,
            "duedate": None,
            "comment": {"startAt": 0, "maxResults": len(comments), "total": len(comments), "comments": comments},
        }

    def _summary(self, plan: Plan) -> str:
        customer = self._rng.choice(texts.CUSTOMERS)
        number = self._rng.randrange(100, 9999)
        if plan.hostile:
            return texts.HOSTILE_SUMMARY
        known = texts.SUMMARIES.get(plan.process, (self._names[plan.process] + ", sag {number}",))
        return self._rng.choice(known).format(customer=customer, number=number)

    def _history(self, life: "_Life", step: Step) -> dict[str, Any]:
        self._history_id += 1
        handover = step.what == "resume" and self._project == "NB" and self._rng.random() < 0.08
        colleague = self._rng.choice(VENDOR_AGENTS) if handover else ""
        author, items = life.apply(step, colleague)
        return {
            "id": str(self._history_id),
            "author": self._people[author],
            "created": self._stamps.text(step.at),
            "items": items,
        }

    def _comments(self, plan: Plan, happened: list[Step]) -> list[tuple[int, str, str, bool]]:
        """(instant, author, text, public) in order of time."""
        rng, vendor = self._rng, self._project == "NB"
        found: list[tuple[int, str, str, bool]] = []
        for step in happened:
            chance = rng.random()
            if step.what == "pause" and chance < 0.6:
                found.append((step.at, plan.agent, rng.choice(texts.ASKING), True))
            elif step.what == "resume" and chance < 0.6:
                found.append((step.at, plan.reporter, rng.choice(texts.ANSWERING), True))
            elif step.what == "resolve" and chance < 0.35:
                found.append((step.at, plan.agent, rng.choice(texts.SOLVING), True))
            elif step.what == "reopen":
                found.append((step.at, plan.reporter, rng.choice(texts.REOPENING), True))
            elif step.what == "start" and chance < 0.15:
                found.append((step.at, plan.agent, rng.choice(texts.INTERNAL_NOTES), False))
        if vendor:
            found.extend(self._early_comments(plan))
        # A long back and forth is told in its first lines; twenty comments are enough.
        return sorted(comment for comment in found if comment[0] <= self._cut_off)[:20]

    def _early_comments(self, plan: Plan) -> list[tuple[int, str, str, bool]]:
        """The vendor's public first word, and words before it that are no response: internal, or the client's own."""
        found: list[tuple[int, str, str, bool]] = []
        rng, early = self._rng, self._hours.after(plan.created, max(1000, plan.response // 3))
        if plan.response < plan.start:
            answered = self._hours.after(plan.created, plan.response)
            found.append((answered, plan.agent, rng.choice(texts.ACKNOWLEDGED), True))
        chance = rng.random()
        if chance < 0.05:
            found.append((early, plan.agent, rng.choice(texts.INTERNAL_NOTES), False))
        elif chance < 0.11:
            found.append((early, plan.reporter, rng.choice(texts.ANSWERING), True))
        return found

    def _comment(self, at: int, author: str, text: str, public: bool) -> tuple[int, dict[str, Any]]:
        self._comment_id += 1
        stamp = self._stamps.text(at)
        comment: dict[str, Any] = {
            "id": str(self._comment_id),
            "author": self._people[author],
            "body": _document(text),
            "created": stamp,
            "updated": stamp,
            "jsdPublic": public,
        }
        if not public:
            comment["visibility"] = {"type": "role", "value": "Leverandør", "identifier": "10050"}
        return at, comment


class _Life:
    """A ticket's fields as its steps change them; each step becomes the items of one history entry."""

    def __init__(self, plan: Plan, people: dict[str, dict[str, Any]]) -> None:
        self._plan = plan
        self._people = people
        self.status = NEW
        self.priority = plan.first_priority or plan.priority
        self.assignee = ""
        self.resolved_at = 0

    def apply(self, step: Step, colleague: str) -> tuple[str, list[dict[str, Any]]]:
        """Author and items of a step; `colleague` takes over when not empty."""
        items: list[dict[str, Any]] = []
        author = self._plan.agent
        if step.what == "priority":
            items.append(self._prioritise(self._plan.priority))
            return self._plan.reporter, items
        if step.what in {"reopen", "close"} or (step.what == "resume" and self.status == AWAITING_CLIENT):
            author = self._plan.reporter
        if step.what == "reopen":
            items.append(self._resolve(None))
        items.append(self._enter(step.status or _ENTERED[step.what]))
        if step.what == "resolve":
            items.append(self._resolve(step.at))
        if step.what == "start":
            items.append(self._assign(self._plan.agent))
        elif colleague and colleague != self.assignee:
            items.append(self._assign(colleague))
        return author, items

    def _enter(self, status: str) -> dict[str, Any]:
        before, self.status = self.status, status
        return _item("status", before, STATUSES[before][0], status, STATUSES[status][0])

    def _prioritise(self, priority: str) -> dict[str, Any]:
        before, self.priority = self.priority, priority
        return _item("priority", PRIORITIES[before], before, PRIORITIES[priority], priority)

    def _assign(self, account: str) -> dict[str, Any]:
        before, self.assignee = self.assignee, account
        name_before = self._people[before]["displayName"] if before else None
        return _item("assignee", before or None, name_before, account, self._people[account]["displayName"])

    def _resolve(self, at: int | None) -> dict[str, Any]:
        self.resolved_at = at or 0
        id_, name = RESOLUTION["id"], RESOLUTION["name"]
        return _item("resolution", None, None, id_, name) if at else _item("resolution", id_, name, None, None)


def _item(
    name: str, from_id: str | None, from_text: str | None, to_id: str | None, to_text: str | None
) -> dict[str, Any]:
    return {
        "field": name,
        "fieldtype": "jira",
        "fieldId": name,
        "from": from_id,
        "fromString": from_text,
        "to": to_id,
        "toString": to_text,
    }


def _status(status: str) -> dict[str, Any]:
    name, category = STATUSES[status]
    return {"id": status, "name": name, "statusCategory": CATEGORIES[category]}


def _document(text: str) -> dict[str, Any]:
    """A paragraph as an Atlassian document."""
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }
