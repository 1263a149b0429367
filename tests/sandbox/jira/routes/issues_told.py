"""What an issue tells of itself."""

from typing import Any

from tests.sandbox.jira.jira_folder import Site

DOCUMENT = {
    "type": "doc",
    "version": 1,
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Hej"}]}],
}


def histories(site: Site, key: str) -> list[dict[str, Any]]:
    """The last entry's items, and nothing of NB-1's long past."""
    entries: list[dict[str, Any]] = site.get(f"/issue/{key}/changelog", startAt=0)["values"]
    return entries
