"""Where work waits: time per status category and process from the histories of internal tickets.

Here: elapsed hours waiting and worked, arrivals against completions, age of what is open; as columns, no loop per
ticket. Not here: contract clocks and working time (`domain.sla.verdicts.verdicts`): these hours run at night as well.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from domain.contract.clauses import Party, StatusTerms
from domain.discovery.recorded import flow as recorded
from domain.figures.trace import Trace
from domain.periods import month_of, months_before
from domain.sla.tickets import INSTANT
from domain.values import Frozen

_HOUR_MS = 3_600_000
_NO_COMPONENT = ""
MONTHS_SHOWN = 12
CountOrColumn = TypeVar("CountOrColumn", int, pl.Expr)


class ProcessFlow(Frozen):
    """How the tickets of one process flow.

    Attributes:
        process_id: the tickets' component; empty for tickets without one.
        waiting_hours: elapsed hours in the queue, at the customer or at a third party.
        touch_hours: elapsed hours in a status in which somebody works.
        unknown_hours: elapsed hours in a status the settings do not name.
        flow_share: touch / (touch + waiting), 0-1; None when there is neither.
        open_age_days: median age of what is open at the as-of; None when nothing is.
        open_age_85_days, oldest_days: the age that 85 in 100 open tickets do not exceed (nearest rank: one of them
            really is that old), and the oldest.
    """

    process_id: str
    arrived: int
    completed: int
    open: int
    waiting_hours: float
    touch_hours: float
    unknown_hours: float
    flow_share: float | None
    waiting_hours_per_ticket: float
    open_age_days: float | None
    open_age_85_days: float | None = None
    oldest_days: float | None = None


class FlowMonth(Frozen):
    """What arrived and was completed in one whole month, over all processes, and what was open at its end.

    Attributes:
        completed: tickets whose last status by the as-of is a resolved one, by the month they entered it.
        open: of all that had arrived by the month's end, those not completed by then.
    """

    month: str
    arrived: int
    completed: int
    open: int


class Bottlenecks(Frozen):
    """All processes with tickets, the longest wait per ticket first.

    Attributes:
        unreadable: tickets whose history is not complete; they are counted nowhere else.
        months: the whole months before the as-of, oldest first: at most twelve, none before the first arrival.
    """

    flows: tuple[ProcessFlow, ...]
    tickets: int
    unreadable: int
    unknown_statuses: tuple[str, ...]
    months: tuple[FlowMonth, ...] = ()


def find_bottlenecks(
    tickets: pl.DataFrame,
    history: pl.DataFrame,
    statuses: Mapping[str, StatusTerms],
    as_of: datetime,
    names: Mapping[str, str] | None = None,
    trace: Trace | None = None,
) -> Bottlenecks:
    """Waiting and touch time per process up to `as_of`.

    Args:
        as_of: aware; months are those of its zone.
        tickets, history: frames of `domain.sla.tickets`.
        statuses: status id -> its terms. The queue and everything booked to client or third party is waiting,
            resolved is neither, the rest is touch.
        names: process id -> what it is called, for the records.
    """
    moment = pl.lit(as_of).cast(INSTANT)
    arrived = tickets.filter(pl.col("created_at") < moment)
    readable = arrived.filter(pl.col("unreadable_reason").is_null())
    stays = _stays(readable, history, moment).join(_category_frame(statuses), on="status_id", how="left")
    stays = stays.with_columns(pl.col("category").fill_null("unknown"))
    unknown = stays.filter(pl.col("category") == "unknown")["status_id"].unique().sort().to_list()
    flows = [_flow(row) for row in _per_process(stays, moment).to_dicts()]
    found = Bottlenecks(
        flows=tuple(sorted(flows, key=lambda f: (-f.waiting_hours_per_ticket, f.process_id))),
        tickets=readable.height,
        unreadable=arrived.height - readable.height,
        unknown_statuses=tuple(str(status) for status in unknown),
        months=_months(stays, as_of),
    )
    if trace is not None:
        _record(trace, found, names or {}, as_of)
    return found


def _record(trace: Trace, found: Bottlenecks, names: Mapping[str, str], as_of: datetime) -> None:
    for flow in found.flows:
        name = names.get(flow.process_id, flow.process_id) or "–"
        recorded.process(trace, name, flow, _rank_85(flow.open), found.tickets, as_of)
    for month in found.months:
        counts = month.arrived, month.completed, month.open
        recorded.month(trace, month.month, counts, found.tickets, as_of)


def _rank_85(count: CountOrColumn) -> CountOrColumn:
    """Which of so many values in order is the one that 85 in 100 do not exceed (nearest rank), from 1.

    Rounded up in whole numbers: 85 % of 20 is the 17th, of 21 the 18th.
    """
    return (count * 85 + 99) // 100


def _category_frame(statuses: Mapping[str, StatusTerms]) -> pl.DataFrame:
    rows = [(status_id, _category(terms)) for status_id, terms in statuses.items()]
    return pl.DataFrame(rows, schema={"status_id": pl.String, "category": pl.String}, orient="row")


def _category(terms: StatusTerms) -> str:
    if terms.books_to is Party.RESOLVED:
        return "resolved"
    return "waiting" if terms.queue or terms.books_to in (Party.CLIENT, Party.THIRD_PARTY) else "touch"


def _stays(tickets: pl.DataFrame, history: pl.DataFrame, moment: pl.Expr) -> pl.DataFrame:
    """One row per stay in a status: issue_id, process_id, created_at, status_id, milliseconds, last (still there)."""
    ordered = (
        history.filter(pl.col("field") == "status")
        .join(tickets.select("issue_id"), on="issue_id", how="semi", maintain_order="left")
        .with_columns(pl.col("history_id").cast(pl.Int64, strict=False).alias("number"))
        .sort("issue_id", "at", "number", "item", maintain_order=True)
    )
    changes = ordered.filter(pl.col("at") < moment)
    first = changes.group_by("issue_id", maintain_order=True).agg(pl.col("from_id").first())
    ahead = (
        ordered.filter(pl.col("at") >= moment)
        .group_by("issue_id", maintain_order=True)
        .agg(pl.col("from_id").first().alias("ahead_id"))
    )
    start = (
        tickets.select("issue_id", pl.col("created_at").alias("at"), "status_id")
        .join(first, on="issue_id", how="left")
        .join(ahead, on="issue_id", how="left")
        # Before its first change a ticket was where that change left from; without any it is where it is now.
        .select("issue_id", "at", pl.coalesce("from_id", "ahead_id", "status_id").alias("status_id"))
        .with_columns(pl.lit(0, pl.Int64).alias("place"))
    )
    moves = changes.select("issue_id", "at", pl.col("to_id").alias("status_id")).with_columns(
        (pl.int_range(pl.len()).over("issue_id") + 1).alias("place")
    )
    owners = tickets.select("issue_id", "created_at", pl.col("component").fill_null(_NO_COMPONENT).alias("process_id"))
    left_at = pl.col("at").shift(-1).over("issue_id")
    return (
        pl.concat([start, moves], how="vertical_relaxed")
        .sort("issue_id", "place")
        .with_columns(
            (left_at.fill_null(moment) - pl.col("at")).dt.total_milliseconds().alias("milliseconds"),
            left_at.is_null().alias("last"),
        )
        .join(owners, on="issue_id")
    )


def _per_process(stays: pl.DataFrame, moment: pl.Expr) -> pl.DataFrame:
    """Sums in whole milliseconds: sums of fractions would depend on the order in which they are added."""
    milliseconds = pl.col("milliseconds")
    of = pl.col("category")
    is_open = pl.col("last") & (of != "resolved")
    ages = (moment - pl.col("created_at")).dt.total_milliseconds().filter(is_open)
    return stays.group_by("process_id").agg(
        pl.col("last").sum().alias("arrived"),
        (pl.col("last") & (of == "resolved")).sum().alias("completed"),
        is_open.sum().alias("open"),
        milliseconds.filter(of == "waiting").sum().alias("waiting"),
        milliseconds.filter(of == "touch").sum().alias("touch"),
        milliseconds.filter(of == "unknown").sum().alias("unknown"),
        ages.median().alias("open_age"),
        ages.sort().get(_rank_85(is_open.sum().cast(pl.Int64)) - 1, null_on_oob=True).alias("open_age_85"),
        ages.max().alias("oldest"),
    )


def _months(stays: pl.DataFrame, as_of: datetime) -> tuple[FlowMonth, ...]:
    """Two sorted columns of months, counted; a ticket is in one row of `last`, so each is counted once."""
    last = stays.filter("last")
    arrived = last["created_at"].dt.convert_time_zone(_zone(as_of)).dt.strftime("%Y-%m")
    resolved = last.filter(pl.col("category") == "resolved")
    completed = resolved["at"].dt.convert_time_zone(_zone(as_of)).dt.strftime("%Y-%m")
    first = arrived.min()
    return tuple(
        FlowMonth(
            month=month,
            arrived=int((arrived == month).sum()),
            completed=int((completed == month).sum()),
            open=int((arrived <= month).sum()) - int((completed <= month).sum()),
        )
        for month in months_before(month_of(as_of.date()), MONTHS_SHOWN)
        if isinstance(first, str) and first <= month
    )


def _zone(as_of: datetime) -> str:
    return as_of.tzinfo.key if isinstance(as_of.tzinfo, ZoneInfo) else "UTC"


def _days(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / _HOUR_MS / 24


def _flow(row: dict[str, Any]) -> ProcessFlow:
    waiting, touch = row["waiting"], row["touch"]
    return ProcessFlow(
        process_id=row["process_id"],
        arrived=row["arrived"],
        completed=row["completed"],
        open=row["open"],
        waiting_hours=waiting / _HOUR_MS,
        touch_hours=touch / _HOUR_MS,
        unknown_hours=row["unknown"] / _HOUR_MS,
        flow_share=touch / (waiting + touch) if waiting + touch else None,
        waiting_hours_per_ticket=waiting / row["arrived"] / _HOUR_MS,
        open_age_days=_days(row["open_age"]),
        open_age_85_days=_days(row["open_age_85"]),
        oldest_days=_days(row["oldest"]),
    )
