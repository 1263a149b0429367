"""Which teams show the warning signs of burnout, and which work would relieve them (article, section 2).

Here: the five signs per team with threshold and trend, and the relieving work. Not here: what burnout costs
(`domain.discovery.burnout`), who may be shown at all (`domain.measures.disclosure`), which work can be outsourced
(`domain.discovery.roadmap.inventory`). People figures are per team, never per person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.arithmetic.rounding import share_of_one
from domain.arithmetic.shares import Share
from domain.discovery.recorded import signs as recorded
from domain.discovery.signs import (
    Relief,
    Sign,
    SignFinding,
    SignRule,
    SignState,
    SignThresholds,
    TeamSigns,
    WarningSigns,
    relief_hours,
)
from domain.figures.trace import Trace
from domain.measures.answers import newest_survey, shown_answers
from domain.measures.disclosure import showable
from domain.measures.error_rate import error_rate
from domain.periods import months_before, same_months_last_year
from domain.values import changed
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Category, Process


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
        recorded.relief(trace, team, relief_hours(ranked), [r.category for r in ranked])
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
    return changed(finding, survey_share=share, state=state)


def _measure(sign: Sign, rows: Sequence[WorkMonth], months: Sequence[str], headcount: int) -> Fraction | None:
    """The level over these months; None unless all are known. A fraction: thirds have no last decimal to judge by."""
    if len(rows) < len(months):
        return None
    count = len(rows)
    if sign is Sign.OVERWORK:
        return Fraction(sum((r.share_days_over_10h for r in rows), Decimal(0))) / count
    if sign is Sign.WITHDRAWAL:
        return 1 - Fraction(sum((r.meeting_participation for r in rows), Decimal(0))) / count
    if sign is Sign.PHYSICAL:
        return Fraction(sum((r.sick_days for r in rows), Decimal(0))) / count / headcount
    rate = error_rate((r.errors, r.transactions) for r in rows)
    return Fraction(rate.part, rate.whole) if rate.whole else None


def _judge(sign: Sign, rule: SignRule, level: Fraction | None, before: Fraction | None, since: str) -> SignFinding:
    if level is None:
        return SignFinding(sign=sign, state=SignState.NO_DATA)
    rose = before is not None and level - before >= Fraction(rule.worsening)
    worse = rose and level >= Fraction(rule.floor)
    return SignFinding(
        sign=sign,
        state=SignState.PRESENT if level >= Fraction(rule.threshold) or worse else SignState.ABSENT,
        level=_shown(level),
        before=None if before is None else _shown(before),
        compared_with="" if before is None else since,
    )


def _shown(level: Fraction) -> Decimal:
    return share_of_one(Decimal(level.numerator) / level.denominator)


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
    answered = shown_answers(surveys, newest_survey(surveys, month), minimum_group_size)
    return {team_id: row.reporting_symptoms for team_id, row in answered.items() if team_id in shown}
