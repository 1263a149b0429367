"""One month put together: verdicts of all clauses, grouped by the month they fell in, become the typed review.

Here: month bounds, figures, breaches, volumes, `build_review`. Not here: clocks (`domain.verdicts`), intervals
(`domain.proportions`), wording (`reports.review`). Verdicts are computed once and grouped for thirteen months.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl

from domain.calendars import ServiceCalendar, calendar_from_terms
from domain.contracts import Clause, Contract, Party
from domain.intervals import NEVER, Seconds
from domain.proportions import wilson
from domain.reasons import Reason
from domain.reviews import Breach, Census, FigureStatus, MonthlyReview, ServiceLevelFigure, Volumes
from domain.tables import Finding
from domain.ticket_time import Flags, TicketTime, book, read_ticket_time
from domain.verdicts import Outcome, Verdicts, judge

RULE_VERSION = "1"
"""Raised when a rule changes what a figure comes to."""
MONTHS_SHOWN = 12
_SHARE = Decimal("0.0001")

Counts = npt.NDArray[np.int64]


def month_bounds(month: str, zone: str) -> tuple[datetime, datetime, date, date]:
    """A month (YYYY-MM) in a zone: its first instant, the first instant after it (both UTC), first and last day."""
    first_on = date.fromisoformat(f"{month}-01")
    next_on = date.fromisoformat(f"{shifted(month, 1)}-01")
    local = ZoneInfo(zone)
    start, end = (datetime(d.year, d.month, d.day, tzinfo=local).astimezone(UTC) for d in (first_on, next_on))
    return start, end, first_on, next_on - timedelta(days=1)


def shifted(month: str, by: int) -> str:
    """The month `by` months later (earlier when negative)."""
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@dataclass(frozen=True)
class _Month:
    """What all parts of one review share.

    Attributes:
        shown: the reviewed month and those before it, oldest first, from the contract's first month on.
        edges: UTC seconds of their starts, and of the last one's end.
    """

    contract: Contract
    zone: str
    time: TicketTime
    shown: tuple[str, ...]
    edges: Seconds

    def number(self, instants: Seconds) -> Counts:
        """Position in `shown` of each instant; -1 or too large outside."""
        return np.searchsorted(self.edges, instants, side="right") - 1

    @property
    def now(self) -> int:
        """Position of the reviewed month."""
        return len(self.shown) - 1


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
    as_of: datetime,
    snapshot_id: str,
) -> MonthlyReview:
    """The review of one month as things stood at its end, or at `as_of` if that is earlier (then provisional).

    Args:
        tickets, history, comments: frames as in `domain.tickets`.
    """
    zone = contract.calendars[contract.clauses[0].calendar][-1].zone
    _, end_at, starts_on, ends_on = month_bounds(month, zone)
    # The last second of the month belongs to it; what happens at the next month's first instant does not.
    cut_off_at = min(as_of.astimezone(UTC), end_at - timedelta(seconds=1))
    time = read_ticket_time(tickets, history, contract.statuses, cut_off_at)
    frame = _frame(contract, zone, month, time)
    calendars = _calendars(contract, time)
    verdicts = _judged(contract, time, calendars, history, comments)
    figures = tuple(_figure(frame, found, priority) for found in verdicts for priority in found.clause.targets)
    return MonthlyReview(
        rollout_id=rollout_id,
        company=company,
        vendor=contract.vendor,
        contract_id=contract.contract_id,
        month=month,
        starts_on=starts_on,
        ends_on=ends_on,
        zone=zone,
        currency=contract.currency,
        cut_off_at=cut_off_at,
        provisional=as_of < end_at,
        figures=figures,
        breaches=_breaches(frame, verdicts, calendars),
        volumes=_volumes(frame),
        history=_flow(frame),
        findings=(*findings, *_unreadable_findings(time)),
        tickets_read=len(time.created),
        tickets_unreadable=int(time.tickets["unreadable_reason"].is_not_null().sum()),
        calendar_versions={name: _version_at(contract, name, ends_on) for name in sorted(contract.calendars)},
        snapshot_id=snapshot_id,
        rule_version=RULE_VERSION,
    )


def _frame(contract: Contract, zone: str, month: str, time: TicketTime) -> _Month:
    first = f"{contract.starts_on:%Y-%m}"
    wanted = [shifted(month, -back) for back in range(MONTHS_SHOWN, -1, -1)]
    shown = tuple(name for name in wanted if name >= first or name == month)
    edges = [int(month_bounds(name, zone)[0].timestamp()) for name in (*shown, shifted(month, 1))]
    return _Month(contract, zone, time, shown, np.array(edges, dtype=np.int64))


def _calendars(contract: Contract, time: TicketTime) -> dict[str, ServiceCalendar]:
    last_year = datetime.fromtimestamp(time.cut_off, UTC).year
    earliest = int(time.created.min()) if len(time.created) else time.cut_off
    first_year = datetime.fromtimestamp(earliest, UTC).year
    return {
        name: calendar_from_terms(versions, first_year, last_year + 1) for name, versions in contract.calendars.items()
    }


def _judged(
    contract: Contract, time: TicketTime, calendars: dict[str, ServiceCalendar], history: pl.DataFrame,
    comments: pl.DataFrame,
) -> list[Verdicts]:  # fmt: skip
    """Every clause's verdicts. A ticket belongs to the first clause of a metric that applies to it."""
    taken: dict[str, Flags] = {}
    found = []
    for clause in contract.clauses:
        before = taken.setdefault(clause.metric, np.zeros(len(time.created), dtype=bool))
        covered = _applies(clause, time.tickets) & ~before
        taken[clause.metric] = before | covered
        earliest = int(time.created.min()) if len(time.created) else time.cut_off
        open_time = calendars[clause.calendar].open_time_between(earliest, time.cut_off)
        accounts = contract.vendor_account_ids
        found.append(judge(time, clause, open_time, history, comments, accounts, covered))
    return found


def _applies(clause: Clause, tickets: pl.DataFrame) -> Flags:
    rule = clause.applies_to
    wanted = pl.lit(value=True)
    if rule.issue_types:
        wanted &= pl.col("issue_type").is_in(rule.issue_types)
    if rule.components:
        wanted &= pl.col("component").is_in(rule.components).fill_null(value=False)
    if rule.labels:
        wanted &= pl.col("labels").list.set_intersection(list(rule.labels)).list.len() > 0
    flags: Flags = tickets.select(pl.repeat(value=True, n=pl.len()).alias("all") & wanted)["all"].to_numpy()
    return flags


def _figure(frame: _Month, found: Verdicts, priority: str) -> ServiceLevelFigure:
    mine = found.priority == priority
    number = frame.number(found.decided_at)
    met, breached = _by_month(frame, found, number, mine)
    judged = met + breached
    shares = [_share(int(m), int(j)) for m, j in zip(met, judged, strict=True)]
    target = found.clause.targets[priority]
    now = frame.now
    census = _census(found, mine, number == now)
    statuses = [_status(share, target.attainment) for share in shares]
    seconds = found.counted[mine & (number == now) & (found.stop != NEVER)]
    return ServiceLevelFigure(
        figure_id=f"{found.clause.clause_id}.{priority}",
        clause_id=found.clause.clause_id,
        metric=found.clause.metric,
        priority=priority,
        target_minutes=target.minutes,
        required=target.attainment,
        census=census,
        attainment=shares[now],
        interval=wilson(int(met[now]), int(judged[now])),
        status=statuses[now],
        too_few=int(judged[now]) < frame.contract.minimum_sample,
        median_seconds=_percentile(seconds, 50),
        p90_seconds=_percentile(seconds, 90),
        previous=tuple(
            (name, share, int(count))
            for name, share, count in zip(frame.shown[:now], shares, judged[:now], strict=False)
        ),
        repeated_miss=now > 0 and statuses[now] is FigureStatus.MISSED and statuses[now - 1] is FigureStatus.MISSED,
    )


def _by_month(frame: _Month, found: Verdicts, number: Counts, mine: Flags) -> tuple[Counts, Counts]:
    inside = mine & (number >= 0) & (number <= frame.now)
    size = len(frame.shown)
    met = np.bincount(number[inside & (found.outcome == Outcome.MET)], minlength=size)
    all_ = np.bincount(number[inside & (found.decided_at != NEVER)], minlength=size)
    return met, all_ - met


def _census(found: Verdicts, mine: Flags, this_month: Flags) -> Census:
    """Verdicts of this month, and those without one at the cut-off."""

    def count(outcome: Outcome, where: Flags) -> int:
        return int(np.count_nonzero(mine & where & (found.outcome == outcome)))

    always = np.ones(len(mine), dtype=bool)
    return Census(
        met=count(Outcome.MET, this_month),
        breached_resolved=count(Outcome.BREACHED_RESOLVED, this_month),
        breached_open=count(Outcome.BREACHED_OPEN, this_month),
        open_in_time=count(Outcome.OPEN, always),
        excluded=count(Outcome.EXCLUDED, always),
        unreadable=count(Outcome.UNREADABLE, always),
    )


def _share(met: int, judged: int) -> Decimal | None:
    """met / judged, four decimals, half up; None without any."""
    return (Decimal(met) / judged).quantize(_SHARE, ROUND_HALF_UP) if judged else None


def _status(share: Decimal | None, required: Decimal) -> FigureStatus:
    if share is None:
        return FigureStatus.NO_DEMAND
    return FigureStatus.MET if share >= required else FigureStatus.MISSED


def _percentile(seconds: Seconds, percent: int) -> int | None:
    """The smallest value that at least `percent` of the tickets do not exceed (nearest rank); None without any."""
    if not len(seconds):
        return None
    rank = -(-len(seconds) * percent // 100)
    return int(np.sort(seconds)[max(0, rank - 1)])


def _breaches(frame: _Month, verdicts: Sequence[Verdicts], calendars: dict[str, ServiceCalendar]) -> tuple[Breach, ...]:
    time = frame.time
    reopened = np.zeros(len(time.created), dtype=bool)
    reopened[time.ticket[time.reopened]] = True
    listed: list[Breach] = []
    for found in verdicts:
        hits = np.flatnonzero((frame.number(found.breached_at) == frame.now) & (found.breached_at != NEVER)
                              & (found.outcome <= Outcome.BREACHED_OPEN))  # fmt: skip
        until = np.full(len(time.created), time.cut_off, dtype=np.int64)
        until[found.ticket] = np.minimum(found.stop, time.cut_off)
        open_time = calendars[found.clause.calendar].open_time_between(
            int(time.created.min(initial=time.cut_off)), time.cut_off
        )
        booked = book(time, until, open_time)
        listed.extend(_breach(time, found, int(hit), booked, reopened) for hit in hits)
    return tuple(sorted(listed, key=lambda b: (b.figure_id, b.deadline_at, b.key)))


def _breach(time: TicketTime, found: Verdicts, hit: int, booked: dict[Party, Seconds], reopened: Flags) -> Breach:
    """Only breaches become objects: there are few of them."""
    ticket = int(found.ticket[hit])
    row = time.tickets.row(ticket, named=True)
    return Breach(
        figure_id=f"{found.clause.clause_id}.{found.priority[hit]}",
        key=row["key"],
        summary=row["summary"] or "",
        process=row["component"] or "",
        created_at=_instant(int(time.created[ticket])),
        deadline_at=_instant(int(found.deadline[hit])),
        stopped_at=None if found.stop[hit] == NEVER else _instant(int(found.stop[hit])),
        target_seconds=int(found.target[hit]),
        counted_seconds=int(found.counted[hit]),
        seconds_by_party={party: int(seconds[ticket]) for party, seconds in booked.items()},
        reopened=bool(reopened[ticket]),
    )


def _volumes(frame: _Month) -> Volumes:
    now = frame.now
    arrived, resolved, reopened, backlog = _counts(frame)
    created = frame.number(frame.time.created) == now
    by_priority = frame.time.tickets.filter(pl.Series(created, dtype=pl.Boolean)).group_by("priority").len()
    return Volumes(
        arrived=int(arrived[now]),
        resolved=int(resolved[now]),
        backlog=int(backlog[now]),
        reopened=int(reopened[now]),
        by_priority={
            name or "": count for name, count in sorted(by_priority.iter_rows(), key=lambda row: row[0] or "")
        },
    )


def _flow(frame: _Month) -> tuple[tuple[str, int, int, int], ...]:
    arrived, resolved, _, backlog = _counts(frame)
    rows = zip(frame.shown, arrived, resolved, backlog, strict=True)
    return tuple((name, int(a), int(r), int(b)) for name, a, r, b in rows)[-MONTHS_SHOWN:]


def _counts(frame: _Month) -> tuple[Counts, Counts, Counts, Counts]:
    """Per shown month: tickets created, resolutions, re-opens, and the backlog at its end."""
    time, size = frame.time, len(frame.shown)
    entered, reopened = time.start[time.entered], time.start[time.reopened]

    def per_month(instants: Seconds) -> Counts:
        number = frame.number(instants)
        return np.bincount(number[(number >= 0) & (number < size)], minlength=size)

    ends = frame.edges[1:]
    backlog = sum(
        sign * np.searchsorted(np.sort(instants), ends, side="left")
        for sign, instants in ((1, time.created), (-1, entered), (1, reopened))
    )
    return per_month(time.created), per_month(entered), per_month(reopened), np.asarray(backlog)


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


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
