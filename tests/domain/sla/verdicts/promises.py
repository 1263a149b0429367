"""Contracts with update intervals and due dates, and what one ticket comes to under them."""

from domain.contract.clauses import Contract
from domain.review.ticket_story import ClauseStory, explain_ticket
from domain.sla.tickets import TicketTables
from tests.domain.sla.stories import Story, at, frames

UPDATES = {"P1": {"minutes": 240, "attainment": "0.9"}}


DUE = {"P1": {"attainment": "0.9"}}


def told(story: Story, terms: Contract, month: str = "2026-10") -> ClauseStory:
    found = explain_ticket(
        terms, month, "NB-1", TicketTables(**frames(story)), as_of=at("2028-01-01 00:00"), snapshot_id="test"
    )
    return found.clauses[-1]
