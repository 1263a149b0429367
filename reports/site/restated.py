"""One page per restated month: what the data were found to say otherwise, and why; the month stays as it was published.

Not here: how restatements are found (`domain.review.restate`), their tables (`reports.review.restatements`).
"""

from collections.abc import Sequence

from domain.portfolio.card import RolloutFacts
from domain.reasons import Reason
from domain.review.restatement import Restatement
from reports.documents import Document, Fact, Link, Section, Table, TableColumn
from reports.review.restatements import restatement_section


def compose(
    facts: RolloutFacts, month: str, restatements: Sequence[Restatement], documents: frozenset[str]
) -> Document:
    """The page of a month with all its restatements, the newest first."""
    newest = restatements[-1]
    return Document(
        slug=f"restated-{month}",
        title=Reason("Restatements of {a_month}", a_month=month),
        subtitle=facts.parties,
        status="warning",
        verdict=Reason("The data say something else now; the review stays as it was published"),
        lines=(
            Reason("The newest finding comes first and counts; the earlier ones are kept as they were found."),
            *newest.causes,
        ),
        facts=(
            Fact(Reason("Found last"), newest.found_on, "date"),
            Fact(Reason("Figures that would be others"), len(newest.figures), "count"),
            Fact(Reason("Tickets behind them"), len(newest.tickets), "count"),
        ),
        sections=(*(restatement_section(found) for found in reversed(restatements)), *_published(month, documents)),
        meta=((Reason("Published review"), newest.published_hash[:12]),),
        currency=facts.currency,
        zone=facts.zone,
    )


def _published(month: str, documents: frozenset[str]) -> tuple[Section, ...]:
    page = f"sla-{month}.html"
    if page not in documents:
        return ()
    table = Table(
        caption=Reason("The month as it was published"),
        columns=(TableColumn(Reason("Review")),),
        rows=((Link(Reason("SLA review {a_month}", a_month=month), page),),),
    )
    return (Section(Reason("The published review"), (), (table,)),)
