"""How the demo company's people fare, drawn from a seed: work months, surveys, users' voice, the months behind the ROI.

Here: aggregated figures per team and month, as row models. Not here: any person, the teams, exits and salary bands
(`csv/`). The story: Bogholderi and Løn wear out through 2024 (long days, sick days, empty meetings, errors, leavers who
name work-life balance), the rest is steady; from autumn 2025 the company recovers.
"""

from decimal import Decimal
from random import Random

from domain.workbook.months import BusinessMonth, VoiceMonth
from domain.workbook.people import ExitRecord, SurveyResult, WorkMonth
from sandbox.nordlys.processes import TEAMS, outsourced_cost_per_month
from sandbox.nordlys.tabs.fixed import rows_of

WORK_MONTHS = tuple(f"{2024 + n // 12}-{n % 12 + 1:02}" for n in range(16))
"""2024-01 to 2025-04: what discovery looks back on."""

BUSINESS_MONTHS = tuple(f"{2025 + n // 12}-{n % 12 + 1:02}" for n in range(22))
"""2025-01 to 2026-10: from the baseline to the reviewed month."""

SURVEY_MONTHS = ("2024-03", "2024-06", "2024-09", "2024-12", "2025-03")
LATER_WORK_MONTHS = tuple(f"{2025 + (n + 4) // 12}-{(n + 4) % 12 + 1:02}" for n in range(18))
"""2025-05 to 2026-10: the months after the decision, in which the two strained teams recover."""
LATER_SURVEY_MONTHS = ("2025-09", "2026-03", "2026-09")
STRAINED = frozenset({"BOG", "LON"})

_MONTHLY_FEE = Decimal(250_000)
_TRANSACTIONS_PER_HEAD = {"BOG": 940, "LON": 760, "REV": 46, "RAD": 38, "ADM": 410, "IT": 190}

# Leavers per month from May 2025 on; before, they are the sum of the exits.
_LATER_LEAVERS = (2, 2, 1, 1, 2, 1, 2, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1)
_LATER_HEADCOUNT = (120, 119, 119, 120, 120, 119, 118, 118, 118, 118, 117, 118, 118, 118, 117, 118, 118, 118)
_ENGAGEMENT = {
    "2025-03": "3.05",
    "2025-06": "3.04",
    "2025-09": "3.12",
    "2025-12": "3.28",
    "2026-03": "3.41",
    "2026-06": "3.54",
    "2026-09": "3.64",
    "2026-10": "3.66",
}


def work_months(seed: int) -> list[WorkMonth]:
    """Each team's month of work, 16 months, in order of month and team."""
    rng = Random(f"{seed}/work")  # noqa: S311 - demo data, nothing secret
    return [
        _work_month(rng, month, position / (len(WORK_MONTHS) - 1), team.team_id, team.headcount)
        for position, month in enumerate(WORK_MONTHS)
        for team in TEAMS
    ]


def later_work_months(seed: int) -> list[WorkMonth]:
    """The 18 months after them, drawn apart so that the earlier ones stay as they are."""
    rng = Random(f"{seed}/later work")  # noqa: S311
    return [
        _work_month(rng, month, _recovering(position, len(LATER_WORK_MONTHS)), team.team_id, team.headcount)
        for position, month in enumerate(LATER_WORK_MONTHS)
        for team in TEAMS
    ]


def surveys(seed: int) -> list[SurveyResult]:
    """Quarterly pulse surveys per team. IT answers too: three people, which the rules must not show."""
    rng = Random(f"{seed}/survey")  # noqa: S311
    return [
        _survey(rng, month, position / (len(SURVEY_MONTHS) - 1), team.team_id, team.headcount)
        for position, month in enumerate(SURVEY_MONTHS)
        for team in TEAMS
    ]


def later_surveys(seed: int) -> list[SurveyResult]:
    """The surveys after the decision."""
    rng = Random(f"{seed}/later survey")  # noqa: S311
    return [
        _survey(rng, month, _recovering(position, len(LATER_SURVEY_MONTHS)), team.team_id, team.headcount)
        for position, month in enumerate(LATER_SURVEY_MONTHS)
        for team in TEAMS
    ]


def voice_months(seed: int) -> list[VoiceMonth]:
    """What the users of the service say, 14 months; in July only four answered, which is too few to show."""
    rng = Random(f"{seed}/voice")  # noqa: S311
    months = BUSINESS_MONTHS[8:]
    return [
        VoiceMonth(
            month=month,
            respondents=4 if month == "2026-07" else rng.randint(17, 34),
            satisfaction=_places(3.85 + 0.04 * position + rng.uniform(-0.12, 0.12), 2),
            complaints=rng.choice((0, 1, 1, 2, 3)),
            compliments=rng.choice((0, 1, 2, 2, 4)),
        )
        for position, month in enumerate(months)
    ]


def _recovering(position: int, count: int) -> float:
    """How strained the two teams still are: all of it at first, a tenth in the end."""
    return 1 - 0.9 * (position + 1) / count


def business_months(seed: int) -> list[BusinessMonth]:
    """22 months of ROI figures; January to April 2025 agree with the work months and exits to the unit."""
    rng = Random(f"{seed}/business")  # noqa: S311
    worked = work_months(seed)
    return [_business_month(rng, position, month, worked) for position, month in enumerate(BUSINESS_MONTHS)]


def _work_month(rng: Random, month: str, worn: float, team_id: str, headcount: int) -> WorkMonth:
    strain = worn if team_id in STRAINED else 0.0
    season = 0.03 if month[5:] in {"01", "03", "12"} else 0.0
    transactions = round(headcount * _TRANSACTIONS_PER_HEAD[team_id] * rng.uniform(0.95, 1.05))
    error_share = (0.021 + 0.026 * strain) * rng.uniform(0.94, 1.06)
    return WorkMonth(
        month=month,
        team_id=team_id,
        share_days_over_10h=_share(0.08 + 0.25 * strain + season + rng.uniform(-0.012, 0.012)),
        sick_days=_places(headcount * (0.62 + 0.85 * strain + season) * rng.uniform(0.9, 1.1), 1),
        meeting_participation=_share(0.90 - 0.21 * strain + rng.uniform(-0.015, 0.015)),
        errors=round(transactions * error_share),
        transactions=transactions,
    )


def _survey(rng: Random, month: str, worn: float, team_id: str, headcount: int) -> SurveyResult:
    strain = worn if team_id in STRAINED else 0.0
    return SurveyResult(
        month=month,
        team_id=team_id,
        respondents=min(headcount, round(headcount * rng.uniform(0.84, 0.96)) if headcount > 5 else headcount),
        engagement=_places(3.55 - 0.95 * strain + rng.uniform(-0.08, 0.08), 2),
        reporting_symptoms=_share(0.20 + 0.33 * strain + rng.uniform(-0.02, 0.02)),
    )


def _business_month(rng: Random, position: int, month: str, worked: list[WorkMonth]) -> BusinessMonth:
    before = position < 4
    same = [row for row in worked if row.month == month]
    progress = max(0.0, min(1.0, (position - 7) / 12))
    headcount = 120 if before else _LATER_HEADCOUNT[position - 4]
    transactions = sum(r.transactions for r in same) or round(57_900 * rng.uniform(0.98, 1.02))
    errors = sum(r.errors for r in same) or round(transactions * (0.038 - 0.023 * progress) * rng.uniform(0.98, 1.02))
    engagement = _ENGAGEMENT.get(month)
    return BusinessMonth(
        month=month,
        internal_salary_cost=_internal_cost(month),
        outsourcing_fee=_MONTHLY_FEE if month >= "2025-09" else Decimal(0),
        governance_cost=_governance_cost(month),
        output=round(headcount * 300 * (1 + 0.22 * progress) * rng.uniform(0.995, 1.005)),
        headcount=headcount,
        leavers=sum(e.leavers for e in rows_of(ExitRecord) if e.month == month)
        if before
        else _LATER_LEAVERS[position - 4],
        errors=errors,
        transactions=transactions,
        engagement=None if engagement is None else Decimal(engagement),
    )


def _exits_in(month: str) -> int:
    return sum(row.leavers for row in rows_of(ExitRecord) if row.month == month)


def _internal_cost(month: str) -> Decimal:
    """What the outsourced processes cost, or would cost, in house; wages rise by 2 % in March 2026."""
    cost = outsourced_cost_per_month()
    return (cost * Decimal("1.02")).quantize(Decimal("0.01")) if month >= "2026-03" else cost


def _governance_cost(month: str) -> Decimal:
    """Owner team, tools, and in the first months the move itself."""
    if month < "2025-09":
        return Decimal(0)
    return Decimal(62_000 if month < "2026-01" else 26_500)


def _share(value: float) -> Decimal:
    return _places(min(1.0, max(0.0, value)), 3)


def _places(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")
