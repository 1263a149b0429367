"""What discovery's tabs cannot do without: refused before anything is written, or told beside the result.

Here: a tab that cannot be used as a whole, and rows that name a team nobody knows. Not here: a single row
(`connectors.workbook.reading`), how much of a tab must be readable (`domain.discovery.assess`).
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.workbook.people import Team
from domain.workbook.tables import Finding, Row


class OfATeam(Protocol):
    """A row that belongs to a team."""

    @property
    def team_id(self) -> str:
        """The team's id."""
        ...


def refuse_unusable(findings: Sequence[Finding], *, written: Reason) -> None:
    """Refuse to go on when a tab cannot be used at all: an empty roadmap must not be written over a good one.

    Args:
        written: what stays as it is, for the message.

    Raises:
        RuleRefused: names the first such tab with the cell and what to write, and how many more there are.
    """
    broken = [finding for finding in findings if finding.severity == "tab_rejected"]
    if not broken:
        return
    first, others = broken[0], len(broken) - 1
    raise RuleRefused(
        Reason("The tab '{tab}' cannot be used as a whole", tab=first.tab),
        where=first.address,
        why=Reason(
            "{reason}; {others} more such findings. {written}", reason=first.reason, others=others, written=written
        )
        if others
        else Reason("{reason}. {written}", reason=first.reason, written=written),
        next_step=first.remedy,
    )


def stray_teams(
    teams: Sequence[Team], rows: Mapping[type[Row], Sequence[OfATeam]], titles: Mapping[type[Row], str], teams_tab: str
) -> tuple[Finding, ...]:
    """A note for each tab and team id that is not among the teams: such rows are in the totals, and in no team.

    Args:
        rows, titles: per row model its readable rows and its tab's title.
    """
    known = {team.team_id for team in teams}
    found = []
    for model, own in rows.items():
        strays = [row.team_id for row in own if row.team_id not in known]
        for team_id in dict.fromkeys(strays):
            reason = Reason("{count} rows name this team, which the tab {tab} does not have: they count in the totals "
                            "and for no team.", count=strays.count(team_id), tab=teams_tab)  # fmt: skip
            remedy = Reason("Write the team into the tab {tab}, or correct the id.", tab=teams_tab)
            found.append(Finding(tab=titles[model], value=team_id[:80], reason=reason, remedy=remedy, severity="note"))
    return tuple(found)
