"""Bottlenecks in discovery's report: where tickets wait, how old what is open has become, what comes and goes a month.

Not here: the figures (`domain.discovery.bottlenecks`), the report they stand in (`reports.discovery.discovery`).
"""

from decimal import Decimal

from domain.arithmetic.rounding import HOUR_PLACES, SHARE_PLACES, measured
from domain.discovery.bottlenecks import Bottlenecks, ProcessFlow
from domain.discovery.result import DiscoveryResult
from domain.reasons import Reason
from reports.documents import Chart, Section, Table, TableColumn, Value
from reports.drawings import Flow

PROCESSES_SHOWN = 10


def flow_section(result: DiscoveryResult) -> Section:
    """The section; without internal tickets it says so."""
    found = result.bottlenecks
    return Section(
        Reason("Bottlenecks"),
        _notes(found) if found is not None else (),
        (_waits(result, found), *((_ages(result, found),) if found is not None else ())),
        charts=_months(found) if found is not None else (),
    )


def tenth(figure: float | None) -> Decimal | None:
    """Hours and days are elapsed time: a tenth is finer than anybody works."""
    return None if figure is None else measured(figure, HOUR_PLACES)


def _shown(found: Bottlenecks | None) -> tuple[ProcessFlow, ...]:
    return found.flows[:PROCESSES_SHOWN] if found is not None else ()


def _name(result: DiscoveryResult, flow: ProcessFlow) -> Value:
    return result.process_names.get(flow.process_id, flow.process_id) or Reason("without a process")


def _notes(found: Bottlenecks) -> tuple[Reason, ...]:
    hours = Reason(
        "Elapsed hours, nights and weekends included. Waiting: in a queue, at the customer or at a third party; "
        "worked on: in every other status that is not a solved one."
    )
    if not found.unreadable:
        return (hours,)
    return hours, Reason("{count} tickets have no complete history and are in no figure here.", count=found.unreadable)


def _waits(result: DiscoveryResult, found: Bottlenecks | None) -> Table:
    return Table(
        caption=Reason("Where internal tickets wait longest, elapsed hours"),
        columns=(
            TableColumn(Reason("Process")),
            TableColumn(Reason("Arrived"), "count"),
            TableColumn(Reason("Resolved"), "count"),
            TableColumn(Reason("Waiting hours per ticket"), "number"),
            TableColumn(Reason("Share of time worked on"), "percent"),
        ),
        rows=tuple(
            (_name(result, flow), flow.arrived, flow.completed, tenth(flow.waiting_hours_per_ticket),
             None if flow.flow_share is None else measured(flow.flow_share, SHARE_PLACES))
            for flow in _shown(found)
        ),
        empty=Reason("There are no internal tickets to learn from."),
    )  # fmt: skip


def _ages(result: DiscoveryResult, found: Bottlenecks) -> Table:
    return Table(
        caption=Reason("How old open tickets are, in days"),
        columns=(
            TableColumn(Reason("Process")),
            TableColumn(Reason("Open"), "count"),
            TableColumn(Reason("Half are no older than"), "number"),
            TableColumn(Reason("85 in 100 are no older than"), "number"),
            TableColumn(Reason("The oldest"), "number"),
        ),
        rows=tuple(
            (_name(result, flow), flow.open, tenth(flow.open_age_days), tenth(flow.open_age_85_days),
             tenth(flow.oldest_days))
            for flow in _shown(found)
            if flow.open
        ),
        empty=Reason("No internal ticket is open."),
    )  # fmt: skip


def _months(found: Bottlenecks) -> tuple[Chart, ...]:
    """Arrivals beside completions; nothing with less than two months, which make no line."""
    if len(found.months) < 2:
        return ()
    first, last = found.months[0], found.months[-1]
    return (
        Chart(
            caption=Reason("What arrives and what is resolved a month"),
            alt=Reason("Lines of arrived and resolved tickets a month, and what is open at its end: {before} in "
                       "{first_month}, {now} in {last_month}.",
                       before=first.open, first_month=first.month, now=last.open, last_month=last.month),
            drawing=Flow(tuple((m.month, m.arrived, m.completed, m.open) for m in found.months)),
            table=Table(
                caption=Reason("Arrived, resolved and open, by month"),
                columns=(
                    TableColumn(Reason("Month"), "date"),
                    TableColumn(Reason("Arrived"), "count"),
                    TableColumn(Reason("Resolved"), "count"),
                    TableColumn(Reason("Open at its end"), "count"),
                ),
                rows=tuple((m.month, m.arrived, m.completed, m.open) for m in found.months),
            ),
        ),
    )  # fmt: skip
