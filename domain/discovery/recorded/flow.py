"""The records of the bottlenecks, in words. Not here: the columns they are computed with
(`domain.discovery.bottlenecks`)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from domain.figures.trace import Trace
from domain.figures.working import Unit, Working, of_float, setting
from domain.reasons import Fact, Reason

WITHOUT_PROCESS = "none"
"""Stands in figure ids for tickets without a component."""

Figures = Sequence[tuple[str, Reason, Decimal | int | None, Unit, tuple[Reason, ...]]]


class Flow(Protocol):
    """How the tickets of one process flow (`domain.discovery.bottlenecks.ProcessFlow`)."""

    @property
    def process_id(self) -> str: ...
    @property
    def arrived(self) -> int: ...
    @property
    def completed(self) -> int: ...
    @property
    def open(self) -> int: ...
    @property
    def waiting_hours(self) -> float: ...
    @property
    def touch_hours(self) -> float: ...
    @property
    def flow_share(self) -> float | None: ...
    @property
    def waiting_hours_per_ticket(self) -> float: ...
    @property
    def open_age_days(self) -> float | None: ...
    @property
    def open_age_85_days(self) -> float | None: ...
    @property
    def oldest_days(self) -> float | None: ...


def process(trace: Trace, name: str, flow: Flow, rank: int, tickets: int, as_of: datetime) -> None:
    """One process with tickets.

    Args:
        rank: which of the ages in order is the one that 85 in 100 do not exceed.
        tickets: how many were read, of all processes.
    """
    arrived = Reason("Tickets of this process with a complete history, created before {moment}.", moment=as_of)
    ages = Reason("Ages of {open} open tickets, from creation to {moment}.", open=flow.open, moment=as_of)
    ranked = Reason("Number {rank} of {open} ages in order (nearest rank).", rank=rank, open=flow.open)
    figures: Figures = (
        ("arrived", Reason("Arrived"), flow.arrived, "count", (arrived,)),
        ("completed", Reason("Resolved"), flow.completed, "count",
         (arrived, Reason("Of these: in a status that the contract calls resolved."))),
        ("open", Reason("Open"), flow.open, "count",
         (arrived, Reason("Of these: in no status that the contract calls resolved."))),
        *_hours(flow),
        ("open_age", Reason("Half are no older than"), of_float(flow.open_age_days, 1), "number",
         (ages, Reason("The middle one; of an even number the mean of the two in the middle."))),
        ("open_age_85", Reason("85 in 100 are no older than"), of_float(flow.open_age_85_days, 1), "number",
         (ages, ranked)),
        ("oldest", Reason("The oldest"), of_float(flow.oldest_days, 1), "number", (ages,)),
    )  # fmt: skip
    for figure, label, value, unit, steps in figures:
        named = Reason("{process}: {figure}", process=name, figure=label)
        _record(trace, f"flow.{flow.process_id or WITHOUT_PROCESS}.{figure}", named, value, unit, steps, tickets)


def _hours(flow: Flow) -> Figures:
    hours: dict[str, Fact | Reason] = {
        "waiting": of_float(flow.waiting_hours, 1) or Decimal(0),
        "touch": of_float(flow.touch_hours, 1) or Decimal(0),
        "arrived": flow.arrived,
    }
    waited = Reason("{waiting} hours in a queue, at the customer or at a third party / {arrived} tickets.", hours)
    worked = (
        Reason("{touch} hours worked on / ({touch} + {waiting} waiting) hours.", hours)
        if flow.flow_share is not None
        else Reason("Neither waiting nor work was measured.")
    )
    return (
        ("waiting_hours_per_ticket", Reason("Waiting hours per ticket"), of_float(flow.waiting_hours_per_ticket, 1),
         "number", (waited,)),
        ("flow_share", Reason("Share of time worked on"), of_float(flow.flow_share, 4), "percent", (worked,)),
    )  # fmt: skip


def month(trace: Trace, name: str, counts: tuple[int, int, int], tickets: int, as_of: datetime) -> None:
    """One month over all processes.

    Args:
        counts: arrived, completed, open at its end.
    """
    arrived, completed, still_open = counts
    for figure, label, value, step in (
        ("arrived", Reason("Arrived"), arrived, Reason("Tickets created in the month.")),
        ("completed", Reason("Resolved"), completed,
         Reason("Tickets resolved by {moment} whose last solution fell in the month.", moment=as_of)),
        ("open", Reason("Open at its end"), still_open,
         Reason("All that had arrived by the month's end less all that were resolved by then.")),
    ):  # fmt: skip
        named = Reason("{a_month}: {figure}", a_month=name, figure=label)
        _record(trace, f"flow.month.{name}.{figure}", named, value, "count", (step,), tickets)


def _record(
    trace: Trace, figure_id: str, label: Reason, value: Decimal | int | None, unit: Unit, steps: tuple[Reason, ...],
    tickets: int,
) -> None:  # fmt: skip
    trace.record(Working(
        figure_id=figure_id,
        label=label,
        value=value,
        unit=unit,
        steps=steps,
        inputs=(trace.sources.tickets(tickets), setting("contract.statuses")),
        snapshot_id=trace.sources.tickets_snapshot_id,
    ))  # fmt: skip
