"""How the client's people fare, in groups that may be shown: engagement and the warning signs, for the review.

Here: which group shows what. Not here: the signs (`domain.discovery.warning_signs`), the rule on group sizes
(`domain.measures.disclosure`). No figure about a group under the minimum size, nor one from which it could be
subtracted.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.discovery.signs import Sign, SignState, SignThresholds, TeamSigns
from domain.discovery.warning_signs import warning_signs
from domain.measures.answers import engagement, newest_survey, shown_answers
from domain.periods import months_before, shifted
from domain.review.shapes.parts import PeopleBlock, PeopleGroup
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth


def people_block(
    teams: Sequence[Team],
    months: Sequence[WorkMonth],
    surveys: Sequence[SurveyResult],
    exits: Sequence[ExitRecord],
    thresholds: SignThresholds,
    minimum_group_size: int,
    month: str,
) -> PeopleBlock:
    """The block of `month` (YYYY-MM); later months are never looked at."""
    after = shifted(month, 1)
    signs = warning_signs(teams, months, surveys, exits, (), thresholds, minimum_group_size, after)
    found = {team.team_id: team for team in signs.teams}
    newest = newest_survey(surveys, after)
    now = shown_answers(surveys, newest, minimum_group_size)
    earlier = shown_answers(surveys, shifted(newest, -12), minimum_group_size) if newest else {}
    before = {team_id: row for team_id, row in earlier.items() if team_id in now}
    known = set(months_before(after, 3))
    worked = {team.team_id: {row.month for row in months if row.team_id == team.team_id} for team in teams}
    return PeopleBlock(
        surveyed_in=newest,
        worked_until=max((row.month for row in months if row.month <= month), default=""),
        groups=tuple(
            PeopleGroup(
                name=team.name,
                people=team.headcount,
                engagement=_engagement(team.team_id, now, minimum_group_size),
                engagement_before=_engagement(team.team_id, before, minimum_group_size),
                respondents=now[team.team_id].respondents if team.team_id in now else None,
                signs=_present(found[team.team_id]) if known <= worked[team.team_id] else None,
            )
            for team in teams
            if team.team_id in found
        ),
        hidden_groups=signs.hidden_teams,
        hidden_people=signs.hidden_people,
        minimum_group_size=minimum_group_size,
    )


def _engagement(team_id: str, shown: Mapping[str, SurveyResult], minimum: int) -> Decimal | None:
    return engagement([shown[team_id]], minimum) if team_id in shown else None


def _present(team: TeamSigns) -> tuple[Sign, ...]:
    return tuple(finding.sign for finding in team.findings if finding.state is SignState.PRESENT)
