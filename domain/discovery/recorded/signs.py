"""The records of the warning signs, in words, team by team.

Here: only what a rule hands over, which is teams that may be shown and no figure of a group that is too small. Not
here: the signs (`domain.discovery.warning_signs`), the rule on group sizes (`domain.measures.disclosure`).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.figures.trace import Trace
from domain.figures.working import Source, Working, setting
from domain.reasons import Reason
from domain.workbook.people import ExitRecord, Team, WorkMonth
from domain.workbook.processes import Process

SIGNS = "rules.discovery.signs"
MEASURES: dict[str, tuple[Reason, tuple[str, ...]]] = {
    "overwork": (Reason("Share of days over 10 hours, mean of three months"), ("share_days_over_10h",)),
    "quality": (Reason("Errors / transactions of three months"), ("errors", "transactions")),
    "withdrawal": (Reason("1 less the share of meetings taken part in, mean of three months"),
                   ("meeting_participation",)),
    "physical": (Reason("Sick days a month / head count, mean of three months"), ("sick_days",)),
    "leaving": (Reason("Leavers who named work-life balance / leavers of six months"), ("naming_balance", "leavers")),
}  # fmt: skip
"""What a sign measures, and the columns it reads."""
STATES: dict[str, Reason] = {
    "present": Reason("a sign"),
    "absent": Reason("no sign"),
    "no_data": Reason("no data"),
}


class Finding(Protocol):
    """A sign as it was judged (`domain.discovery.warning_signs.SignFinding`)."""

    @property
    def sign(self) -> StrEnum: ...
    @property
    def state(self) -> StrEnum: ...
    @property
    def level(self) -> Decimal | None: ...
    @property
    def before(self) -> Decimal | None: ...
    @property
    def compared_with(self) -> str: ...
    @property
    def survey_share(self) -> Decimal | None: ...


class Limits(Protocol):
    """When a measure is a sign (`domain.discovery.warning_signs.SignRule`)."""

    @property
    def threshold(self) -> Decimal: ...
    @property
    def worsening(self) -> Decimal: ...
    @property
    def floor(self) -> Decimal: ...


def totals(trace: Trace, shown: int, hidden: int, minimum: int) -> None:
    """How many teams may be shown, and how many may not."""
    size, snapshot_id = setting("rules.discovery.minimum_group_size"), trace.sources.snapshot_id
    trace.record(Working(
        figure_id="signs.teams", label=Reason("Teams that may be shown"), value=shown, unit="count",
        steps=(Reason("Teams of {minimum} people or more; one more is hidden where subtracting would give a smaller "
                      "group.", minimum=minimum),),
        inputs=(size,), snapshot_id=snapshot_id,
    ))  # fmt: skip
    trace.record(Working(
        figure_id="signs.hidden_teams", label=Reason("Teams that are not shown"), value=hidden, unit="count",
        steps=(Reason("All teams less those that may be shown."),), inputs=(size,), snapshot_id=snapshot_id,
    ))  # fmt: skip


def to_act(trace: Trace, team_ids: Sequence[str], limit: int, rule: str) -> None:
    """How many teams to relieve."""
    trace.record(Working(
        figure_id="signs.act", label=Reason("Teams to relieve"), value=len(team_ids), unit="count",
        steps=(Reason("Teams with {limit} signs or more.", limit=limit),),
        parts=tuple(f"signs.{team_id}.present" for team_id in team_ids),
        inputs=(setting(f"{SIGNS}.signs_to_act"),), rule=rule, snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def present(trace: Trace, team: Team, findings: Sequence[Finding], count: int, limit: int, rule: str) -> None:
    """How many signs a team shows."""
    trace.record(Working(
        figure_id=f"signs.{team.team_id}.present",
        label=Reason("{team}: signs that are present", team=team.name),
        value=count,
        unit="count",
        steps=(
            *(Reason("{sign}: {state}.", sign=trace.word(f.sign), state=STATES[f.state.value]) for f in findings),
            Reason("{limit} or more mean: act.", limit=limit),
        ),
        parts=tuple(f"signs.{team.team_id}.{f.sign.value}" for f in findings),
        inputs=(setting(SIGNS),),
        rule=rule,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def measured(
    trace: Trace, team: Team, finding: Finding, rows: Sequence[WorkMonth], limits: Limits, symptoms: Decimal, rule: str
) -> None:
    """A sign that is measured month by month.

    Args:
        symptoms: the share of a survey from which symptoms are a sign.
    """
    sign = finding.sign.value
    inputs = tuple(trace.sources.of(WorkMonth, rows, field) for field in MEASURES[sign][1])
    steps = tuple(_measured_steps(finding, rows, limits, symptoms))
    _finding(trace, team, finding, steps, inputs, f"{SIGNS}.{sign}", rule)


def leaving(
    trace: Trace, team: Team, finding: Finding, rows: Sequence[ExitRecord], counts: tuple[int, int],
    limits: tuple[int, int, Decimal], rule: str,
) -> None:  # fmt: skip
    """The sign of people who leave.

    Args:
        counts: leavers who named work-life balance, leavers.
        limits: the smallest group that may be shown, exit talks, their share of the leavers.
    """
    (naming, leavers), (minimum, talks, share) = counts, limits
    found = (
        Reason("Fewer than {minimum} people left: a share would tell what single people said, so it is not shown.",
               minimum=minimum)
        if finding.level is None
        else Reason("{naming} of {leavers} leavers = {level_exact_share}.", naming=naming, leavers=leavers,
                    level_exact_share=finding.level)
    )  # fmt: skip
    limit = Reason("A sign from {count} such exit talks on, when they are {needed_share} of the leavers or more.",
                   count=talks, needed_share=share)  # fmt: skip
    inputs = tuple(trace.sources.of(ExitRecord, rows, field) for field in MEASURES["leaving"][1])
    _finding(trace, team, finding, (found, limit), inputs, f"{SIGNS}.leaving_share", rule)


def _finding(
    trace: Trace, team: Team, finding: Finding, steps: tuple[Reason, ...], inputs: tuple[Source, ...], path: str,
    rule: str,
) -> None:  # fmt: skip
    days = finding.sign.value == "physical"
    trace.record(Working(
        figure_id=f"signs.{team.team_id}.{finding.sign.value}",
        label=Reason("{team}: {sign}", team=team.name, sign=trace.word(finding.sign)),
        value=finding.level,
        unit="number" if days else "percent",
        decimals=2 if days else 1,
        steps=(Reason("{measure}.", measure=MEASURES[finding.sign.value][0]), *steps,
               Reason("Outcome: {state}.", state=STATES[finding.state.value])),
        # Where the level is withheld, the number of rows would tell something of it.
        inputs=(*(inputs if finding.level is not None else ()), setting(path)),
        rule=rule,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def _measured_steps(finding: Finding, rows: Sequence[WorkMonth], limits: Limits, symptoms: Decimal) -> Iterator[Reason]:
    sign = finding.sign.value
    if finding.level is None:
        yield Reason("Not all of the last three months are in the tab.")
        return
    for row in rows:
        yield Reason("{a_month}: {measured}", a_month=row.month, measured=_of_month(sign, row))
    yield Reason("Together: {level}.", level=_level(sign, finding.level))
    if finding.before is not None:
        yield Reason(
            "The three months from {since_month} on, which it is compared with: {level}.",
            since_month=finding.compared_with,
            level=_level(sign, finding.before),
        )
    yield Reason(
        "A sign from {threshold} on, or when it rose by {worsening} or more and reached {floor}.",
        threshold=_level(sign, limits.threshold),
        worsening=_level(sign, limits.worsening),
        floor=_level(sign, limits.floor),
    )
    if finding.survey_share is not None:
        yield Reason(
            "{survey_share} of the newest survey's answers report symptoms; from {limit_share} on that is a sign too.",
            survey_share=finding.survey_share,
            limit_share=symptoms,
        )


def _of_month(sign: str, row: WorkMonth) -> Reason:
    if sign == "quality":
        return Reason("{errors} errors in {transactions} transactions", errors=row.errors,
                      transactions=row.transactions)  # fmt: skip
    if sign == "physical":
        return Reason("{days} sick days", days=row.sick_days)
    share = row.share_days_over_10h if sign == "overwork" else 1 - row.meeting_participation
    return Reason("{level_exact_share}", level_exact_share=share)


def _level(sign: str, level: Decimal) -> Reason:
    if sign == "physical":
        return Reason("{days} days a head", days=level)
    return Reason("{level_exact_share}", level_exact_share=level)


def relief(trace: Trace, team: Team, hours: Decimal, categories: Sequence[StrEnum]) -> None:
    """The hours that could leave a team, all together."""
    trace.record(Working(
        figure_id=f"signs.{team.team_id}.relief",
        label=Reason("{team}: hours a month that could leave it", team=team.name),
        value=hours,
        unit="number",
        decimals=0,
        steps=(Reason("The categories below, added up."),),
        parts=tuple(f"signs.{team.team_id}.relief.{category.value}" for category in categories),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def relief_of(trace: Trace, team: Team, category: StrEnum, hours: Decimal, processes: Sequence[Process]) -> None:
    """The hours of one category that could leave a team."""
    trace.record(Working(
        figure_id=f"signs.{team.team_id}.relief.{category.value}",
        label=Reason("{team}: hours of {category} that could leave it", team=team.name, category=trace.word(category)),
        value=hours,
        unit="number",
        steps=(Reason("Hours of {names}, as the inventory states them.", names=", ".join(p.name for p in processes)),),
        inputs=(trace.sources.of(Process, processes, "hours_per_month"),),
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip
