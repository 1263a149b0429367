"""One ticket's story under the contract: who had it when, what each clause's clock says, and which entry decided.

Here: the story as typed facts. Not here: its words (`reports.review.explanations`), the rules it tells of
(`domain.sla.verdicts.verdicts`). The figures are those of the review: the same functions judge the same rows, only of
one ticket.
"""

from datetime import UTC, datetime
from typing import Literal

import numpy as np
import polars as pl

from domain.contract.clauses import Clause, Contract, Metric, Party, ReopenPolicy, RetargetPolicy
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.sla.deciding_entries import Entries
from domain.sla.judging import JudgedMonths, calendar_version, judge_months
from domain.sla.rule_version import RULE_VERSION
from domain.sla.shapes import Entry
from domain.sla.ticket_time import PARTIES, book
from domain.sla.tickets import TicketTables
from domain.sla.verdicts.verdicts import Verdict, Verdicts
from domain.values import Frozen, changed
from domain.working_time.intervals import NEVER

OutcomeName = Literal["met", "breached_resolved", "breached_open", "open", "excluded", "unreadable"]
_NAMES: dict[Verdict, OutcomeName] = {
    Verdict.MET: "met",
    Verdict.BREACHED_RESOLVED: "breached_resolved",
    Verdict.BREACHED_OPEN: "breached_open",
    Verdict.OPEN: "open",
    Verdict.EXCLUDED: "excluded",
    Verdict.UNREADABLE: "unreadable",
}


class Stretch(Frozen):
    """A stretch of the ticket's life in one status. Both parts of it are seconds; they sum to its length."""

    start_at: datetime
    end_at: datetime
    status: str
    party: Party
    open_seconds: int
    outside_seconds: int


class ClauseStory(Frozen):
    """What one clause says of the ticket.

    Attributes:
        verdict_month: YYYY-MM the verdict counts in; None without one yet.
        deadline_at: when the allowance is, or would be, used up; None without a target.
        seconds_by_party: every second from creation to the stop or cut-off, booked to exactly one.
        decided_by: met: the entry that stopped the clock; breached: the one since which it ran when it ran out.
        calendar: name and version valid when the ticket's verdict fell, or at the cut-off.
        otherwise: outcome under the other re-open policies, where it differs.
    """

    clause_id: str
    metric: Metric
    priority: str
    outcome: OutcomeName
    verdict_month: str | None
    target_seconds: int | None
    counted_seconds: int
    deadline_at: datetime | None
    breached_at: datetime | None
    stopped_at: datetime | None
    counts: tuple[Party, ...]
    seconds_by_party: dict[Party, int]
    decided_by: Entry | None
    stopped_by: Entry | None
    calendar: str
    calendar_version: str
    reopen: ReopenPolicy
    retarget: RetargetPolicy
    otherwise: dict[ReopenPolicy, OutcomeName]


class TicketStory(Frozen):
    """The whole story as things stood at the cut-off."""

    key: str
    month: str
    created_at: datetime
    cut_off_at: datetime
    stretches: tuple[Stretch, ...]
    clauses: tuple[ClauseStory, ...]
    unreadable_reason: str | None
    outside_term: bool
    snapshot_id: str
    rule_version: str


def explain_ticket(
    contract: Contract,
    month: str,
    key: str,
    tables: TicketTables,
    *,
    as_of: datetime,
    snapshot_id: str,
) -> TicketStory:
    """The story of ticket `key` as the review of `month` sees it.

    Raises:
        RuleRefused: no such ticket in the snapshot, or it did not exist at the cut-off.
    """
    mine = tables.tickets.filter(pl.col("key") == key)
    if not mine.height:
        raise RuleRefused(
            Reason("There is no ticket {key}", key=key),
            where=Reason("snapshot {snapshot}", snapshot=snapshot_id),
            next_step=Reason("check the key, or pull again"),
        )
    of_mine = pl.col("issue_id") == mine["issue_id"][0]
    history, comments = tables.history.filter(of_mine), tables.comments.filter(of_mine)
    judged = judge_months(contract, month, mine, history, comments, as_of)
    time = judged.frame.time
    if not len(time.created):
        raise RuleRefused(
            Reason("{key} is in no figure of {month}", key=key, month=month),
            why=Reason("it was created on {created_at}, after the month's cut-off", created_at=mine["created_at"][0]),
            next_step=Reason("ask for a later month"),
        )
    entries = Entries(time, history, comments, contract, np.zeros(1, dtype=np.int64))
    return TicketStory(
        key=key,
        month=month,
        created_at=mine["created_at"][0],
        cut_off_at=_instant(time.cut_off),
        stretches=_stretches(judged, entries),
        clauses=tuple(_clause(judged, found, entries) for found in judged.verdicts if len(found.ticket)),
        unreadable_reason=time.tickets["unreadable_reason"][0],
        outside_term=bool(judged.excluded[0]),
        snapshot_id=snapshot_id,
        rule_version=RULE_VERSION,
    )


def _stretches(judged: JudgedMonths, entries: Entries) -> tuple[Stretch, ...]:
    """The intervals, split into open and closed hours by the calendar of the contract's first clause."""
    time, contract = judged.frame.time, judged.frame.contract
    calendar = judged.calendars[contract.clauses[0].calendar]
    working = calendar.working_seconds_between(time.start, time.end)
    changes = entries.changes(0)
    first = changes[0][2].from_name if changes else (time.tickets["status"][0] or "")
    names = [first, *(entry.to_name for _, _, entry in changes)]
    return tuple(
        Stretch(
            start_at=_instant(start),
            end_at=_instant(end),
            status=name,
            party=PARTIES[party],
            open_seconds=int(inside),
            outside_seconds=int(end - start - inside),
        )
        for start, end, party, inside, name in zip(time.start, time.end, time.party, working, names, strict=True)
        if end > start
    )


def _clause(judged: JudgedMonths, found: Verdicts, entries: Entries) -> ClauseStory:
    frame, clause = judged.frame, found.clause
    stop, breached = int(found.stop[0]), int(found.breached_at[0])
    until = np.array([min(stop, frame.time.cut_off)], dtype=np.int64)
    calendar = judged.calendars[clause.calendar]
    booked = book(frame.time, until, calendar.open_time_between(int(frame.time.created[0]), frame.time.cut_off))
    decided = int(found.decided_at[0])
    number = int(frame.number(found.decided_at)[0])
    stopped_by = None if stop == NEVER else entries.at_stop(0, stop, clause)
    day = _instant(min(decided, frame.time.cut_off)).date()
    return ClauseStory(
        clause_id=clause.clause_id,
        metric=clause.metric,
        priority=found.priorities[found.priority[0]],
        outcome=_NAMES[Verdict(int(found.outcome[0]))],
        verdict_month=frame.months[number] if decided != NEVER and number <= frame.now else None,
        target_seconds=None if found.target[0] == NEVER else int(found.target[0]),
        counted_seconds=int(found.counted[0]),
        deadline_at=_known(int(found.deadline[0])),
        breached_at=_known(breached),
        stopped_at=_known(stop),
        counts=clause.counts,
        seconds_by_party={party: int(seconds[0]) for party, seconds in booked.items()},
        decided_by=stopped_by if breached == NEVER else entries.in_force(0, breached),
        stopped_by=stopped_by,
        calendar=clause.calendar,
        calendar_version=calendar_version(frame.contract, clause.calendar, day),
        reopen=clause.reopen,
        retarget=clause.retarget,
        otherwise=_otherwise(judged, clause, int(found.outcome[0])),
    )


def _otherwise(judged: JudgedMonths, clause: Clause, outcome: int) -> dict[ReopenPolicy, OutcomeName]:
    """A first response has one stop, so that re-opening changes nothing about it."""
    if clause.metric is not Metric.RESOLUTION:
        return {}
    found = {
        policy: int(judged.under(changed(clause, reopen=policy)).outcome[0])
        for policy in ReopenPolicy
        if policy is not clause.reopen
    }
    return {policy: _NAMES[Verdict(other)] for policy, other in found.items() if other != outcome}


def _known(second: int) -> datetime | None:
    return None if second == NEVER else _instant(second)


def _instant(second: int) -> datetime:
    return datetime.fromtimestamp(int(second), UTC)
