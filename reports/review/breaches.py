"""Breaches in the review: what used the time up and who held the ticket, then every breach with its evidence.

Not here: causes and parties (`domain.sla.breach_causes`), corrective actions (`reports.review.actions`).
"""

from domain.contract.clauses import Party
from domain.contract.levels import figure_name
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import Breach
from reports.documents import Chart, Link, Section, Table, TableColumn, Value
from reports.drawings import Bars
from reports.words import word

HOLDERS = (Party.VENDOR, Party.CLIENT, Party.THIRD_PARTY)
"""The parties a Pareto bar may be made of; those that held no breached ticket are left out."""


def breaches_section(review: MonthlyReview, browse: str) -> Section:
    """The section; `browse` is where a ticket's key is appended, or empty."""
    return Section(
        Reason("Breaches"),
        _notes(review),
        (breach_table(review, browse), *_corrections(review)),
        charts=_pareto(review),
    )


def breach_table(review: MonthlyReview, browse: str = "") -> Table:
    """Every breach of the month with its times, cause and party."""
    return Table(
        caption=Reason("Breaches of the month"),
        columns=(
            TableColumn(Reason("Ticket")),
            TableColumn(Reason("What it is about")),
            TableColumn(Reason("Process")),
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Created"), "instant"),
            TableColumn(Reason("Deadline"), "instant"),
            TableColumn(Reason("Stopped"), "instant"),
            TableColumn(Reason("Allowed"), "duration"),
            TableColumn(Reason("Used"), "duration"),
            TableColumn(Reason("Waited for client"), "duration"),
            TableColumn(Reason("Waited for third party"), "duration"),
            TableColumn(Reason("Re-opened")),
            TableColumn(Reason("Cause")),
            TableColumn(Reason("Held longest by")),
        ),
        rows=tuple(_breach(breach, browse) for breach in review.breaches),
        tab=Reason("Breaches {period}", period=review.month),
        empty=Reason("No breach in this month."),
    )


def _breach(breach: Breach, browse: str) -> tuple[Value, ...]:
    by_party = {party.value: seconds for party, seconds in breach.seconds_by_party.items()}
    return (
        Link(breach.key, f"{browse}{breach.key}") if browse else breach.key,
        breach.summary,
        breach.process,
        figure_name(breach.figure_id),
        breach.created_at,
        breach.deadline_at,
        breach.stopped_at,
        breach.target_seconds,
        breach.counted_seconds,
        by_party.get("client", 0),
        by_party.get("third_party", 0),
        breach.reopened,
        word(breach.cause),
        word(breach.held_longest_by),
    )


def _notes(review: MonthlyReview) -> tuple[Reason, ...]:
    if not review.breaches:
        return ()
    return (Reason("Every breach with the working time used. Time waiting for the client or a third party, and time "
                   "outside service hours, is not counted against the vendor."),)  # fmt: skip


def _pareto(review: MonthlyReview) -> tuple[Chart, ...]:
    """Breaches by cause, most frequent first, each by who held the ticket longest; nothing when there are none."""
    causes = review.causes_by_party
    if not causes:
        return ()
    parties = [party for party in HOLDERS if any(counts[party] for _, counts in causes)]
    most, all_ = review.causes[0], len(review.breaches)
    shares, so_far = [], 0
    for _, count in review.causes:
        so_far += count
        shares.append(so_far)
    return (
        Chart(
            caption=Reason("What used the time up, and who held the ticket longest"),
            alt=Reason("Bars of breaches per cause. {cause}: {count} of {all} breaches.",
                       cause=word(most[0]), count=most[1], all=all_),
            drawing=Bars(
                tuple(word(party) for party in parties),
                tuple((word(cause), tuple(counts[party] for party in parties)) for cause, counts in causes),
            ),
            table=Table(
                caption=Reason("Breaches by cause and party"),
                columns=(
                    TableColumn(Reason("Cause")),
                    *(TableColumn(word(party), "count") for party in parties),
                    TableColumn(Reason("Breaches"), "count"),
                    TableColumn(Reason("Breaches so far"), "count"),
                ),
                rows=tuple(
                    (word(cause), *(counts[party] for party in parties), sum(counts.values()), upto)
                    for (cause, counts), upto in zip(causes, shares, strict=True)
                ),
            ),
        ),
    )  # fmt: skip


def _corrections(review: MonthlyReview) -> tuple[Table, ...]:
    """Tickets an earlier month counted as met; nothing when there are none."""
    if not review.corrections:
        return ()
    return (
        Table(
            caption=Reason(
                "Counted as in time before, re-opened, and late in this month; the earlier month stays as it is"
            ),
            columns=(
                TableColumn(Reason("Ticket")),
                TableColumn(Reason("Counted in"), "date"),
                TableColumn(Reason("Late since"), "instant"),
            ),
            rows=tuple((c.key, c.counted_in, c.breached_at) for c in review.corrections),
        ),
    )
