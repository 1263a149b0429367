"""The draft credit note as a section of the review: each line with its working, the caps, the year so far.

Not here: the amounts (`domain.service_credits`).
"""

from domain.reasons import Reason
from domain.service_credits import CreditNote
from domain.service_levels import figure_name
from reports.documents import Section, Table, TableColumn, Value


def credit_section(note: CreditNote) -> Section:
    """The section; a month without a credit says so."""
    return Section(Reason("Service credits"), _sentences(note), (_lines(note), _sum(note)) if note.lines else ())


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
