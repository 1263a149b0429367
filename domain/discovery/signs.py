"""The warning signs of burnout as values: the five signs, their thresholds, what is found per team.

Here: frozen types, and what a manager may set (article, section 2). Not here: judging
(`domain.discovery.warning_signs`).
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from domain.values import Frozen, Terms
from domain.workbook.processes import Category


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


def relief_hours(relief: Iterable[Relief]) -> Decimal:
    """Hours a month that could leave a team, of all categories."""
    return sum((one.hours_per_month for one in relief), Decimal(0))


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
