"""What stands around the issues: server, accounts, permissions, projects, fields, priorities, statuses, types.

Here: these routes, all reading. Not here: issues.
"""

from typing import Any

from starlette.responses import Response

from sandbox.jira.answers import Refused, json_answer, page_bean, page_bounds
from sandbox.jira.callers import not_logged_in
from sandbox.jira.desk import Call
from sandbox.jira.edits import DONE_RESOLUTION
from sandbox.jira.records.field_list import FieldInfo
from sandbox.jira.records.site import Project, User
from sandbox.jira.views import Json

_PERMISSIONS = (
    "BROWSE_PROJECTS",
    "CREATE_ISSUES",
    "EDIT_ISSUES",
    "ADD_COMMENTS",
    "TRANSITION_ISSUES",
    "CREATE_ATTACHMENTS",
    "LINK_ISSUES",
    "ASSIGN_ISSUES",
    "ADMINISTER",
)
_CREATE_FIELDS = (
    "summary", "issuetype", "project", "description", "priority", "labels", "components", "assignee", "reporter",
    "duedate", "parent",
)  # fmt: skip


async def server_info(call: Call) -> Response:
    """GET `/serverInfo`: tells Cloud from Data Center; needs no log-in."""
    cloud, base = call.site.is_cloud, call.view.base
    return json_answer(
        {
            "baseUrl": base,
            "version": "1001.0.0-SNAPSHOT" if cloud else "10.3.24",
            "versionNumbers": [1001, 0, 0] if cloud else [10, 3, 24],
            "deploymentType": call.site.deployment,
            "buildNumber": 100_250 if cloud else 10_030_024,
            "buildDate": "2025-01-01T00:00:00.000+0000",
            "serverTime": call.view.instant(call.instant()),
            "scmInfo": "0000000000000000000000000000000000000000",
            "serverTitle": "Jira sandbox",
        }
    )


async def myself(call: Call) -> Response:
    """GET `/myself`: 401 for an anonymous caller."""
    return json_answer(call.view.user(call.user.account_id))


async def my_permissions(call: Call) -> Response:
    """GET `/mypermissions`: on Cloud `permissions=` is needed."""
    asked = [word for word in call.query("permissions").split(",") if word]
    if not asked and call.site.is_cloud:
        raise Refused(400, "The 'permissions' query parameter is required.")
    unknown = [word for word in asked if word not in _PERMISSIONS]
    if unknown:
        raise Refused(400, f"Unrecognized permission: {', '.join(unknown)}")
    keys = _permission_projects(call)
    held = {name: any(call.caller.may(name, key) for key in keys) for name in asked or _PERMISSIONS}
    return json_answer({"permissions": {name: _permission(name, has) for name, has in held.items()}})


def _permission_projects(call: Call) -> list[str]:
    wanted = call.query("projectKey") or call.query("projectId")
    if wanted:
        return [call.project(wanted).key]
    if issue := call.query("issueKey") or call.query("issueId"):
        header = call.visible(issue)
        if header is None:
            raise Refused(404, "Issue does not exist or you do not have permission to see it.")
        return [header.project_key]
    return [project.key for project in call.site.projects]


def _permission(name: str, has: bool) -> Json:
    number = str(10 + _PERMISSIONS.index(name))
    kind = "GLOBAL" if name == "ADMINISTER" else "PROJECT"
    words = name.replace("_", " ").title()
    return {"id": number, "key": name, "name": words, "type": kind, "description": words, "havePermission": has}


def _person(call: Call, user: User) -> Json:
    shown = call.view.user(user.account_id)
    assert shown is not None
    return shown


async def get_user(call: Call) -> Response:
    """GET `/user?accountId=` (Cloud) or `?username=` (Data Center)."""
    wanted = call.query("accountId") or call.query("username") or call.query("key")
    user = call.site.users_by_id.get(wanted)
    if call.caller.user is None:
        raise not_logged_in(call.site)
    if user is None:
        raise Refused(404, "Specified user does not exist or you do not have required permissions")
    return json_answer(_person(call, user))


async def search_users(call: Call) -> Response:
    """GET `/user/search?query=` or `?accountId=`; on Data Center `?username=`."""
    account, words = call.query("accountId"), (call.query("query") or call.query("username")).casefold()
    found = [
        user
        for user in call.site.users
        if (account and user.account_id == account)
        or (words and any(words in text.casefold() for text in (user.display_name, user.email, user.account_id)))
    ]
    return json_answer(_people_page(call, found))


async def all_users(call: Call) -> Response:
    """GET `/users/search`."""
    return json_answer(_people_page(call, list(call.site.users)))


def _people_page(call: Call, users: list[User]) -> list[Json]:
    start, size = page_bounds(call.request, default=50, most=1000)
    return [_person(call, user) for user in users[start : start + size]] if call.caller.user else []


def _visible_projects(call: Call) -> list[Project]:
    return [each for each in call.site.projects if call.caller.may("BROWSE_PROJECTS", each.key)]


async def list_projects(call: Call) -> Response:
    """GET `/project`: those the caller may browse."""
    return json_answer([call.view.project(each) for each in _visible_projects(call)])


async def search_projects(call: Call) -> Response:
    """GET `/project/search` (Cloud), paged."""
    words = call.query("query").casefold()
    found = [each for each in _visible_projects(call) if words in each.key.casefold() or words in each.name.casefold()]
    return json_answer(page_bean(call.request, [call.view.project(each) for each in found]))


async def get_project(call: Call) -> Response:
    """GET `/project/{project}`."""
    project = call.project(call.path("project"))
    types = [call.view.issue_type(call.site.types_by_id[each]) for each in project.issue_types]
    return json_answer(
        {
            "expand": "description,lead,issueTypes,url,projectKeys,permissions,insight",
            **call.view.project(project),
            "description": "",
            "components": _components(call, project),
            "issueTypes": types,
            "assigneeType": "UNASSIGNED",
            "versions": [],
        }
    )


def _components(call: Call, project: Project) -> list[Json]:
    return [
        {"self": f"{call.view.api}/component/{each.id}", "id": each.id, "name": each.name, "project": project.key}
        for each in project.components
    ]


async def project_components(call: Call) -> Response:
    """GET `/project/{project}/components`."""
    return json_answer(_components(call, call.project(call.path("project"))))


async def project_statuses(call: Call) -> Response:
    """GET `/project/{project}/statuses`: per issue type."""
    project, site = call.project(call.path("project")), call.site
    statuses = [call.view.status(each) for each in site.statuses]
    types = [call.view.issue_type(site.types_by_id[each]) for each in project.issue_types]
    return json_answer([{**_brief(kind, "self", "id", "name", "subtask"), "statuses": statuses} for kind in types])


def _brief(content: Json, *names: str) -> Json:
    return {name: content[name] for name in names}


async def list_fields(call: Call) -> Response:
    """GET `/field`: every field, custom ones too; names need not be unique."""
    return json_answer([each.details() for each in call.desk.fields.values()])


async def search_fields(call: Call) -> Response:
    """GET `/field/search` (Cloud), paged."""
    words = call.query("query").casefold()
    found = [each for each in call.desk.fields.values() if words in each.name.casefold()]
    return json_answer(page_bean(call.request, [_brief(each.details(), "id", "name", "schema") for each in found]))


async def list_priorities(call: Call) -> Response:
    """GET `/priority`."""
    return json_answer([call.view.priority(each) for each in call.site.priorities])


async def list_statuses(call: Call) -> Response:
    """GET `/status`."""
    return json_answer([call.view.status(each) for each in call.site.statuses])


async def list_issue_types(call: Call) -> Response:
    """GET `/issuetype`."""
    return json_answer([call.view.issue_type(each) for each in call.site.issue_types])


async def list_resolutions(call: Call) -> Response:
    """GET `/resolution`."""
    link = f"{call.view.api}/resolution/{DONE_RESOLUTION['id']}"
    return json_answer([{"self": link, "description": "", **DONE_RESOLUTION}])


async def create_types(call: Call) -> Response:
    """GET `/issue/createmeta/{project}/issuetypes`, paged."""
    project = call.project(call.path("project"))
    types = [call.view.issue_type(call.site.types_by_id[each]) for each in project.issue_types]
    return json_answer(_meta_page(call, types, "issueTypes"))


async def create_fields(call: Call) -> Response:
    """GET `/issue/createmeta/{project}/issuetypes/{type}`, paged."""
    project = call.project(call.path("project"))
    if call.path("type") not in project.issue_types:
        raise Refused(404, f"Issue type with id '{call.path('type')}' does not exist in the project.")
    names = [*_CREATE_FIELDS, *(each.id for each in call.site.fields)]
    required = {"summary", "issuetype", "project", *(each.id for each in call.site.fields if each.required)}
    fields = [_create_field(call, project, call.desk.fields[name], name in required) for name in names]
    return json_answer(_meta_page(call, fields, "fields"))


def _create_field(call: Call, project: Project, field: FieldInfo, required: bool) -> Json:
    several = ["add", "set", "remove"] if field.type == "array" else ["set"]
    shown: Json = {"fieldId": field.id, "key": field.id, "name": field.name, "required": required}
    shown |= {"hasDefaultValue": field.id in ("priority", "reporter"), "operations": several, "schema": field.schema()}
    allowed: dict[str, list[Any]] = {
        "priority": [call.view.priority(each) for each in call.site.priorities],
        "components": _components(call, project),
        "issuetype": [call.view.issue_type(call.site.types_by_id[each]) for each in project.issue_types],
        "project": [call.view.project(project)],
    }
    return shown | ({"allowedValues": allowed[field.id]} if field.id in allowed else {})


def _meta_page(call: Call, items: list[Json], name: str) -> Json:
    if call.request.query_params.get("maxResults", "50").isdecimal() and int(call.query("maxResults") or 50) > 200:
        raise Refused(400, "Parameter 'maxResults' must not exceed the limit '200'")
    start, size = page_bounds(call.request, default=50, most=200)
    page: Json = {"startAt": start, "maxResults": size, "total": len(items)}
    if call.site.is_cloud:
        return {**page, name: items[start : start + size]}
    return {**page, "isLast": start + size >= len(items), "values": items[start : start + size]}


async def application_links(call: Call) -> Response:
    """GET `/rest/applinks/latest/listApplicationlinks`: for administrators only, which nobody is here."""
    raise Refused(403, "You do not have permission to perform this operation.")
