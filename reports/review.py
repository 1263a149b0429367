"""The monthly review as a document, from the typed `MonthlyReview`; nothing is computed here but the wording.

Here: which figures stand where, and the sentences around them. Not here: the figures (`domain.months`), the look
(`reports.pages`), the short comment for Jira (`reports.comments`).
"""

from decimal import Decimal

from domain.open_work import AgeBand
from domain.reasons import Reason
from domain.reviews import Breach, FigureStatus, MonthlyReview, ServiceLevelFigure
from domain.service_levels import figure_name
from reports.credits import credit_section
from reports.documents import Document, Fact, Section, Status, Table, TableColumn, Trend, Value
from reports.findings import findings_section
from reports.restatements import STATUS_WORDS, restatements_section
from reports.roi import kpi_section
from reports.signals import signal_lines
from reports.words import word

LOOKS: dict[FigureStatus, Status] = {
    FigureStatus.MET: "good",
    FigureStatus.MISSED: "bad",
    FigureStatus.NO_DEMAND: "neutral",
    FigureStatus.NOT_MEASURED: "warning",
}


def compose(review: MonthlyReview, anchor: str = "") -> Document:
    """The review's document: in short, service levels, twelve months, breaches, volumes, data quality, lineage.

    Args:
        anchor: hash of the ledger's newest entry, as `domain.anchors` prints it; empty leaves it out.
    """
    return Document(
        slug=f"sla-{review.month}",
        title=Reason("SLA review {a_month}", a_month=review.month),
        subtitle=Reason("{company} and {vendor}", company=review.company, vendor=review.vendor),
        status=_status(review),
        verdict=_verdict(review),
        lines=_lines(review),
        facts=_facts(review),
        sections=(
            Section(Reason("Service levels"), _level_notes(review), (_levels(review),)),
            Section(Reason("Twelve months"), signal_lines(review), (_matrix(review),), _trends(review)),
            Section(
                Reason("Breaches"),
                _breach_notes(review),
                (*_pareto(review), breach_table(review), *_corrections(review)),
            ),
            *((restatements_section(review.restatements),) if review.restatements else ()),
            Section(Reason("Volume and backlog"), (), (_flow(review), _ageing(review), *_time_open(review))),
            *(() if review.credit_note is None else (credit_section(review.credit_note),)),
            *(() if review.kpis is None else (kpi_section(review.kpis),)),
            findings_section(review.findings),
            Section(Reason("How the figures are made"), _method(review)),
        ),
        meta=(
            (Reason("Contract"), review.contract_id),
            (Reason("Data until"), review.cut_off_at),
            (Reason("Snapshot"), review.snapshot_id),
            (Reason("Review"), review.review_hash[:12]),
            *(((Reason("Ledger"), anchor),) if anchor else ()),
        ),
        currency=review.currency,
        zone=review.zone,
    )


def _verdict(review: MonthlyReview) -> Reason:
    if review.provisional:
        return Reason("Provisional: the month is not over, or data is missing")
    missed, all_ = len(review.missed), len(review.figures)
    unmeasured = _not_measured(review)
    if missed == 0 and unmeasured:
        return Reason("{count} service levels could not be measured", count=unmeasured)
    if missed == 0:
        return Reason("All {count} service levels with tickets were met", count=_with_demand(review))
    return Reason("{missed} of {count} service levels were missed", missed=missed, count=all_)


def _status(review: MonthlyReview) -> Status:
    if review.provisional:
        return "warning"
    if review.missed:
        return "bad"
    return "warning" if _not_measured(review) else "good"


def _not_measured(review: MonthlyReview) -> int:
    return sum(figure.status is FigureStatus.NOT_MEASURED for figure in review.figures)


def _with_demand(review: MonthlyReview) -> int:
    return sum(figure.status in (FigureStatus.MET, FigureStatus.MISSED) for figure in review.figures)


def _lines(review: MonthlyReview) -> tuple[Reason, ...]:
    judged = sum(figure.census.judged for figure in review.figures)
    breached = sum(figure.census.breached for figure in review.figures)
    lines = [
        Reason(
            "{judged} verdicts were reached in the month, {breached} of them breaches.",
            judged=judged,
            breached=breached,
        )
    ]
    lines += [
        Reason(
            "{figure}: {achieved_exact_share} against a required {required_share} ({met} of {judged} in time).",
            figure=figure_name(figure.figure_id),
            achieved_exact_share=figure.attainment or Decimal(0),
            required_share=figure.required,
            met=figure.census.met,
            judged=figure.census.judged,
        )
        for figure in review.missed
    ]
    lines += [
        Reason("Repeated: {figure} was missed last month too.", figure=figure_name(figure.figure_id))
        for figure in review.missed
        if figure.repeated_miss
    ]
    return tuple(lines)


def _facts(review: MonthlyReview) -> tuple[Fact, ...]:
    met = sum(figure.status is FigureStatus.MET for figure in review.figures)
    all_met = not review.missed
    return (
        Fact(
            Reason("Service levels met"),
            Reason("{met} of {count}", met=met, count=_with_demand(review)),
            status="good" if all_met else "bad",
        ),
        Fact(Reason("Tickets arrived"), review.volumes.arrived, "count"),
        Fact(Reason("Tickets resolved"), review.volumes.resolved, "count"),
        Fact(Reason("Backlog at the end"), review.volumes.backlog, "count"),
        Fact(
            Reason("Unreadable histories"),
            review.tickets_unreadable,
            "count",
            "good" if review.tickets_unreadable == 0 else "warning",
        ),
    )


def _levels(review: MonthlyReview) -> Table:
    return Table(
        caption=Reason("Service levels of the month, every ticket judged in working hours"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Allowed"), "duration"),
            TableColumn(Reason("Required"), "percent"),
            TableColumn(Reason("Achieved"), "percent", 2),
            TableColumn(Reason("Status")),
            TableColumn(Reason("More late ones allowed"), "count"),
            TableColumn(Reason("Tickets judged"), "count"),
            TableColumn(Reason("In time"), "count"),
            TableColumn(Reason("Breached"), "count"),
            TableColumn(Reason("of these still open"), "count"),
            TableColumn(Reason("Open in time"), "count"),
            TableColumn(Reason("Excluded"), "count"),
            TableColumn(Reason("Unreadable"), "count"),
            TableColumn(Reason("95 % interval from"), "percent"),
            TableColumn(Reason("to"), "percent"),
            TableColumn(Reason("Median"), "duration"),
            TableColumn(Reason("90th percentile"), "duration"),
        ),
        rows=tuple(_level(figure) for figure in review.figures),
        tab=Reason("SLA {period}", period=review.month),
        statuses=tuple(LOOKS[figure.status] for figure in review.figures),
    )


def _level(figure: ServiceLevelFigure) -> tuple[Value, ...]:
    low, high = figure.interval or (None, None)
    census = figure.census
    return (
        figure_name(figure.figure_id),
        None if figure.target_minutes is None else figure.target_minutes * 60,
        figure.required,
        figure.attainment,
        _status_word(figure),
        figure.misses_left if census.judged else None,
        census.judged,
        census.met,
        census.breached,
        census.breached_open,
        census.open_in_time,
        census.excluded,
        census.unreadable,
        low,
        high,
        figure.median_seconds,
        figure.p90_seconds,
    )


def _status_word(figure: ServiceLevelFigure) -> Reason:
    if figure.too_few and figure.status in (FigureStatus.MET, FigureStatus.MISSED):
        if figure.status is FigureStatus.MISSED:
            return Reason("missed (few tickets)")
        return Reason("met (few tickets)")
    return STATUS_WORDS[figure.status]


def _level_notes(review: MonthlyReview) -> tuple[Reason, ...]:
    few = sum(figure.too_few and figure.census.judged > 0 for figure in review.figures)
    notes = [Reason("A ticket is judged in the month it was resolved in time, or in the month its deadline passed.")]
    if few:
        notes.append(
            Reason("{count} service levels rest on few tickets: read their interval before drawing conclusions.",
                   count=few)
        )  # fmt: skip
    return tuple(notes)


def _months(review: MonthlyReview) -> tuple[str, ...]:
    earlier = review.figures[0].previous if review.figures else ()
    return (*(month for month, _, _ in earlier), review.month)


def _points(figure: ServiceLevelFigure, month: str) -> tuple[tuple[str, Decimal | None], ...]:
    return (*((m, share) for m, share, _ in figure.previous), (month, figure.attainment))


def _matrix(review: MonthlyReview) -> Table:
    return Table(
        caption=Reason("Achieved per month; a dash means no ticket was judged"),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Required"), "percent"),
            *(TableColumn(Reason("{short_month}", short_month=month), "percent") for month in _months(review)),
        ),
        rows=tuple(
            (figure_name(figure.figure_id), figure.required, *(share for _, share in _points(figure, review.month)))
            for figure in review.figures
        ),
        statuses=tuple(LOOKS[figure.status] for figure in review.figures),
    )


def _trends(review: MonthlyReview) -> tuple[Trend, ...]:
    return tuple(
        Trend(figure_name(figure.figure_id), _points(figure, review.month), figure.required, LOOKS[figure.status])
        for figure in review.figures
    )


def _breach_notes(review: MonthlyReview) -> tuple[Reason, ...]:
    if not review.breaches:
        return ()
    return (Reason("Every breach with the working time used. Time waiting for the client or a third party, and time "
                   "outside service hours, is not counted against the vendor."),)  # fmt: skip


def breach_table(review: MonthlyReview) -> Table:
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
        rows=tuple(_breach(breach) for breach in review.breaches),
        tab=Reason("Breaches {period}", period=review.month),
        empty=Reason("No breach in this month."),
    )


def _breach(breach: Breach) -> tuple[Value, ...]:
    by_party = {party.value: seconds for party, seconds in breach.seconds_by_party.items()}
    return (
        breach.key,
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


def _pareto(review: MonthlyReview) -> tuple[Table, ...]:
    """Breaches by cause, most frequent first; nothing when there are none."""
    return (
        (
            Table(
                caption=Reason("What used the time up"),
                columns=(TableColumn(Reason("Cause")), TableColumn(Reason("Breaches"), "count")),
                rows=tuple((word(cause), count) for cause, count in review.causes),
            ),
        )
        if review.causes
        else ()
    )


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


def _flow(review: MonthlyReview) -> Table:
    return Table(
        caption=Reason("Tickets per month"),
        columns=(
            TableColumn(Reason("Month"), "date"),
            TableColumn(Reason("Arrived"), "count"),
            TableColumn(Reason("Resolved"), "count"),
            TableColumn(Reason("Backlog at the end"), "count"),
        ),
        rows=review.history,
    )


def _ageing(review: MonthlyReview) -> Table:
    return Table(
        caption=Reason("Open tickets at the end by age"),
        columns=(TableColumn(Reason("Age")), TableColumn(Reason("Open tickets"), "count")),
        rows=tuple((_age(band), band.open_tickets) for band in review.ageing),
    )


def _time_open(review: MonthlyReview) -> tuple[Table, ...]:
    found = review.time_open
    if found is None:
        return ()
    closed_only = dict(found.closed_only)
    return (
        Table(
            caption=Reason(
                "How fast tickets of the last year close, {open} of {count} still open (Kaplan-Meier)",
                open=found.still_open,
                count=found.tickets,
            ),
            columns=(
                TableColumn(Reason("Within")),
                TableColumn(Reason("Closed, open ones counted"), "percent"),
                TableColumn(Reason("Among the closed alone"), "percent"),
            ),
            rows=tuple(
                (Reason("{days} days", days=days), share, closed_only.get(days)) for days, share in found.closed_within
            ),
        ),
    )


def _age(band: AgeBand) -> Reason:
    if band.below_days is None:
        return Reason("{days} days or more", days=band.from_days)
    if band.from_days == 0:
        return Reason("under {days} days", days=band.below_days)
    return Reason("{first} to {last} days", first=band.from_days, last=band.below_days - 1)


def _method(review: MonthlyReview) -> tuple[Reason, ...]:
    calendars = ", ".join(f"{name} ({version})" for name, version in sorted(review.calendar_versions.items()))
    return (
        Reason("Computed from the complete history of {count} tickets, not from Jira's own SLA fields.",
               count=review.tickets_read),
        Reason("Service calendar: {calendars}, time zone {zone}. Rules: version {rules}.",
               calendars=calendars, zone=review.zone, rules=review.rule_version),
        Reason("Exactly on the deadline is in time. A breach that happened is not erased by a later re-opening."),
        Reason("The interval is Wilson's, at 95 % confidence: it shows what the sample can tell, and judges nothing."),
    )  # fmt: skip
