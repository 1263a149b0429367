"""How the bottlenecks came about. Not here: the columns they are computed with (`domain.discovery.bottlenecks`)."""

from collections.abc import Iterator
from decimal import Decimal

from domain.discovery.bottlenecks import Bottlenecks, FlowMonth, ProcessFlow
from domain.discovery.told.case import DiscoveryCase
from domain.figures.working import Unit, Working, of_float, setting
from domain.reasons import Fact, Reason

WITHOUT_PROCESS = "none"
"""Stands in figure ids for tickets without a component."""


def flow_workings(case: DiscoveryCase) -> Iterator[Working]:
    """Each process with tickets, then each month; nothing without internal tickets."""
    found = case.result.bottlenecks
    if found is None:
        return
    for flow in found.flows:
        yield from _process(case, found, flow)
    for month in found.months:
        yield from _month(case, found, month)


def _process(case: DiscoveryCase, found: Bottlenecks, flow: ProcessFlow) -> Iterator[Working]:
    arrived = Reason("Tickets of this process with a complete history, created before {moment}.",
                     moment=case.result.as_of)  # fmt: skip
    hours: dict[str, Fact | Reason] = {
        "waiting": _hours(flow.waiting_hours),
        "touch": _hours(flow.touch_hours),
        "arrived": flow.arrived,
    }
    waited = Reason("{waiting} hours in a queue, at the customer or at a third party / {arrived} tickets.", hours)
    worked = (
        Reason("{touch} hours worked on / ({touch} + {waiting} waiting) hours.", hours)
        if flow.flow_share is not None
        else Reason("Neither waiting nor work was measured.")
    )
    ages = Reason("Ages of {open} open tickets, from creation to {moment}.", open=flow.open, moment=case.result.as_of)
    ranked = Reason(
        "Number {rank} of {open} ages in order (nearest rank).", rank=-(-flow.open * 85 // 100), open=flow.open
    )
    figures: tuple[tuple[str, Reason, Decimal | int | None, Unit, tuple[Reason, ...]], ...] = (
        ("arrived", Reason("Arrived"), flow.arrived, "count", (arrived,)),
        ("completed", Reason("Resolved"), flow.completed, "count",
         (arrived, Reason("Of these: in a status that the contract calls resolved."))),
        ("open", Reason("Open"), flow.open, "count",
         (arrived, Reason("Of these: in no status that the contract calls resolved."))),
        ("waiting_hours_per_ticket", Reason("Waiting hours per ticket"), of_float(flow.waiting_hours_per_ticket, 1),
         "number", (waited,)),
        ("flow_share", Reason("Share of time worked on"), of_float(flow.flow_share, 4), "percent", (worked,)),
        ("open_age", Reason("Half are no older than"), of_float(flow.open_age_days, 1), "number",
         (ages, Reason("The middle one; of an even number the mean of the two in the middle."))),
        ("open_age_85", Reason("85 in 100 are no older than"), of_float(flow.open_age_85_days, 1), "number",
         (ages, ranked)),
        ("oldest", Reason("The oldest"), of_float(flow.oldest_days, 1), "number", (ages,)),
    )  # fmt: skip
    name = case.result.process_names.get(flow.process_id, flow.process_id) or "–"
    for figure, label, value, unit, steps in figures:
        yield Working(
            figure_id=f"flow.{flow.process_id or WITHOUT_PROCESS}.{figure}",
            label=Reason("{process}: {figure}", process=name, figure=label),
            value=value,
            unit=unit,
            steps=steps,
            inputs=(case.places.tickets(found.tickets), setting("contract.statuses")),
            snapshot_id=case.places.tickets_snapshot_id,
        )


def _month(case: DiscoveryCase, found: Bottlenecks, month: FlowMonth) -> Iterator[Working]:
    for figure, label, value, step in (
        ("arrived", Reason("Arrived"), month.arrived, Reason("Tickets created in the month.")),
        ("completed", Reason("Resolved"), month.completed,
         Reason("Tickets resolved by {moment} whose last solution fell in the month.", moment=case.result.as_of)),
        ("open", Reason("Open at its end"), month.open,
         Reason("All that had arrived by the month's end less all that were resolved by then.")),
    ):  # fmt: skip
        yield Working(
            figure_id=f"flow.month.{month.month}.{figure}",
            label=Reason("{a_month}: {figure}", a_month=month.month, figure=label),
            value=value,
            unit="count",
            steps=(step,),
            inputs=(case.places.tickets(found.tickets), setting("contract.statuses")),
            snapshot_id=case.places.tickets_snapshot_id,
        )


def _hours(hours: float) -> Decimal:
    return of_float(hours, 1) or Decimal(0)
