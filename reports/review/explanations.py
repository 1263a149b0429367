"""A ticket's or a figure's story in sentences: what an operations manager reads aloud to the vendor.

Here: the words, in order. Not here: the facts (`domain.review.ticket_story`, `domain.review.review`), printing
(`flows.cli`).
"""

from domain.contract.clauses import Metric, Party, ReopenPolicy, RetargetPolicy
from domain.contract.levels import figure_name
from domain.reasons import Fact, Reason
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import FigureStatus, ServiceLevelFigure
from domain.review.ticket_story import ClauseStory, OutcomeName, Stretch, TicketStory
from domain.sla.shapes import Entry
from reports.language import Speaker
from reports.words import word

OUTCOMES: dict[OutcomeName, Reason] = {
    "met": Reason("in time"),
    "breached_resolved": Reason("late"),
    "breached_open": Reason("late and still open"),
    "open": Reason("open and not late"),
    "excluded": Reason("not judged"),
    "unreadable": Reason("unreadable"),
}
REOPENS: dict[ReopenPolicy, Reason] = {
    ReopenPolicy.RESUME: Reason("a re-opened ticket goes on where its clock stood"),
    ReopenPolicy.RESTART: Reason("a re-opened ticket begins a new clock"),
    ReopenPolicy.FIRST_CLOSE_FINAL: Reason("the first solution is final"),
}
RETARGETS: dict[RetargetPolicy, Reason] = {
    RetargetPolicy.LAST: Reason("the last priority counts"),
    RetargetPolicy.WORST: Reason("the strictest priority so far counts"),
    RetargetPolicy.PRO_RATA: Reason("each priority uses up its own share of the allowance"),
}


def ticket_lines(story: TicketStory, speaker: Speaker) -> list[str]:
    """The story, one sentence or stretch a line; an empty line between parts."""
    lines = [
        Reason(
            "{key}, created {created}, as the review of {a_month} sees it (data until {cut_off}).",
            key=story.key, created=story.created_at, a_month=story.month, cut_off=story.cut_off_at,
        )
    ]  # fmt: skip
    if story.unreadable_reason is not None:
        lines.append(Reason("Its history cannot be read: {why} It is in no figure.", why=story.unreadable_reason))
    if story.outside_term:
        lines.append(Reason("It was created outside the contract's term, so no clause judges it."))
    said = [speaker.say(line) for line in lines] + ["", speaker.say(Reason("Who had it:"))]
    said += [f"  {speaker.say(_stretch(stretch))}" for stretch in story.stretches]
    for clause in story.clauses:
        name, *rest = (speaker.say(line) for line in _clause(clause, story))
        said += ["", name, *(f"  {line}" for line in rest)]
    return [plain(line) for line in said]


def figure_lines(review: MonthlyReview, figure_id: str, speaker: Speaker) -> list[str]:
    """One figure: its sum, its census, what the sample can tell, its breaches, and what it was computed from."""
    figure = next(found for found in review.figures if found.figure_id == figure_id)
    lines = [*_sum(figure, review), *_sample(figure), *_lineage(review)]
    said = [speaker.say(line) for line in lines]
    late = [breach for breach in review.breaches if breach.figure_id == figure_id]
    if late:
        said += ["", speaker.say(Reason("Late tickets:"))]
        said += [
            "  "
            + speaker.say(
                Reason(
                    "{key}: deadline {deadline}, {used_duration} of {allowed_duration} used, {cause}",
                    key=breach.key, deadline=breach.deadline_at, used_duration=breach.counted_seconds,
                    allowed_duration=breach.target_seconds, cause=word(breach.cause),
                )
            )
            for breach in late
        ]  # fmt: skip
    return [plain(line) for line in said]


def plain(line: str) -> str:
    """Text of tickets without control characters, which a terminal would obey; spaces of numbers as plain spaces."""
    spaced = line.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in spaced)


def _stretch(stretch: Stretch) -> Reason:
    facts: dict[str, Fact | Reason] = {
        "start": stretch.start_at,
        "end": stretch.end_at,
        "status": stretch.status,
        "open_duration": stretch.open_seconds,
        "outside_duration": stretch.outside_seconds,
    }
    if stretch.party is Party.RESOLVED:
        return Reason("{start} to {end}: {status}, solved", facts)
    facts["party"] = word(stretch.party)
    return Reason("{start} to {end}: {status}, {party} {open_duration}, closed hours {outside_duration}", facts)


def _clause(clause: ClauseStory, story: TicketStory) -> list[Reason]:
    name = figure_name(f"{clause.clause_id}.{clause.priority}")
    lines = [Reason("{name}: {outcome}.", name=name, outcome=OUTCOMES[clause.outcome])]
    if clause.target_seconds is None:
        return [*lines, Reason("The contract has no target for this priority.")]
    if clause.outcome in ("excluded", "unreadable"):
        return lines
    lines += [_used(clause), *_verdict(clause), *_evidence(clause), _booked(clause, story), _rules(clause, story)]
    lines += [
        Reason("Under the rule that {rule} it would be {outcome}.", rule=REOPENS[policy], outcome=OUTCOMES[other])
        for policy, other in clause.otherwise.items()
    ]
    return lines


def _used(clause: ClauseStory) -> Reason:
    return Reason(
        "Allowed {allowed_duration}, used {used_duration}.",
        allowed_duration=clause.target_seconds or 0,
        used_duration=clause.counted_seconds,
    )


def _verdict(clause: ClauseStory) -> list[Reason]:
    lines = []
    if clause.breached_at is not None and clause.deadline_at is not None:
        lines.append(
            Reason(
                "The allowance was used up at {deadline}: it is late in {a_month}.",
                deadline=clause.deadline_at, a_month=clause.verdict_month or "",
            )
        )  # fmt: skip
    elif clause.verdict_month is not None and clause.stopped_at is not None:
        lines.append(
            Reason(
                "Stopped {stopped}, before the deadline: it is in time in {a_month}.",
                stopped=clause.stopped_at, a_month=clause.verdict_month,
            )
        )  # fmt: skip
    elif clause.deadline_at is not None:
        lines.append(Reason("The deadline is {deadline} if nothing else changes.", deadline=clause.deadline_at))
    if clause.breached_at is not None:
        lines.append(
            Reason("The clock still runs.")
            if clause.stopped_at is None
            else Reason("The clock stopped {stopped}.", stopped=clause.stopped_at)
        )
    return lines


def _evidence(clause: ClauseStory) -> list[Reason]:
    lines = []
    if clause.decided_by is not None and clause.breached_at is not None:
        lines.append(Reason("It had run since: {entry}.", entry=_entry(clause.decided_by)))
    if clause.stopped_by is not None:
        lines.append(Reason("Stopped by: {entry}.", entry=_entry(clause.stopped_by)))
    return lines


def _entry(entry: Entry) -> Reason:
    facts: dict[str, Fact | Reason] = {"number": entry.entry_id, "moment": entry.at}
    if entry.kind == "creation":
        return Reason("its creation, {moment}", facts)
    if entry.kind == "comment":
        return Reason("the vendor's comment {number}, {moment}", facts)
    return Reason(
        "history entry {number}, {moment}, {before} to {after}",
        facts | {"before": entry.from_name, "after": entry.to_name},
    )


def _booked(clause: ClauseStory, story: TicketStory) -> Reason:
    seconds = clause.seconds_by_party
    return Reason(
        "Booked: vendor {vendor_duration}, client {client_duration}, third party {third_duration}, closed hours "
        "{outside_duration}, solved {solved_duration}; together {all_duration} since {created}.",
        vendor_duration=seconds[Party.VENDOR],
        client_duration=seconds[Party.CLIENT],
        third_duration=seconds[Party.THIRD_PARTY],
        outside_duration=seconds[Party.OUTSIDE_HOURS],
        solved_duration=seconds[Party.RESOLVED],
        all_duration=sum(seconds.values()),
        created=story.created_at,
    )


def _rules(clause: ClauseStory, story: TicketStory) -> Reason:
    facts: dict[str, Fact | Reason] = {
        "calendar": clause.calendar,
        "version": clause.calendar_version,
        "rules": story.rule_version,
        "retarget": RETARGETS[clause.retarget],
    }
    if clause.metric is not Metric.RESOLUTION:
        return Reason("Service calendar {calendar} ({version}), rules {rules}; {retarget}.", facts)
    return Reason(
        "Service calendar {calendar} ({version}), rules {rules}; {reopen}; {retarget}.",
        facts | {"reopen": REOPENS[clause.reopen]},
    )


def _sum(figure: ServiceLevelFigure, review: MonthlyReview) -> list[Reason]:
    census = figure.census
    facts: dict[str, Fact | Reason] = {
        "name": figure_name(figure.figure_id),
        "a_month": review.month,
        "met": census.met,
        "judged": census.judged,
        "achieved_exact_share": figure.attainment or 0,
        "required_share": figure.required,
    }
    if figure.status is FigureStatus.NO_DEMAND:
        first = Reason("{name} in {a_month}: no ticket was judged. That is no demand, not 100 %.", facts)
    elif figure.status is FigureStatus.NOT_MEASURED:
        first = Reason("{name} in {a_month}: not measured, because histories could not be read.", facts)
    elif figure.status is FigureStatus.MET:
        first = Reason(
            "{name} in {a_month}: {met} of {judged} in time = {achieved_exact_share}; {required_share} required: met.",
            facts,
        )
    else:
        first = Reason(
            "{name} in {a_month}: {met} of {judged} in time = {achieved_exact_share}; {required_share} required: "
            "missed.",
            facts,
        )
    return [
        first,
        Reason(
            "All its tickets: {met} in time, {solved} late and solved, {open_late} late and open, {open} open in time, "
            "{excluded} excluded, {unreadable} unreadable; together {all}.",
            met=census.met, solved=census.breached_resolved, open_late=census.breached_open, open=census.open_in_time,
            excluded=census.excluded, unreadable=census.unreadable, all=census.total,
        ),
        *(
            (Reason("Allowed {allowed_duration} of working time.", allowed_duration=figure.target_minutes * 60),)
            if figure.target_minutes is not None
            else ()
        ),
    ]  # fmt: skip


def _sample(figure: ServiceLevelFigure) -> list[Reason]:
    lines = []
    if figure.interval is not None:
        low, high = figure.interval
        lines.append(
            Reason("Such a sample fits anything from {low_share} to {high_share} (Wilson, 95 %).", low_share=low,
                   high_share=high)
        )  # fmt: skip
    if figure.misses_left > 0:
        lines.append(Reason("{count} more could have been late.", count=figure.misses_left))
    if figure.misses_left < 0:
        lines.append(Reason("{count} too many were late.", count=-figure.misses_left))
    if figure.too_few and figure.census.judged:
        lines.append(Reason("These are few tickets: fewer than the contract's minimum."))
    if figure.repeated_miss:
        lines.append(Reason("It was missed in the month before as well."))
    return lines


def _lineage(review: MonthlyReview) -> list[Reason]:
    calendars = ", ".join(f"{name} ({version})" for name, version in sorted(review.calendar_versions.items()))
    return [
        Reason("Computed from snapshot {snapshot}, rules {rules}, service calendar {calendars}.",
               snapshot=review.snapshot_id, rules=review.rule_version, calendars=calendars)
    ]  # fmt: skip
