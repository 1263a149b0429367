"""What was measured for each warning sign, team by team: the level beside whether it is a sign.

Here: one table. Not here: the rules (`domain.discovery.warning_signs`), which teams may be shown
(`domain.measures.disclosure`).
"""

from domain.discovery.result import DiscoveryResult
from domain.discovery.signs import Sign, SignFinding, SignState
from domain.reasons import Reason
from reports.documents import Kind, Marked, Table, TableColumn

LEVELS: dict[Sign, tuple[Reason, Kind, int]] = {
    Sign.OVERWORK: (Reason("Days over 10 hours"), "percent", 1),
    Sign.QUALITY: (Reason("Errors per transaction"), "percent", 1),
    Sign.WITHDRAWAL: (Reason("Meetings missed"), "percent", 1),
    Sign.PHYSICAL: (Reason("Sick days a head and month"), "number", 2),
    Sign.LEAVING: (Reason("Leavers who name work-life balance"), "percent", 1),
}


def levels_table(result: DiscoveryResult) -> Table:
    """The mean of the last three months; of six for leavers. A level of too small a group is left out, not its sign."""
    return Table(
        caption=Reason("What was measured: the mean of three months, of six for leavers; marked where it is a sign"),
        columns=(TableColumn(Reason("Team")), *(TableColumn(*LEVELS[sign]) for sign in Sign)),
        rows=tuple(
            (team.name, *(_cell(next(f for f in team.findings if f.sign is sign)) for sign in Sign))
            for team in result.signs.teams
        ),
        words=(("good", Reason("no sign")), ("bad", Reason("a sign")), ("unmeasured", Reason("no data"))),
        empty=Reason("No team may be shown."),
    )


def _cell(finding: SignFinding) -> Marked:
    if finding.state is SignState.NO_DATA:
        return Marked(None, "unmeasured", Reason("no data"))
    if finding.state is SignState.PRESENT:
        return Marked(finding.level, "bad", Reason("a sign") if finding.level is None else None)
    return Marked(finding.level, "good", Reason("no sign") if finding.level is None else None)
