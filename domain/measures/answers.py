"""What people answer on a scale of 1 to 5: the mean over everybody asked, and which groups' answers may be shown.

Here: the one definition of a survey's mean, for the locked baseline, each group of the review and the pilot's users.
Not here: the engagement that stands in the key figures' tab. That one is typed in by hand once a month, for the whole
company, and nobody knows how many answered: it is a figure of its own (`domain.workbook.months.BusinessMonth`).

A survey's rows are means of teams. Their mean is weighted by the answers behind them, so that it is the mean of all
answers: a team of four does not weigh as much as one of sixty (article, section 7: "engagement, survey 1-5", of the
people). For a single row both are the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.arithmetic.rounding import MEAN_PLACES, rounded
from domain.measures.disclosure import showable
from domain.workbook.people import SurveyResult


@dataclass(frozen=True)
class Answers:
    """The answers of some people, added up; judged exactly, like a share on its counts.

    Attributes:
        total: each mean x the answers behind it, added up.
        count: answers.
    """

    total: Decimal
    count: int

    def reach(self, required: Decimal) -> bool:
        """Whether their mean is at least `required`; a mean that is only rounded up to it is not."""
        return bool(self.count) and self.total >= required * self.count

    @property
    def shown(self) -> Decimal | None:
        """Their mean (1-5) as it is kept and printed; None without any answer."""
        return rounded(self.total / self.count, MEAN_PLACES) if self.count else None


def answers(rows: Iterable[tuple[Decimal, int]]) -> Answers:
    """All answers together, from (mean, answers) of each row."""
    known = list(rows)
    return Answers(sum((mean * count for mean, count in known), Decimal(0)), sum(count for _, count in known))


def engagement(surveys: Iterable[SurveyResult], minimum_group_size: int) -> Decimal | None:
    """Engagement (1-5) over these rows of one survey; None where fewer answered together than may be shown."""
    found = answers((row.engagement, row.respondents) for row in surveys)
    return found.shown if found.count >= minimum_group_size else None


def newest_survey(surveys: Iterable[SurveyResult], before: str) -> str:
    """Month (YYYY-MM) of the newest survey before a month; empty without one."""
    return max((row.month for row in surveys if row.month < before), default="")


def shown_answers(surveys: Sequence[SurveyResult], month: str, minimum_group_size: int) -> dict[str, SurveyResult]:
    """Team id -> its answers in the survey of `month`, only of teams that may be shown beside a total over all."""
    held = {row.team_id: row for row in surveys if row.month == month}
    shown = showable({team: row.respondents for team, row in held.items()}, minimum_group_size)
    return {team: row for team, row in held.items() if team in shown}
