"""The workflow: which transitions are open, and making one.

Here: transitions and their routes. A status of category done sets the resolution, leaving it clears it, as Jira's
default workflow does. Not here: the workflow itself, which stands in `jira.yaml`.
"""

from typing import Any

from starlette.responses import Response

from sandbox.jira.answers import Refused, json_answer, nothing
from sandbox.jira.desk import Call
from sandbox.jira.edits import DONE_RESOLUTION, Change, apply_edit, change, record, stored_status
from sandbox.jira.records.site import Transition
from sandbox.jira.records.store import Document
from sandbox.jira.views import Json


def open_transitions(call: Call, document: Document) -> list[Transition]:
    """The transitions the caller may make from where the issue stands."""
    if not call.caller.may("TRANSITION_ISSUES", str(document["key"]).rpartition("-")[0]):
        return []
    status_id = str(document["fields"]["status"]["id"])
    return [each for each in call.site.workflow.transitions if each.leaves(status_id)]


def shown_transition(call: Call, transition: Transition) -> Json:
    """A transition and where it leads."""
    return {
        "id": transition.id,
        "name": transition.name,
        "to": call.view.status(call.site.statuses_by_id[transition.to]),
        "hasScreen": False,
        "isGlobal": transition.from_ == "all",
        "isInitial": False,
        "isAvailable": True,
        "isConditional": False,
    }


async def list_transitions(call: Call) -> Response:
    """GET `/issue/{issue}/transitions`."""
    document = call.document()
    shown = [shown_transition(call, each) for each in open_transitions(call, document)]
    if call.query("transitionId"):
        shown = [each for each in shown if each["id"] == call.query("transitionId")]
    if call.expands("transitions.fields"):
        shown = [{**each, "fields": {}} for each in shown]
    return json_answer({"expand": "transitions", "transitions": shown})


async def make_transition(call: Call) -> Response:
    """POST `/issue/{issue}/transitions`: 204, or 400 when it is not open from this status."""
    body = await call.body()
    header = call.issue()
    call.desk.limiter.write(header.issue_id)
    document = call.desk.store.document(header)
    chosen = _chosen(call, document, body.get("transition"))
    fields = dict(body.get("fields") or {})
    asked_resolution = fields.pop("resolution", None)
    changes = apply_edit(call, document, {"fields": fields, "update": body.get("update")})
    changes += _moved(call, document, chosen, asked_resolution)
    record(call, document, changes)
    call.save(document)
    return nothing()


def _chosen(call: Call, document: Document, asked: Any) -> Transition:
    wanted = asked.get("id") if isinstance(asked, dict) else None
    if wanted is None:
        raise Refused(400, "Missing 'transition' identifier")
    if not str(wanted).isdecimal():
        raise Refused(400, "'transition' identifier must be an integer")
    for each in open_transitions(call, document):
        if each.id == str(wanted):
            return each
    raise Refused(400, f"Transition id '{wanted}' is not valid for this issue.")


def _moved(call: Call, document: Document, transition: Transition, asked_resolution: Any) -> list[Change]:
    fields, target = document["fields"], call.site.statuses_by_id[transition.to]
    before = fields["status"]
    fields["status"] = stored_status(target)
    changes = [change("status", "status", (str(before["id"]), before["name"]), (target.id, target.name))]
    resolution = fields.get("resolution")
    if target.category == "done" and resolution is None:
        name = asked_resolution.get("name") if isinstance(asked_resolution, dict) else None
        new = {**DONE_RESOLUTION, "name": name or DONE_RESOLUTION["name"]}
        fields["resolution"], fields["resolutiondate"] = new, call.instant()
        changes.append(change("resolution", "resolution", (None, None), (new["id"], new["name"])))
    elif target.category != "done" and resolution is not None:
        fields["resolution"] = fields["resolutiondate"] = None
        before_text = (str(resolution.get("id")), resolution.get("name"))
        changes.append(change("resolution", "resolution", before_text, (None, None)))
    return changes
