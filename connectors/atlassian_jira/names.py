"""What Jira is called: by people, and in the ledger. Pure, so that who only reads a ledger needs no client."""

from typing import Final

SERVICE: Final = "Jira"


def tickets_source(project: str) -> str:
    """What snapshots of a project's tickets are called in the ledger. Ledgers hold it: it never changes."""
    return f"jira:{project}"
