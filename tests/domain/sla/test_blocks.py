"""Tickets in blocks: many blocks say what one block says, position by position."""

from itertools import pairwise

import numpy as np

from domain.sla.blocks import BLOCK_TICKETS, Block, blocks_of, joined
from domain.sla.judging import JudgedMonths, judge_months
from domain.sla.verdicts.verdicts import judge
from tests.domain.sla.stories import CLIENT, SOLVED, WORKING, Frames, Story, at, contract, frames

ARRAYS = ("ticket", "priority", "target", "stop", "counted", "deadline", "breached_at", "met_at", "met_priority")


def some_tickets() -> Frames:
    """Met, late, re-opened and open ones, with comments, in an order that no block knows of."""
    reopened = (("2026-10-06 09:00", SOLVED), ("2026-10-07 09:00", WORKING), ("2026-10-12 10:00", SOLVED))
    waiting = (("2026-10-05 09:00", CLIENT), ("2026-10-08 09:00", WORKING), ("2026-10-09 12:00", SOLVED))
    told = (("2026-10-05 09:30", "bls-1", True), ("2026-10-05 09:40", "bls-1", False))
    return frames(
        Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED),)),
        Story("2026-10-05 08:00", reopened, priority="P2", comments=told),
        Story("2026-10-05 08:00", waiting, priority="P3"),
        Story("2026-10-06 08:00", comments=told),
        Story("2026-10-05 08:30", (("2026-10-30 09:00", SOLVED),), comments=told),
    )


def judged() -> JudgedMonths:
    data = some_tickets()
    return judge_months(
        contract(), "2026-10", data["tickets"], data["history"], data["comments"], at("2026-11-02 08:00")
    )


def test_blocks_hold_every_ticket_once_in_order() -> None:
    for count in (0, 1, BLOCK_TICKETS, BLOCK_TICKETS + 1, 3 * BLOCK_TICKETS - 1):
        blocks = blocks_of(count)
        assert [block.low for block in blocks] == list(range(0, max(count, 1), BLOCK_TICKETS))
        assert blocks[-1].high == count
        assert all(block.high == after.low for block, after in pairwise(blocks))


def test_verdicts_on_blocks_are_those_on_all_tickets_at_once() -> None:
    whole = judged()
    blocks = tuple(Block(low, high) for low, high in ((0, 2), (2, 3), (3, 5)))
    for clause, expected in zip(whole.frame.contract.clauses, whole.verdicts, strict=True):
        parts = [
            judge(
                block.times(whole.frame.time),
                clause,
                whole.calendars[clause.calendar],
                block.priorities(whole.priorities),
                block.comments(whole.comments),
                whole.frame.starts,
                whole.covered[clause.clause_id][block.tickets],
                whole.excluded[block.tickets],
            )
            for block in blocks
        ]
        found = joined(blocks, parts)
        assert all(np.array_equal(getattr(found, name), getattr(expected, name)) for name in (*ARRAYS, "outcome"))
        assert len(set(expected.outcome.tolist())) > 1
