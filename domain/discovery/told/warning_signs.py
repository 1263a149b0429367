"""How the warning signs came about, team by team.

Here: only teams that may be shown, and no figure of a group that is too small. Not here: the signs
(`domain.discovery.warning_signs`), the rule on group sizes (`domain.discovery.disclosure`).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.discovery.told.case import DiscoveryCase
from domain.discovery.warning_signs import Relief, Sign, SignFinding, SignRule, SignState, TeamSigns
from domain.figures.working import Source, Unit, Working, setting
from domain.periods import months_before
from domain.reasons import Reason
from domain.workbook.people import ExitRecord, WorkMonth
from domain.workbook.processes import Process

MEASURES: dict[Sign, tuple[Reason, tuple[str, ...]]] = {
    Sign.OVERWORK: (Reason("Share of days over 10 hours, mean of three months"), ("share_days_over_10h",)),
    Sign.QUALITY: (Reason("Errors / transactions of three months"), ("errors", "transactions")),
    Sign.WITHDRAWAL: (Reason("1 less the share of meetings taken part in, mean of three months"),
                      ("meeting_participation",)),
    Sign.PHYSICAL: (Reason("Sick days a month / head count, mean of three months"), ("sick_days",)),
    Sign.LEAVING: (Reason("Leavers who named work-life balance / leavers of six months"),
                   ("naming_balance", "leavers")),
}  # fmt: skip
"""What a sign measures, and the columns it reads."""
STATES: dict[SignState, Reason] = {
    SignState.PRESENT: Reason("a sign"),
    SignState.ABSENT: Reason("no sign"),
    SignState.NO_DATA: Reason("no data"),
}


def sign_workings(case: DiscoveryCase) -> Iterator[Working]:
    """Counts over the teams, then each shown team: its signs and the work that would relieve it."""
    signs = case.result.signs
    minimum = setting("rules.discovery.minimum_group_size")
    source = case.rules.signs.source
    yield Working(
        figure_id="signs.teams", label=Reason("Teams that may be shown"), value=len(signs.teams), unit="count",
        steps=(Reason("Teams of {minimum} people or more; one more is hidden where subtracting would give a smaller "
                      "group.", minimum=signs.minimum_group_size),),
        inputs=(minimum,), snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
    yield Working(
        figure_id="signs.hidden_teams", label=Reason("Teams that are not shown"), value=signs.hidden_teams,
        unit="count", steps=(Reason("All teams less those that may be shown."),), inputs=(minimum,),
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
    yield Working(
        figure_id="signs.act", label=Reason("Teams to relieve"), value=len(signs.to_act), unit="count",
        steps=(Reason("Teams with {limit} signs or more.", limit=case.rules.signs.signs_to_act),),
        parts=tuple(f"signs.{team.team_id}.present" for team in signs.to_act),
        inputs=(setting("rules.discovery.signs.signs_to_act"),), rule=source, snapshot_id=case.places.snapshot_id,
    )  # fmt: skip
    for team in signs.teams:
        yield _present(case, team)
        for finding in team.findings:
            yield _finding(case, team, finding)
        yield from _relief(case, team)


def _present(case: DiscoveryCase, team: TeamSigns) -> Working:
    return Working(
        figure_id=f"signs.{team.team_id}.present",
        label=Reason("{team}: signs that are present", team=team.name),
        value=len(team.present),
        unit="count",
        steps=(
            *(Reason("{sign}: {state}.", sign=case.word(f.sign), state=STATES[f.state]) for f in team.findings),
            Reason("{limit} or more mean: act.", limit=case.rules.signs.signs_to_act),
        ),
        parts=tuple(f"signs.{team.team_id}.{f.sign.value}" for f in team.findings),
        inputs=(setting("rules.discovery.signs"),),
        rule=case.rules.signs.source,
        snapshot_id=case.places.snapshot_id,
    )


def _finding(case: DiscoveryCase, team: TeamSigns, finding: SignFinding) -> Working:
    measure, fields = MEASURES[finding.sign]
    model: type[WorkMonth] | type[ExitRecord] = ExitRecord if finding.sign is Sign.LEAVING else WorkMonth
    rows = _rows(case, team, finding.sign)
    steps = _leaving_steps(case, finding, rows) if finding.sign is Sign.LEAVING else _steps(case, finding, rows)
    return Working(
        figure_id=f"signs.{team.team_id}.{finding.sign.value}",
        label=Reason("{team}: {sign}", team=team.name, sign=case.word(finding.sign)),
        value=finding.level,
        unit=_unit(finding.sign),
        decimals=2 if finding.sign is Sign.PHYSICAL else 1,
        steps=(Reason("{measure}.", measure=measure), *steps,
               Reason("Outcome: {state}.", state=STATES[finding.state])),
        # Where the level is withheld, the number of rows would tell something of it.
        inputs=(*(case.places.of(model, rows, field) for field in fields if finding.level is not None),
                setting(f"rules.discovery.signs.{_path(finding.sign)}")),
        rule=case.rules.signs.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _rows(case: DiscoveryCase, team: TeamSigns, sign: Sign) -> Sequence[WorkMonth] | Sequence[ExitRecord]:
    if sign is Sign.LEAVING:
        half_year = months_before(case.month, 6)
        return [row for row in case.rows.exits if row.team_id == team.team_id and row.month in half_year]
    now = months_before(case.month, 3)
    return [row for row in case.rows.work_months if row.team_id == team.team_id and row.month in now]


def _steps(
    case: DiscoveryCase, finding: SignFinding, rows: Sequence[WorkMonth] | Sequence[ExitRecord]
) -> Iterator[Reason]:
    if finding.level is None:
        yield Reason("Not all of the last three months are in the tab.")
        return
    for row in rows:
        if isinstance(row, WorkMonth):
            yield Reason("{a_month}: {measured}", a_month=row.month, measured=_measured(finding.sign, row))
    yield Reason("Together: {level}.", level=_level(finding.sign, finding.level))
    if finding.before is not None:
        yield Reason(
            "The three months from {since_month} on, which it is compared with: {level}.",
            since_month=finding.compared_with,
            level=_level(finding.sign, finding.before),
        )
    rule: SignRule = getattr(case.rules.signs, finding.sign.value)
    yield Reason(
        "A sign from {threshold} on, or when it rose by {worsening} or more and reached {floor}.",
        threshold=_level(finding.sign, rule.threshold),
        worsening=_level(finding.sign, rule.worsening),
        floor=_level(finding.sign, rule.floor),
    )
    if finding.survey_share is not None:
        yield Reason(
            "{survey_share} of the newest survey's answers report symptoms; from {limit_share} on that is a sign too.",
            survey_share=finding.survey_share,
            limit_share=case.rules.signs.symptoms_share,
        )


def _leaving_steps(
    case: DiscoveryCase, finding: SignFinding, rows: Sequence[WorkMonth] | Sequence[ExitRecord]
) -> Iterator[Reason]:
    exits = [row for row in rows if isinstance(row, ExitRecord)]
    if finding.level is None:
        yield Reason(
            "Fewer than {minimum} people left: a share would tell what single people said, so it is not shown.",
            minimum=case.result.signs.minimum_group_size,
        )
    else:
        yield Reason(
            "{naming} of {leavers} leavers = {level_exact_share}.",
            naming=sum(row.naming_balance for row in exits),
            leavers=sum(row.leavers for row in exits),
            level_exact_share=finding.level,
        )
    yield Reason(
        "A sign from {count} such exit talks on, when they are {needed_share} of the leavers or more.",
        count=case.rules.signs.leaving_exits,
        needed_share=case.rules.signs.leaving_share,
    )


def _measured(sign: Sign, row: WorkMonth) -> Reason:
    if sign is Sign.QUALITY:
        return Reason("{errors} errors in {transactions} transactions", errors=row.errors,
                      transactions=row.transactions)  # fmt: skip
    if sign is Sign.PHYSICAL:
        return Reason("{days} sick days", days=row.sick_days)
    share = row.share_days_over_10h if sign is Sign.OVERWORK else 1 - row.meeting_participation
    return Reason("{level_exact_share}", level_exact_share=share)


def _level(sign: Sign, level: Decimal) -> Reason:
    if sign is Sign.PHYSICAL:
        return Reason("{days} days a head", days=level)
    return Reason("{level_exact_share}", level_exact_share=level)


def _unit(sign: Sign) -> Unit:
    return "number" if sign is Sign.PHYSICAL else "percent"


def _path(sign: Sign) -> str:
    return "leaving_share" if sign is Sign.LEAVING else sign.value


def _relief(case: DiscoveryCase, team: TeamSigns) -> Iterator[Working]:
    if not team.relief:
        return
    yield Working(
        figure_id=f"signs.{team.team_id}.relief",
        label=Reason("{team}: hours a month that could leave it", team=team.name),
        value=sum((r.hours_per_month for r in team.relief), Decimal(0)),
        unit="number",
        decimals=0,
        steps=(Reason("The categories below, added up."),),
        parts=tuple(f"signs.{team.team_id}.relief.{r.category.value}" for r in team.relief),
        snapshot_id=case.places.snapshot_id,
    )
    for relief in team.relief:
        yield _category(case, team, relief)


def _category(case: DiscoveryCase, team: TeamSigns, relief: Relief) -> Working:
    rows = [process for process in case.rows.processes if process.process_id in relief.processes]
    return Working(
        figure_id=f"signs.{team.team_id}.relief.{relief.category.value}",
        label=Reason("{team}: hours of {category} that could leave it", team=team.name,
                     category=case.word(relief.category)),
        value=relief.hours_per_month,
        unit="number",
        steps=(Reason("Hours of {names}, as the inventory states them.", names=", ".join(p.name for p in rows)),),
        inputs=(_hours(case, rows),),
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _hours(case: DiscoveryCase, rows: Sequence[Process]) -> Source:
    return case.places.of(Process, rows, "hours_per_month")
