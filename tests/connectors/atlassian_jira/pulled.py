"""A pull from a stand-in of Jira, and what it says of its tickets."""

from collections.abc import Callable
from typing import Any

import polars as pl

from connectors.ports.tracker import IssueDraft, TicketPull
from tests.connectors.jira_site import RunningJira, long_walk, ticket

DRAFT = IssueDraft(
    project="NOG",
    issue_type="Epic",
    summary="Pilot\ngodkendt",
    description="Se [~accountid:mette] her",
    label="auto-0123456789abcdef",
    labels=("rollout-nordlys",),
    due_on="2026-11-30",
)


def whole_project() -> list[dict[str, Any]]:
    """Ordinary tickets, long ones, silent ones, one with many comments."""
    ordinary = [ticket(n, "10001", "10002", "10003", "10002", "10005", comments=n % 3) for n in range(1, 121)]
    cut = [ticket(200, *long_walk(41)), ticket(201, *long_walk(130))]
    silent = [ticket(n, "10001") for n in range(300, 305)]
    return [*ordinary, *cut, *silent, ticket(400, "10001", "10002", comments=250)]


Start = Callable[..., RunningJira]


def pull_from(server: RunningJira, **more: Any) -> TicketPull:
    with server.connect(**more) as jira:
        return jira.pull_tickets("NB")


def reasons_of(pull: TicketPull) -> dict[str, str]:
    marked = pull.tickets.filter(pl.col("unreadable_reason").is_not_null())
    return dict(marked.select("key", "unreadable_reason").iter_rows())
