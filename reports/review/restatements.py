"""Restatements in words and as a section: what an earlier month would say now, and why.

Not here: how they are found (`domain.review.restate`).
"""

from collections.abc import Sequence

from domain.contract.levels import figure_name
from domain.reasons import Fact, Reason
from domain.review.restatement import FigureChange, Restatement, TicketChange
from domain.review.shapes.levels import FigureStatus
from reports.documents import Section, Table, TableColumn

STATUS_WORDS: dict[FigureStatus, Reason] = {
    FigureStatus.MET: Reason("met"),
    FigureStatus.MISSED: Reason("missed"),
    FigureStatus.NO_DEMAND: Reason("no demand"),
    FigureStatus.NOT_MEASURED: Reason("not measured"),
}


def restatement_lines(restatement: Restatement) -> tuple[Reason, ...]:
    """A restatement in sentences: causes, figures, credit, tickets."""
    return (
        *restatement.causes,
        *(_figure(change) for change in restatement.figures),
        *_credit(restatement),
        *(_ticket(change) for change in restatement.tickets),
    )


def restatements_section(restatements: Sequence[Restatement]) -> Section:
    """The section of the next review; the months themselves stay as they were published."""
    sentences = [Reason("Earlier months stay as they were published. This is what the data say of them now.")]
    for restatement in restatements:
        sentences.append(Reason("{a_month}, found on {day}:", a_month=restatement.month, day=restatement.found_on))
        sentences += [*restatement.causes, *_credit(restatement)]
    return Section(
        Reason("Restatements of earlier months"), tuple(sentences), (_figures(restatements), _tickets(restatements))
    )


def restatement_section(restatement: Restatement) -> Section:
    """One finding on the page of its month."""
    found = (restatement,)
    return Section(
        Reason("Found on {day}", day=restatement.found_on),
        (*restatement.causes, *_credit(restatement)),
        (_figures(found), _tickets(found)),
    )


def _figures(restatements: Sequence[Restatement]) -> Table:
    return Table(
        caption=Reason("Figures that would be others now"),
        columns=(
            TableColumn(Reason("Month"), "date"),
            TableColumn(Reason("Service level")),
            TableColumn(Reason("In time, as published"), "count"),
            TableColumn(Reason("Judged, as published"), "count"),
            TableColumn(Reason("Status, as published")),
            TableColumn(Reason("In time now"), "count"),
            TableColumn(Reason("Judged now"), "count"),
            TableColumn(Reason("Status now")),
        ),
        rows=tuple(
            (
                restatement.month,
                figure_name(change.figure_id),
                change.met_before,
                change.judged_before,
                STATUS_WORDS[FigureStatus(change.status_before)],
                change.met_now,
                change.judged_now,
                STATUS_WORDS[FigureStatus(change.status_now)],
            )
            for restatement in restatements
            for change in restatement.figures
        ),
    )


def _tickets(restatements: Sequence[Restatement]) -> Table:
    return Table(
        caption=Reason("Tickets behind them"),
        columns=(
            TableColumn(Reason("Month"), "date"),
            TableColumn(Reason("Ticket")),
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Late now")),
            TableColumn(Reason("Cause")),
        ),
        rows=tuple(
            (restatement.month, change.key, figure_name(change.figure_id), change.late_now, change.cause)
            for restatement in restatements
            for change in restatement.tickets
        ),
    )


def _figure(change: FigureChange) -> Reason:
    return Reason(
        "{name}: {met_before} of {judged_before} in time ({status_before}) was published, {met_now} of {judged_now} "
        "({status_now}) it is now.",
        name=figure_name(change.figure_id),
        met_before=change.met_before,
        judged_before=change.judged_before,
        status_before=STATUS_WORDS[FigureStatus(change.status_before)],
        met_now=change.met_now,
        judged_now=change.judged_now,
        status_now=STATUS_WORDS[FigureStatus(change.status_now)],
    )


def _credit(restatement: Restatement) -> tuple[Reason, ...]:
    before, now = restatement.credit_before, restatement.credit_now
    if before == now:
        return ()
    return (
        Reason("The draft credit would be {now_amount} in place of {before_amount}: a line of its own, not a change.",
               now_amount=now or 0, before_amount=before or 0),
    )  # fmt: skip


def _ticket(change: TicketChange) -> Reason:
    facts: dict[str, Fact | Reason] = {
        "key": change.key,
        "name": figure_name(change.figure_id),
        "cause": change.cause,
    }
    if change.late_now:
        return Reason("{key} is late for {name} now: {cause}.", facts)
    return Reason("{key} is no longer late for {name}: {cause}.", facts)
