"""Which teams show the warning signs of burnout, and which work would relieve them (article, section 2).

Here: the five signs per team with threshold and trend, and the relieving work. Not here: what burnout costs
(`domain.discovery.burnout`), who may be shown at all (`domain.discovery.disclosure`), which work can be outsourced
(`domain.discovery.inventory`). People figures are per team, never per person.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from domain.discovery.disclosure import showable
from domain.periods import months_before, same_months_last_year
from domain.values import Frozen, Terms, changed
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
) -> WarningSigns:
    """The five signs of each team that may be shown, from the three whole months before `month`.

    Args:
        relieving: processes that can be outsourced; those of a team are what would relieve it.
    """
    shown = showable({team.team_id: team.headcount for team in teams}, minimum_group_size)
    symptoms = _latest_symptoms(surveys, shown, minimum_group_size, month)
    found = tuple(
        _team_signs(
            team,
            _findings(team, months, symptoms.get(team.team_id), exits, thresholds, minimum_group_size, month),
            relieving,
            thresholds,
        )
        for team in teams
        if team.team_id in shown
    )
    hidden = [team for team in teams if team.team_id not in shown]
    return WarningSigns(
        teams=found,
        hidden_teams=len(hidden),
        hidden_people=sum(team.headcount for team in hidden),
        minimum_group_size=minimum_group_size,
    )


def _team_signs(
    team: Team, findings: tuple[SignFinding, ...], relieving: Sequence[Process], thresholds: SignThresholds
) -> TeamSigns:
    act = sum(f.state is SignState.PRESENT for f in findings) >= thresholds.signs_to_act
    own = [process for process in relieving if process.team_id == team.team_id]
    return TeamSigns(
        team_id=team.team_id, name=team.name, findings=findings, act=act, relief=_relief(own) if act else ()
    )


def _relief(processes: Sequence[Process]) -> tuple[Relief, ...]:
    found = []
    for category in Category:
        own = [p for p in processes if p.category is category]
        if own:
            hours = sum((p.hours_per_month for p in own), Decimal(0))
            found.append(Relief(category=category, hours_per_month=hours, processes=tuple(p.process_id for p in own)))
    return tuple(sorted(found, key=lambda r: -r.hours_per_month))


def _findings(
    team: Team,
    months: Sequence[WorkMonth],
    symptoms_share: Decimal | None,
    exits: Sequence[ExitRecord],
    thresholds: SignThresholds,
    minimum_group_size: int,
    month: str,
) -> tuple[SignFinding, ...]:
    own = {row.month: row for row in months if row.team_id == team.team_id}
    now = months_before(month, 3)
    earlier = same_months_last_year(now) if set(same_months_last_year(now)) <= set(own) else months_before(now[0], 3)
    measured = []
    for sign, rule in (
        (Sign.OVERWORK, thresholds.overwork),
        (Sign.QUALITY, thresholds.quality),
        (Sign.WITHDRAWAL, thresholds.withdrawal),
        (Sign.PHYSICAL, thresholds.physical),
    ):
        before = _measure(sign, own, earlier, team.headcount)
        finding = _judge(sign, rule, _measure(sign, own, now, team.headcount), before, earlier[0])
        measured.append(finding)
    if symptoms_share is not None:
        reported = symptoms_share >= thresholds.symptoms_share
        state = {"state": SignState.PRESENT} if reported else {}
        measured[-1] = changed(measured[-1], survey_share=symptoms_share, **state)
    leaving = _leaving(team.team_id, exits, thresholds, minimum_group_size, month)
    return (*measured, leaving)


def _measure(sign: Sign, own: Mapping[str, WorkMonth], months: Sequence[str], headcount: int) -> Decimal | None:
    rows = [own[month] for month in months if month in own]
    if len(rows) < len(months):
        return None
    count = len(rows)
    if sign is Sign.OVERWORK:
        return sum((r.share_days_over_10h for r in rows), Decimal(0)) / count
    if sign is Sign.WITHDRAWAL:
        return 1 - sum((r.meeting_participation for r in rows), Decimal(0)) / count
    if sign is Sign.PHYSICAL:
        return sum((r.sick_days for r in rows), Decimal(0)) / count / headcount
    transactions = sum(r.transactions for r in rows)
    return Decimal(sum(r.errors for r in rows)) / transactions if transactions else None


def _judge(sign: Sign, rule: SignRule, level: Decimal | None, before: Decimal | None, since: str) -> SignFinding:
    if level is None:
        return SignFinding(sign=sign, state=SignState.NO_DATA)
    worse = before is not None and level >= rule.floor and level - before >= rule.worsening
    state = SignState.PRESENT if level >= rule.threshold or worse else SignState.ABSENT
    return SignFinding(
        sign=sign,
        state=state,
        level=level.quantize(Decimal("0.0001")),
        before=None if before is None else before.quantize(Decimal("0.0001")),
        compared_with="" if before is None else since,
    )


def _leaving(
    team_id: str, exits: Sequence[ExitRecord], thresholds: SignThresholds, minimum_group_size: int, month: str
) -> SignFinding:
    window = set(months_before(month, 6))
    own = [row for row in exits if row.team_id == team_id and row.month in window]
    leavers, naming = sum(r.leavers for r in own), sum(r.naming_balance for r in own)
    share = Decimal(naming) / leavers if leavers else None
    present = naming >= thresholds.leaving_exits and share is not None and share >= thresholds.leaving_share
    # A share of two or three leavers would tell what single people said when they left.
    shown = share.quantize(Decimal("0.0001")) if share is not None and leavers >= minimum_group_size else None
    return SignFinding(sign=Sign.LEAVING, state=SignState.PRESENT if present else SignState.ABSENT, level=shown)


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
