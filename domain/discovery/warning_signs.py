"""Which teams show the warning signs of burnout, and which work would relieve them (article, section 2).

Here: the five signs per team with threshold and trend, and the relieving work. Not here: what burnout costs
(`domain.discovery.burnout`), who may be shown at all (`domain.measures.disclosure`), which work can be outsourced
(`domain.discovery.inventory`). People figures are per team, never per person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from domain.arithmetic.rounding import share_of_one
from domain.arithmetic.shares import Share
from domain.discovery.recorded import signs as recorded
from domain.figures.trace import Trace
from domain.measures.disclosure import showable
from domain.periods import months_before, same_months_last_year
from domain.values import Frozen, Terms
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Category, Process


class SignRule(Terms):
    """When a measure is a sign. A measure is written so that more is worse.

    Attributes:
        threshold: the sign is present when the last three months average at least this.
        worsening: or when they rose by at least this against the months compared with ...
        floor: ... and have reached at least this, so that a small rise from little is no alarm.
    """

    threshold: Decimal
    worsening: Decimal
    floor: Decimal


class SignThresholds(Terms):
    """The five signs' rules. Units: share of days, share of transactions, share of meetings missed, days per head.

    Attributes:
        symptoms_share: a survey's share reporting symptoms from which the sick-day sign is present as well.
        leaving_exits, leaving_share: exit talks in six months that name work-life balance, and their share of leavers.
        signs_to_act: so many signs mean: act (article: two or more).
    """

    overwork: SignRule = SignRule(threshold=Decimal("0.20"), worsening=Decimal("0.06"), floor=Decimal("0.12"))
    quality: SignRule = SignRule(threshold=Decimal("0.040"), worsening=Decimal("0.010"), floor=Decimal("0.020"))
    withdrawal: SignRule = SignRule(threshold=Decimal("0.25"), worsening=Decimal("0.08"), floor=Decimal("0.15"))
    physical: SignRule = SignRule(threshold=Decimal("1.00"), worsening=Decimal("0.30"), floor=Decimal("0.70"))
    symptoms_share: Decimal = Decimal("0.35")
    leaving_exits: int = Field(default=2, ge=1)
    leaving_share: Decimal = Decimal("0.50")
    signs_to_act: int = Field(default=2, ge=1)
    source: str = "signs: article, section 2; thresholds: starting values of this product, to be set per company"


class Sign(StrEnum):
    """The article's five warning signs."""

    OVERWORK = "overwork"
    QUALITY = "quality"
    WITHDRAWAL = "withdrawal"
    PHYSICAL = "physical"
    LEAVING = "leaving"


class SignState(StrEnum):
    """What is known of a sign."""

    PRESENT = "present"
    ABSENT = "absent"
    NO_DATA = "no_data"


class SignFinding(Frozen):
    """One sign of one team: its level in the last three months, and in the months it is compared with.

    Attributes:
        level: None without data, or where the group behind it is too small to show.
        compared_with: first month of the comparison; empty when there is none.
        survey_share: share reporting symptoms in the newest survey, beside sick days; None where too few answered.
    """

    sign: Sign
    state: SignState
    level: Decimal | None = None
    before: Decimal | None = None
    compared_with: str = ""
    survey_share: Decimal | None = None


class Relief(Frozen):
    """Work of one category that could leave the team, in hours per month."""

    category: Category
    hours_per_month: Decimal
    processes: tuple[str, ...]


class TeamSigns(Frozen):
    """One team that may be shown."""

    team_id: str
    name: str
    findings: tuple[SignFinding, ...]
    act: bool
    relief: tuple[Relief, ...]

    @property
    def present(self) -> tuple[SignFinding, ...]:
        """The signs that are present."""
        return tuple(f for f in self.findings if f.state is SignState.PRESENT)


class WarningSigns(Frozen):
    """Warning signs of all teams that may be shown; of the others only how many there are and how many people."""

    teams: tuple[TeamSigns, ...]
    hidden_teams: int
    hidden_people: int
    minimum_group_size: int

    @property
    def to_act(self) -> tuple[TeamSigns, ...]:
        """Teams with so many signs that something must be done."""
        return tuple(team for team in self.teams if team.act)


def warning_signs(
    teams: Sequence[Team],
    months: Sequence[WorkMonth],
    surveys: Sequence[SurveyResult],
    exits: Sequence[ExitRecord],
    relieving: Sequence[Process],
    thresholds: SignThresholds,
    minimum_group_size: int,
    month: str,
    trace: Trace | None = None,
) -> WarningSigns:
    """The five signs of each team that may be shown, from the three whole months before `month`.

    Args:
        relieving: processes that can be outsourced; those of a team are what would relieve it.
        trace: records the teams that may be shown, and nothing of the others.
    """
    shown = showable({team.team_id: team.headcount for team in teams}, minimum_group_size)
    symptoms = _latest_symptoms(surveys, shown, minimum_group_size, month)
    # Told after the totals, which are only known when every team is.
    of_teams = trace.aside() if trace is not None else None
    watch = _Watch(months, symptoms, exits, relieving, thresholds, minimum_group_size, month)
    found = tuple(_team_signs(team, watch, of_teams) for team in teams if team.team_id in shown)
    hidden = [team for team in teams if team.team_id not in shown]
    signs = WarningSigns(
        teams=found,
        hidden_teams=len(hidden),
        hidden_people=sum(team.headcount for team in hidden),
        minimum_group_size=minimum_group_size,
    )
    if trace is not None and of_teams is not None:
        recorded.totals(trace, len(found), len(hidden), minimum_group_size)
        act = [team.team_id for team in signs.to_act]
        recorded.to_act(trace, act, thresholds.signs_to_act, thresholds.source)
        trace.append(of_teams)
    return signs


@dataclass(frozen=True)
class _Watch:
    """What every team is watched with.

    Attributes:
        symptoms: team id -> share reporting symptoms, only where enough people answered.
    """

    months: Sequence[WorkMonth]
    symptoms: Mapping[str, Decimal]
    exits: Sequence[ExitRecord]
    relieving: Sequence[Process]
    thresholds: SignThresholds
    minimum_group_size: int
    month: str


def _team_signs(team: Team, watch: _Watch, trace: Trace | None) -> TeamSigns:
    limit, rule = watch.thresholds.signs_to_act, watch.thresholds.source
    beneath = trace.aside() if trace is not None else None
    findings = (*_measured(team, watch, beneath), _leaving(team, watch, beneath))
    count = sum(f.state is SignState.PRESENT for f in findings)
    if trace is not None and beneath is not None:
        recorded.present(trace, team, findings, count, limit, rule)
        trace.append(beneath)
    relief = _relief(team, watch.relieving, trace) if count >= limit else ()
    return TeamSigns(team_id=team.team_id, name=team.name, findings=findings, act=count >= limit, relief=relief)


def _relief(team: Team, relieving: Sequence[Process], trace: Trace | None) -> tuple[Relief, ...]:
    found = []
    beneath = trace.aside() if trace is not None else None
    for category in Category:
        own = [p for p in relieving if p.team_id == team.team_id and p.category is category]
        if own:
            hours = sum((p.hours_per_month for p in own), Decimal(0))
            found.append(Relief(category=category, hours_per_month=hours, processes=tuple(p.process_id for p in own)))
            if beneath is not None:
                recorded.relief_of(beneath, team, category, hours, own)
    ranked = tuple(sorted(found, key=lambda r: -r.hours_per_month))
    if trace is not None and beneath is not None and ranked:
        total = sum((r.hours_per_month for r in ranked), Decimal(0))
        recorded.relief(trace, team, total, [r.category for r in ranked])
        trace.append(beneath)
    return ranked


def _measured(team: Team, watch: _Watch, trace: Trace | None) -> Iterator[SignFinding]:
    """The four signs that are measured month by month."""
    own = {row.month: row for row in watch.months if row.team_id == team.team_id}
    now = months_before(watch.month, 3)
    earlier = same_months_last_year(now) if set(same_months_last_year(now)) <= set(own) else months_before(now[0], 3)
    thresholds = watch.thresholds
    for sign, rule in (
        (Sign.OVERWORK, thresholds.overwork),
        (Sign.QUALITY, thresholds.quality),
        (Sign.WITHDRAWAL, thresholds.withdrawal),
        (Sign.PHYSICAL, thresholds.physical),
    ):
        rows = [own[month] for month in now if month in own]
        level = _measure(sign, rows, now, team.headcount)
        before = _measure(sign, [own[month] for month in earlier if month in own], earlier, team.headcount)
        finding = _judge(sign, rule, level, before, earlier[0])
        if sign is Sign.PHYSICAL:
            finding = _with_symptoms(finding, watch.symptoms.get(team.team_id), thresholds)
        if trace is not None:
            recorded.measured(trace, team, finding, rows, rule, thresholds.symptoms_share, thresholds.source)
        yield finding


def _with_symptoms(finding: SignFinding, share: Decimal | None, thresholds: SignThresholds) -> SignFinding:
    """Sick days with what the newest survey says beside them; None: no survey, or too few answered."""
    if share is None:
        return finding
    state = SignState.PRESENT if share >= thresholds.symptoms_share else finding.state
    return finding.model_copy(update={"survey_share": share, "state": state})


def _measure(sign: Sign, rows: Sequence[WorkMonth], months: Sequence[str], headcount: int) -> Decimal | None:
    if len(rows) < len(months):
        return None
    count = len(rows)
    if sign is Sign.OVERWORK:
        return sum((r.share_days_over_10h for r in rows), Decimal(0)) / count
    if sign is Sign.WITHDRAWAL:
        return 1 - sum((r.meeting_participation for r in rows), Decimal(0)) / count
    if sign is Sign.PHYSICAL:
        return sum((r.sick_days for r in rows), Decimal(0)) / count / headcount
    return Share(sum(r.errors for r in rows), sum(r.transactions for r in rows)).exact


def _judge(sign: Sign, rule: SignRule, level: Decimal | None, before: Decimal | None, since: str) -> SignFinding:
    if level is None:
        return SignFinding(sign=sign, state=SignState.NO_DATA)
    worse = before is not None and level >= rule.floor and level - before >= rule.worsening
    state = SignState.PRESENT if level >= rule.threshold or worse else SignState.ABSENT
    return SignFinding(
        sign=sign,
        state=state,
        level=share_of_one(level),
        before=None if before is None else share_of_one(before),
        compared_with="" if before is None else since,
    )


def _leaving(team: Team, watch: _Watch, trace: Trace | None) -> SignFinding:
    thresholds, minimum = watch.thresholds, watch.minimum_group_size
    window = set(months_before(watch.month, 6))
    own = [row for row in watch.exits if row.team_id == team.team_id and row.month in window]
    talks = Share(sum(r.naming_balance for r in own), sum(r.leavers for r in own))
    present = talks.part >= thresholds.leaving_exits and talks.reaches(thresholds.leaving_share)
    # A share of two or three leavers would tell what single people said when they left.
    shown = talks.shown if talks.whole >= minimum else None
    state = SignState.PRESENT if present else SignState.ABSENT
    finding = SignFinding(sign=Sign.LEAVING, state=state, level=shown)
    if trace is not None:
        limits = (minimum, thresholds.leaving_exits, thresholds.leaving_share)
        recorded.leaving(trace, team, finding, own, (talks.part, talks.whole), limits, thresholds.source)
    return finding


def _latest_symptoms(
    surveys: Sequence[SurveyResult], shown: frozenset[str], minimum_group_size: int, month: str
) -> dict[str, Decimal]:
    """Team id -> share reporting symptoms in the newest survey before `month`, only where enough people answered."""
    held = sorted({row.month for row in surveys if row.month < month})
    if not held:
        return {}
    newest = [row for row in surveys if row.month == held[-1]]
    answered = showable({row.team_id: row.respondents for row in newest}, minimum_group_size)
    return {row.team_id: row.reporting_symptoms for row in newest if row.team_id in answered & shown}
