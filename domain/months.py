"""One month put together: verdicts of all clauses, grouped by the month they fell in, become the typed review.

Here: `build_review` and what it reads. Not here: clocks and verdicts (`domain.verdicts`), figures
(`domain.month_figures`), flow (`domain.month_flow`), wording (`reports.review`). Verdicts are computed once for all
months.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from domain.calendars import ServiceCalendar, calendar_from_terms
from domain.contracts import Clause, Contract
from domain.kpis import KpiBlock
from domain.month_credits import draft_note
from domain.month_figures import breaches, corrections, figure
from domain.month_flow import flow, volumes
from domain.month_frame import MonthFrame, frame_months, month_bounds, zone_of
from domain.open_work import age_bands, time_open
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.reviews import MonthlyReview
from domain.tables import Finding
from domain.ticket_time import Flags, TicketTime, read_ticket_time
from domain.verdict_stops import first_vendor_comments
from domain.verdict_targets import Priorities, read_priorities
from domain.verdicts import Verdicts, judge

__all__ = ["RULE_VERSION", "build_review", "month_bounds"]

RULE_VERSION = "3"
"""Raised when a rule changes what a figure comes to."""


def build_review(
    *,
    rollout_id: str,
    company: str,
    contract: Contract,
    month: str,
    tickets: pl.DataFrame,
    history: pl.DataFrame,
    comments: pl.DataFrame,
    findings: tuple[Finding, ...] = (),
    kpis: KpiBlock | None = None,
    as_of: datetime,
    snapshot_id: str,
) -> MonthlyReview:
    """The review of one month as things stood at its end, or at `as_of` if that is earlier (then provisional).

    Nothing that happened at the cut-off or later is looked at, so that a review made a year later is the same.

    Args:
        tickets, history, comments: frames as in `domain.tickets`.

    Raises:
        RuleRefused: the month has not begun at `as_of`.
    """
    start_at, end_at, starts_on, ends_on = month_bounds(month, zone_of(contract))
    if as_of <= start_at:
        raise RuleRefused(
            f"{month} cannot be reviewed", why="it has not begun at the as-of", next_step="review an earlier month"
        )
    cut_off_at = min(as_of.astimezone(UTC), end_at)
    time = read_ticket_time(tickets, history, contract.statuses, cut_off_at)
    frame = frame_months(contract, month, time)
    calendars = _calendars(contract, frame)
    priorities = read_priorities(time, history)
    verdicts = _judged(frame, calendars, priorities, comments)
    return MonthlyReview(
        rollout_id=rollout_id,
        company=company,
        vendor=contract.vendor,
        contract_id=contract.contract_id,
        month=month,
        starts_on=starts_on,
        ends_on=ends_on,
        zone=frame.zone,
        currency=contract.currency,
        cut_off_at=cut_off_at,
        provisional=as_of < end_at,
        figures=tuple(figure(frame, found, priority) for found in verdicts for priority in found.clause.targets),
        breaches=breaches(frame, verdicts, calendars, priorities),
        corrections=corrections(frame, verdicts),
        volumes=volumes(frame),
        ageing=age_bands(time),
        time_open=time_open(time),
        history=flow(frame),
        credit_note=draft_note(frame, verdicts),
        kpis=kpis,
        findings=(*findings, *_unreadable_findings(time)),
        tickets_read=len(time.created),
        tickets_unreadable=int(time.tickets["unreadable_reason"].is_not_null().sum()),
        calendar_versions={name: _version_at(contract, name, ends_on) for name in sorted(contract.calendars)},
        snapshot_id=snapshot_id,
        rule_version=RULE_VERSION,
    )


def _calendars(contract: Contract, frame: MonthFrame) -> dict[str, ServiceCalendar]:
    first_year, last_year = (int(frame.months[at][:4]) for at in (0, -1))
    return {
        name: calendar_from_terms(versions, first_year, last_year + 1) for name, versions in contract.calendars.items()
    }


def _judged(
    frame: MonthFrame, calendars: dict[str, ServiceCalendar], priorities: Priorities, comments: pl.DataFrame
) -> list[Verdicts]:
    """Every clause's verdicts. A ticket belongs to the first clause of a metric that applies to it."""
    contract, time = frame.contract, frame.time
    first_comments = first_vendor_comments(time, comments, contract.vendor_account_ids)
    excluded = _outside_term(frame)
    taken: dict[str, Flags] = {}
    found = []
    for clause in contract.clauses:
        before = taken.setdefault(clause.metric, np.zeros(len(time.created), dtype=bool))
        covered = _applies(clause, time.tickets) & ~before
        taken[clause.metric] = before | covered
        calendar = calendars[clause.calendar]
        found.append(judge(time, clause, calendar, priorities, first_comments, frame.starts, covered, excluded))
    return found


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


def _unreadable_findings(time: TicketTime) -> tuple[Finding, ...]:
    lost = time.tickets.filter(pl.col("unreadable_reason").is_not_null()).select("key", "project", "unreadable_reason")
    return tuple(
        Finding(
            tab=project,
            cell=key,
            value="",
            reason=Reason("The ticket's history cannot be read: {why}", why=why),
            remedy=Reason("Check the ticket in Jira; until then it is in no figure."),
        )
        for key, project, why in lost.iter_rows()
    )


def _version_at(contract: Contract, name: str, day: date) -> str:
    versions = contract.calendars[name]
    return next((v.version for v in reversed(versions) if v.valid_from <= day), versions[0].version)
