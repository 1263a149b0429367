"""Text that goes to Jira: queries with every value quoted, and plain text that stays plain.

Here: JQL and escaping. Not here: sending it (`connectors.atlassian_jira.client`).
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from connectors.errors import RequestRefused
from domain.reasons import Reason

OVERLAP = timedelta(days=1)
"""How far an incremental pull reaches back behind its watermark: Jira's search index lags, and clocks differ."""

_PROJECT = re.compile(r"[A-Z][A-Z0-9_]+")
_ACTIVE_MARKUP = re.compile(r"\[(?=~)|\{(?=\w)|!(?=\S+!)")


def quoted(value: str) -> str:
    """`value` as one JQL string, whatever it holds."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def project_is(project: str) -> str:
    """The clause that keeps a query inside one project.

    Raises:
        RequestRefused: not a project key.
    """
    if not _PROJECT.fullmatch(project):
        raise RequestRefused(
            Reason("{project!r} is not a Jira project key", project=project[:40]),
            why=Reason("a key is capital letters, digits and underscores"),
            next_step=Reason("correct the project key in the settings"),
        )
    return f"project = {quoted(project)}"


def tickets_of(project: str, updated_since: datetime | None = None) -> str:
    """All tickets of a project, or those updated since (less the overlap), in the order of their keys.

    The instant is given in epoch milliseconds: written dates mean whole minutes in the calling user's zone.
    Ordered by key, not by update: an issue changed during the pull would jump from one page to another.
    """
    clauses = [project_is(project)]
    if updated_since is not None:
        clauses.append(f"updated >= {round((updated_since - OVERLAP).timestamp() * 1000)}")
    return f"{' AND '.join(clauses)} ORDER BY key ASC"


def keys_in(keys: Iterable[str]) -> str:
    """The issues with these keys."""
    return f"key in ({', '.join(quoted(key) for key in keys)}) ORDER BY key ASC"


def labelled(project: str, label: str) -> str:
    """The issues of a project that carry a label."""
    return f"{project_is(project)} AND labels = {quoted(label)} ORDER BY key ASC"


def newest_of(project: str) -> str:
    """A project's issues, the newest key first."""
    return f"{project_is(project)} ORDER BY key DESC"


def plain(text: str) -> str:
    """`text` so that Jira's wiki markup neither mentions a person, runs a macro nor loads an image from it."""
    return _ACTIVE_MARKUP.sub(lambda found: "\\" + found.group(), text)
