"""One month put together: verdicts of all clauses, grouped by the month they fell in, become the typed review.

Here: `build_review` and what it reads. Not here: clocks and verdicts (`domain.sla.verdicts.verdicts`), figures
(`domain.review.figures`), flow (`domain.review.flow`), wording (`reports.review.review`). Verdicts are computed once
for all months.
"""

from datetime import UTC, date, datetime
from typing import Protocol

import polars as pl

from domain.arithmetic.control_charts import arrivals_forecast
from domain.contract.clauses import Contract
from domain.reasons import Reason
from domain.review.figures import breaches, corrections, earlier_statuses, figures
from domain.review.flow import flow, moves, resolutions, volumes
from domain.review.open_work import age_bands, time_open
from domain.review.review import MonthlyReview
from domain.review.shapes.parts import ClosedDay, CreditMonth
from domain.sla.counts import count_verdicts
from domain.sla.credits import draft_notes
from domain.sla.judging import JudgedMonths, calendar_version, judge_months
from domain.sla.month_frame import month_bounds
from domain.sla.rule_version import RULE_VERSION
from domain.sla.ticket_time import TicketTime
from domain.sla.tickets import TicketTables
from domain.workbook.tables import Finding

_CREDIT_MONTHS = 12
_HALVES_GO_UP_SINCE = 4
"""The rule version from which the expected arrivals are rounded half up, as everything else."""


class ReviewedRollout(Protocol):
    """Whose month it is, and under which contract: a run's context is one, and so are a rollout's settings."""

    @property
    def rollout_id(self) -> str: ...
    @property
    def company(self) -> str: ...
    @property
    def contract(self) -> Contract: ...


def build_review(
    rollout: ReviewedRollout,
    month: str,
    tables: TicketTables,
    *,
    as_of: datetime,
    snapshot_id: str,
    rule_version: str = RULE_VERSION,
) -> MonthlyReview:
    """The review of one month as things stood at its end, or at `as_of` if that is earlier (then provisional).

    Nothing that happened at the cut-off or later is looked at, so that a review made a year later is the same.

    Args:
        rule_version: whose rules are asked for, one of `COMPUTED_VERSIONS`.
        snapshot_id: what `tables` were read from.

    Raises:
        RuleRefused: the month has not begun at `as_of`.
    """
    contract = rollout.contract
    judged = judge_months(contract, month, tables.tickets, tables.history, tables.comments, as_of)
    frame, time, verdicts = judged.frame, judged.frame.time, judged.verdicts
    counts = [count_verdicts(frame, found) for found in verdicts]
    _, end_at, starts_on, ends_on = month_bounds(month, frame.zone)
    notes = draft_notes(frame, verdicts, counts)
    moved = moves(frame)
    months = flow(frame, moved)
    whole = months if as_of >= end_at else months[:-1]
    return MonthlyReview(
        rollout_id=rollout.rollout_id,
        company=rollout.company,
        vendor=contract.vendor,
        contract_id=contract.contract_id,
        month=month,
        starts_on=starts_on,
        ends_on=ends_on,
        zone=frame.zone,
        currency=contract.currency,
        cut_off_at=datetime.fromtimestamp(time.cut_off, UTC),
        provisional=as_of < end_at,
        figures=tuple(
            one for found, counted in zip(verdicts, counts, strict=True) for one in figures(frame, found, counted)
        ),
        breaches=breaches(judged, tables.history, tables.comments),
        corrections=corrections(frame, verdicts),
        volumes=volumes(frame, moved),
        ageing=age_bands(time),
        time_open=time_open(time),
        resolutions=resolutions(frame),
        history=months,
        forecast=arrivals_forecast(
            [arrived for _, arrived, _, _ in whole], halves_to_even=int(rule_version) < _HALVES_GO_UP_SINCE
        ),
        credit_note=notes[-1] if notes else None,
        credit_history=tuple(
            CreditMonth(month=note.month, before_cap=note.before_cap, total=note.total)
            for note in notes[-_CREDIT_MONTHS:]
        ),
        earlier_statuses={
            figure_id: statuses
            for found, counted in zip(verdicts, counts, strict=True)
            for figure_id, statuses in earlier_statuses(frame, found, counted).items()
        },
        minimum_sample=contract.minimum_sample,
        closed_days=_closed_days(judged, starts_on, ends_on),
        findings=_unreadable_findings(time),
        tickets_read=len(time.created),
        tickets_unreadable=int(time.tickets["unreadable_reason"].is_not_null().sum()),
        calendar_versions={name: calendar_version(contract, name, ends_on) for name in sorted(contract.calendars)},
        snapshot_id=snapshot_id,
        rule_version=rule_version,
    )


def _closed_days(judged: JudgedMonths, first_on: date, last_on: date) -> tuple[ClosedDay, ...]:
    return tuple(
        ClosedDay(calendar=name, on=day, name=why)
        for name in sorted(judged.calendars)
        for day, why in judged.calendars[name].exceptions_between(first_on, last_on)
    )


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
