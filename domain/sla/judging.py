"""Every clause judged over every ticket, once for all months: what reviews, explanations and credit notes start from.

Here: `judge_months`, and which clause speaks of which ticket. Not here: one clause's verdicts
(`domain.sla.verdicts.verdicts`), what is counted from them (`domain.review.figures`).
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from domain.arithmetic.columns import Flags
from domain.contract.clauses import Clause, Contract
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.sla.blocks import Block, blocks_of, joined
from domain.sla.month_frame import MonthFrame, frame_months, month_bounds, zone_of
from domain.sla.ticket_time import read_ticket_time
from domain.sla.vendor_comments import VendorComments, vendor_comments
from domain.sla.verdicts.targets import Priorities, read_priorities
from domain.sla.verdicts.verdicts import Verdicts, judge
from domain.working_time.calendars import ServiceCalendar


@dataclass(frozen=True)
class JudgedMonths:
    """All verdicts as things stood at the cut-off of one month, with what they were reached from.

    Attributes:
        comments: the vendor's public comments.
        excluded: per ticket, whether it lies outside the contract's term.
        covered: clause id -> per ticket, whether that clause speaks of it.
        verdicts: in the contract's order of clauses.
    """

    frame: MonthFrame
    calendars: Mapping[str, ServiceCalendar]
    priorities: Priorities
    comments: VendorComments
    excluded: Flags
    covered: Mapping[str, Flags]
    verdicts: tuple[Verdicts, ...]

    def under(self, clause: Clause) -> Verdicts:
        """The same tickets under another form of a clause (another re-open policy, say)."""
        [found] = self.under_each((clause,))
        return found

    def under_each(self, clauses: Sequence[Clause]) -> tuple[Verdicts, ...]:
        """The same tickets under these clauses, block by block: clauses share what a block's times have in common."""
        blocks = blocks_of(len(self.frame.time.created))
        if len(blocks) == 1:
            return self._in_block(clauses, blocks[0])
        # Tickets know nothing of each other, and columns leave the interpreter free: one core each.
        with ThreadPoolExecutor(max_workers=2) as cores:
            parts = list(cores.map(partial(self._in_block, clauses), blocks))
        return tuple(joined(blocks, of_clause) for of_clause in zip(*parts, strict=True))

    def _in_block(self, clauses: Sequence[Clause], block: Block) -> tuple[Verdicts, ...]:
        time = block.times(self.frame.time)
        priorities, comments = block.priorities(self.priorities), block.comments(self.comments)
        return tuple(
            judge(
                time,
                clause,
                self.calendars[clause.calendar],
                priorities,
                comments,
                self.frame.starts,
                self.covered[clause.clause_id][block.tickets],
                self.excluded[block.tickets],
            )
            for clause in clauses
        )


def judge_months(
    contract: Contract,
    month: str,
    tickets: pl.DataFrame,
    history: pl.DataFrame,
    comments: pl.DataFrame,
    as_of: datetime,
) -> JudgedMonths:
    """Judge every ticket as things stood at the end of `month`, or at `as_of` if that is earlier.

    Raises:
        RuleRefused: the month has not begun at `as_of`.
    """
    start_at, end_at, _, _ = month_bounds(month, zone_of(contract))
    if as_of <= start_at:
        raise RuleRefused(
            Reason("{month} cannot be reviewed", month=month),
            why=Reason("it has not begun at the as-of"),
            next_step=Reason("review an earlier month"),
        )
    time = read_ticket_time(tickets, history, contract.statuses, min(as_of.astimezone(UTC), end_at))
    frame = frame_months(contract, month, time)
    calendars = _calendars(contract, frame)
    priorities = read_priorities(time, history)
    said = vendor_comments(time, comments, contract.vendor_account_ids)
    excluded, covered = _outside_term(frame), _covered(contract, time.tickets)
    judged = JudgedMonths(frame, calendars, priorities, said, excluded, covered, ())
    return replace(judged, verdicts=judged.under_each(contract.clauses))


def calendar_version(contract: Contract, name: str, day: date) -> str:
    """The version of a calendar that is valid on a day."""
    versions = contract.calendars[name]
    return next((v.version for v in reversed(versions) if v.valid_from <= day), versions[0].version)


def _covered(contract: Contract, tickets: pl.DataFrame) -> dict[str, Flags]:
    """A ticket belongs to the first clause of a metric that applies to it."""
    taken: dict[str, Flags] = {}
    covered = {}
    for clause in contract.clauses:
        before = taken.setdefault(clause.metric, np.zeros(tickets.height, dtype=bool))
        covered[clause.clause_id] = _applies(clause, tickets) & ~before
        taken[clause.metric] = before | covered[clause.clause_id]
    return covered


def _calendars(contract: Contract, frame: MonthFrame) -> dict[str, ServiceCalendar]:
    first_year, last_year = (int(frame.months[at][:4]) for at in (0, -1))
    return {
        name: ServiceCalendar.from_terms(versions, first_year, last_year + 1)
        for name, versions in contract.calendars.items()
    }


def _applies(clause: Clause, tickets: pl.DataFrame) -> Flags:
    rule = clause.applies_to
    applies = pl.lit(value=True)
    if rule.issue_types:
        applies &= pl.col("issue_type").is_in(rule.issue_types)
    if rule.components:
        applies &= pl.col("component").is_in(rule.components)
    if rule.labels:
        applies &= pl.col("labels").list.set_intersection(list(rule.labels)).list.len() > 0
    marked = tickets.with_columns(applies=applies.fill_null(value=False))
    flags: Flags = marked["applies"].to_numpy()
    return flags


def _outside_term(frame: MonthFrame) -> Flags:
    """Tickets created before the contract's first day or after its last one: it does not speak of them."""
    zone, contract = ZoneInfo(frame.zone), frame.contract
    first, after = (
        int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
        for day in (contract.starts_on, contract.ends_on + timedelta(days=1))
    )
    created = frame.time.created
    outside: Flags = (created < first) | (created >= after)
    return outside
