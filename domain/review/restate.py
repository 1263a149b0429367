"""Restatements: a published month stays as it was said; what is known better later is said beside it, with its cause.

Here: the difference between a month as published and as computed now, and why. Not here: when this is looked for
(`flows.monthly_review`), where it is kept (the ledger). Rules: design page, section 6; a review is never rewritten.

A cause is found in this order: other rules or terms, other tickets, other histories. What none of them explains is said
to be unexplained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import polars as pl

from domain.reasons import Reason
from domain.review.restatement import FigureChange, Restatement, TicketChange
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import FigureStatus
from domain.sla.tickets import TicketTables

UNREADABLE: Final = "!"


@dataclass(frozen=True)
class TicketFacts:
    """What a snapshot knew of every ticket until an instant, for telling causes apart.

    Attributes:
        marks: `key` and `mark`, a text that differs when the ticket's status or priority history does.
    """

    marks: pl.DataFrame

    def of(self, keys: Iterable[str]) -> dict[str, str]:
        """Marks of some tickets; those that are not there are left out."""
        return dict(self.marks.filter(pl.col("key").is_in(list(keys))).iter_rows())


def ticket_facts(tables: TicketTables, until: datetime) -> TicketFacts:
    """Marks of the tickets created before an instant; what happened then or later does not count."""
    when = pl.col("at").dt.epoch("ms").cast(pl.String)
    changes = tables.history.filter(pl.col("field").is_in(["status", "priority"]) & (pl.col("at") < until)).select(
        "issue_id", line=pl.concat_str("history_id", when, pl.col("to_id").fill_null(""), separator=":")
    )
    answers = tables.comments.filter(pl.col("public") & (pl.col("at") < until)).select(
        "issue_id", line=pl.concat_str("comment_id", when, separator=":")
    )
    marks = pl.concat([changes, answers]).group_by("issue_id").agg(mark=pl.col("line").sort().str.join(","))
    held = tables.tickets.filter(pl.col("created_at") < until).select("key", "issue_id", "unreadable_reason")
    joined = held.join(marks, on="issue_id", how="left", maintain_order="left")
    unreadable = pl.when(pl.col("unreadable_reason").is_not_null()).then(pl.lit(UNREADABLE)).otherwise(pl.lit(""))
    return TicketFacts(joined.select("key", mark=pl.concat_str(unreadable, pl.col("mark").fill_null(""))))


def restate(
    published: MonthlyReview,
    recomputed: MonthlyReview,
    *,
    before: TicketFacts | None,
    now: TicketFacts | None,
    found_on: date,
) -> Restatement | None:
    """What is said otherwise now; None when every figure and every breach is the same.

    Args:
        before, now: the tickets as both reviews' snapshots knew them; None when a snapshot is gone.
    """
    figures = _figures(published, recomputed)
    tickets = _tickets(published, recomputed, before, now)
    credit_before, credit_now = _credit(published), _credit(recomputed)
    if not figures and not tickets and credit_before == credit_now:
        return None
    return Restatement(
        month=published.month,
        published_hash=published.review_hash,
        found_on=found_on,
        figures=figures,
        tickets=tickets,
        credit_before=credit_before,
        credit_now=credit_now,
        causes=_causes(published, recomputed, before, now),
    )


def _figures(published: MonthlyReview, recomputed: MonthlyReview) -> tuple[FigureChange, ...]:
    then, now = ({f.figure_id: f for f in review.figures} for review in (published, recomputed))
    changes = []
    for figure_id in (*then, *(name for name in now if name not in then)):
        old, new = then.get(figure_id), now.get(figure_id)
        change = FigureChange(
            figure_id=figure_id,
            met_before=old.census.met if old else 0,
            judged_before=old.census.judged if old else 0,
            met_now=new.census.met if new else 0,
            judged_now=new.census.judged if new else 0,
            status_before=old.status.value if old else FigureStatus.NOT_MEASURED.value,
            status_now=new.status.value if new else FigureStatus.NOT_MEASURED.value,
        )
        if change.differs:
            changes.append(change)
    return tuple(changes)


def _tickets(
    published: MonthlyReview, recomputed: MonthlyReview, before: TicketFacts | None, now: TicketFacts | None
) -> tuple[TicketChange, ...]:
    then, later = ({(b.figure_id, b.key) for b in review.breaches} for review in (published, recomputed))
    changed = sorted(then ^ later)
    keys = {key for _, key in changed}
    old, new = (None if facts is None else facts.of(keys) for facts in (before, now))
    return tuple(
        TicketChange(figure_id=figure_id, key=key, late_now=(figure_id, key) in later, cause=_why(key, old, new))
        for figure_id, key in changed
    )


def _why(key: str, before: Mapping[str, str] | None, now: Mapping[str, str] | None) -> Reason:
    if before is None or now is None:
        return Reason("the snapshot it was published from is gone")
    old, new = before.get(key), now.get(key)
    if old is None:
        return Reason("it was not in the data when the month was published")
    if new is None:
        return Reason("it is not in the data now")
    if old.startswith(UNREADABLE) != new.startswith(UNREADABLE):
        return Reason("its history could not be read both times")
    if old != new:
        return Reason("its history has changed")
    return Reason("rules or terms are others")


def _causes(
    published: MonthlyReview, recomputed: MonthlyReview, before: TicketFacts | None, now: TicketFacts | None
) -> tuple[Reason, ...]:
    causes = []
    if published.rule_version != recomputed.rule_version:
        causes.append(
            Reason("The rules went from version {before} to {now}.", before=published.rule_version,
                   now=recomputed.rule_version)
        )  # fmt: skip
    if published.calendar_versions != recomputed.calendar_versions:
        causes.append(Reason("The month has another version of the service calendar."))
    if _terms(published) != _terms(recomputed):
        causes.append(Reason("The contract's service levels have other targets or requirements."))
    if published.cut_off_at != recomputed.cut_off_at:
        causes.append(Reason("The data are looked at until another instant: {until}.", until=recomputed.cut_off_at))
    elif before is not None and now is not None:
        causes += _data_causes(before.marks, now.marks)
    return tuple(causes) or (Reason("No cause was found: the same data under the same rules gave other figures."),)


def _data_causes(before: pl.DataFrame, now: pl.DataFrame) -> list[Reason]:
    both = before.join(now, on="key", how="inner", suffix="_now")
    came, gone = now.height - both.height, before.height - both.height
    changed = both.filter(pl.col("mark") != pl.col("mark_now")).height
    causes = []
    if came:
        causes.append(Reason("{count} tickets came in after the month was published.", count=came))
    if gone:
        causes.append(Reason("{count} tickets are no longer in the data.", count=gone))
    if changed:
        causes.append(Reason("The histories of {count} tickets have changed since.", count=changed))
    return causes


def _terms(review: MonthlyReview) -> dict[str, tuple[int | None, Decimal]]:
    return {figure.figure_id: (figure.target_minutes, figure.required) for figure in review.figures}


def _credit(review: MonthlyReview) -> Decimal | None:
    return review.credit_note.total if review.credit_note is not None else None
