"""The draft credit note as a section of the review: each line with its working, the caps, the year so far.

Not here: the amounts (`domain.contract.credit_notes`).
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.contract.credit_note import CreditNote
from domain.contract.levels import figure_name
from domain.reasons import Reason
from domain.review.shapes.parts import CreditMonth
from reports.documents import Chart, Section, Table, TableColumn, Value
from reports.drawings import Step, Waterfall


def credit_section(note: CreditNote | None, history: Sequence[CreditMonth] = ()) -> Section:
    """The section; a month without a credit says so, and so does a contract without a credit rule."""
    heading = Reason("Service credits")
    if note is None:
        return Section(heading, (Reason("The contract has no rule for service credits."),), look="neutral")
    tables = (_lines(note),) if note.lines else ()
    return Section(heading, _sentences(note), (*tables, *_rolling(history)), charts=_waterfall(note))


def _waterfall(note: CreditNote) -> tuple[Chart, ...]:
    """From the fee to what is left of it; nothing without a credit. The fee itself would dwarf the steps."""
    if not note.lines:
        return ()
    steps = [Step(figure_name(line.figure_id), line.amount) for line in note.lines]
    rest = note.before_cap - sum((line.amount for line in note.lines), Decimal(0))
    if rest:
        steps.append(Step(Reason("Points of the month"), rest))
    if note.capped:
        steps.append(Step(Reason("Caps"), note.total - note.before_cap))
    return (
        Chart(
            caption=Reason("From the missed levels to the draft credit"),
            alt=Reason("Steps from the missed levels, {before_amount} together, to the draft of {credit_amount}.",
                       before_amount=note.before_cap, credit_amount=note.total),
            drawing=Waterfall((*steps, Step(Reason("Draft credit"), note.total, "total"))),
            table=_sum(note),
        ),
    )  # fmt: skip


def _rolling(history: Sequence[CreditMonth]) -> tuple[Table, ...]:
    """The drafts of the last months, and their sums over six and twelve."""
    if not any(month.before_cap for month in history):
        return ()
    rows: list[tuple[Value, ...]] = [(m.month, m.before_cap, m.total) for m in history if m.before_cap]
    for count, label in ((6, Reason("Last six months")), (12, Reason("Last twelve months"))):
        last = history[-count:]
        sums = (sum((m.before_cap for m in last), Decimal(0)), sum((m.total for m in last), Decimal(0)))
        rows.append((label, *sums))
    return (
        Table(
            caption=Reason("Draft credits of the last months; agreed and paid amounts are kept by procurement"),
            columns=(
                TableColumn(Reason("Month"), "date"),
                TableColumn(Reason("Credit before caps"), "money"),
                TableColumn(Reason("Draft credit"), "money"),
            ),
            rows=tuple(rows),
        ),
    )


def _sentences(note: CreditNote) -> tuple[Reason, ...]:
    draft = Reason(
        "A draft: it counts when procurement has agreed. Amounts are rounded half up to the cent, at the end."
    )
    if not note.lines:
        return (Reason("No service level earns a credit this month."),)
    if note.capped:
        return (Reason("The cap lowers {before_amount} to {credit_amount}.", before_amount=note.before_cap,
                       credit_amount=note.total), draft)  # fmt: skip
    return (draft,)


def _lines(note: CreditNote) -> Table:
    return Table(
        caption=Reason("Draft credit note"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("In time"), "count"),
            TableColumn(Reason("Tickets judged"), "count"),
            TableColumn(Reason("Working")),
            TableColumn(Reason("Credit"), "money"),
        ),
        rows=tuple(
            (figure_name(line.figure_id), line.met, line.judged, line.working, line.amount) for line in note.lines
        ),
    )


def _sum(note: CreditNote) -> Table:
    rows: list[tuple[Value, ...]] = [
        (Reason("Fee of the month"), note.fee),
        (Reason("At risk"), note.at_risk),
        (Reason("Credit before caps"), note.before_cap),
    ]
    if note.monthly_cap is not None:
        rows.append((Reason("Cap of the month"), note.monthly_cap))
    if note.yearly_room is not None:
        rows.append((Reason("Left of the year's cap before this month"), note.yearly_room))
    rows += [(Reason("Credit of the month"), note.total), (Reason("Credits of the contract year"), note.year_to_date)]
    return Table(
        caption=Reason("From fee to credit"),
        columns=(TableColumn(Reason("Line")), TableColumn(Reason("Amount"), "money")),
        rows=tuple(rows),
    )
