"""The smaller parts of a review: flow and age of the work, credits, people, the users' voice, what could be read.

Here: frozen types. Not here: how they are computed (`domain.review.flow`, `open_work`, `people`, `voice`), the service
levels (`domain.review.shapes.levels`).
"""

from datetime import date
from decimal import Decimal

from domain.discovery.signs import Sign
from domain.values import Frozen


class Volumes(Frozen):
    """Flow of the month, over readable tickets: backlog = backlog before + arrived - resolved + reopened.

    `resolved` and `reopened` count events: a ticket resolved twice in the month counts twice.
    """

    arrived: int
    resolved: int
    backlog: int
    reopened: int
    by_priority: dict[str, int]


class CreditMonth(Frozen):
    """One month's draft credit, before and after its caps."""

    month: str
    before_cap: Decimal
    total: Decimal


class TabCoverage(Frozen):
    """How much of one tab could be read."""

    tab: str
    rows_seen: int
    rows_read: int


class ClosedDay(Frozen):
    """A weekday in the month on which a calendar was closed, or had other hours than its week says."""

    calendar: str
    on: date
    name: str


class AgeBand(Frozen):
    """Open tickets from `from_days` to under `below_days` old; None has no upper end."""

    from_days: int
    below_days: int | None
    open_tickets: int


class TimeOpen(Frozen):
    """How long tickets created in the year before the cut-off stay open (Kaplan and Meier).

    Attributes:
        closed_within: (days, estimated share closed within them), for days that somebody was watched.
        closed_only: the same shares among closed tickets alone: what one would believe without the open ones.
        median_seconds: when half are closed; None when that lies beyond what was seen.
    """

    tickets: int
    still_open: int
    median_seconds: int | None
    closed_within: tuple[tuple[int, Decimal], ...]
    closed_only: tuple[tuple[int, Decimal], ...]


class PeopleGroup(Frozen):
    """One team that may be shown.

    Attributes:
        engagement: 1-5 in the newest survey; None without one, or where too few answered.
        engagement_before: the same group in the survey a year earlier; None when it cannot be compared.
        respondents: None where too few answered.
        signs: warning signs that are present; None when the last three months are not all known.
    """

    name: str
    people: int
    engagement: Decimal | None
    engagement_before: Decimal | None
    respondents: int | None
    signs: tuple[Sign, ...] | None


class PeopleBlock(Frozen):
    """The groups that may be shown, and how many people are in the others together.

    Attributes:
        surveyed_in: month of the newest survey (YYYY-MM); empty without one.
        worked_until: last month with work records; empty without any.
    """

    surveyed_in: str
    worked_until: str
    groups: tuple[PeopleGroup, ...]
    hidden_groups: int
    hidden_people: int
    minimum_group_size: int


class VoiceFigure(Frozen):
    """One month. `satisfaction` (1-5) is None when nobody answered, or fewer than the minimum group."""

    month: str
    respondents: int
    satisfaction: Decimal | None
    too_few: bool
    complaints: int
    compliments: int
