"""Discovery as a document: what burns people out, which processes to move, what it is worth.

Not here: the figures (`domain.discovery.assess`). Teams that may not be shown are not in the result at all.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.rounding import whole
from domain.discovery.business_case import Case
from domain.discovery.result import DiscoveryResult
from domain.discovery.signs import Relief, TeamSigns, relief_hours
from domain.gates.gates import GateEvaluation
from domain.reasons import Reason, joined
from domain.workbook.tables import Finding
from reports.discovery.baselines import baselines_table
from reports.discovery.bottlenecks import flow_section
from reports.discovery.business_case import case_table, payback_sentence, swings_table
from reports.discovery.charts import adding_up, catalogue, costs_chart, hours_by_category, shifts
from reports.discovery.warning_signs import levels_table
from reports.documents import Document, Fact, Section, Table, TableColumn
from reports.drawings import Status
from reports.phase_report import phase_document
from reports.words import word


def compose(
    result: DiscoveryResult, evaluation: GateEvaluation, findings: Sequence[Finding], language: str
) -> Document:
    """The phase report of discovery, with the tabs Roadmap, Business case and Warning signs.

    Args:
        language: which of the category texts are shown, where a company wrote its own in several.
    """
    expected = result.business_case.of(Case.EXPECTED)
    return phase_document(
        evaluation,
        findings,
        as_of=result.as_of,
        lines=(
            Reason(
                "Burnout costs between {low_amount} and {high_amount} a year, by the article's lines.",
                low_amount=result.burnout.low,
                high_amount=result.burnout.high,
            ),
            Reason(
                "{act} of {count} teams show two or more warning signs.",
                act=len(result.signs.to_act),
                count=len(result.signs.teams),
            ),
            Reason(
                "{count} processes suit outsourcing; they take {hours} hours a month.",
                count=len(result.roadmap.lines),
                hours=sum((line.hours_freed for line in result.roadmap.lines), Decimal(0)),
            ),
        ),
        facts=(
            Fact(Reason("Expected saving a month"), expected.net_saving, "money"),
            Fact(Reason("Payback in months"), expected.payback_months, "count"),
            Fact(Reason("Processes to move"), len(result.roadmap.lines), "count"),
            Fact(Reason("Teams to relieve"), len(result.signs.to_act), "count"),
        ),
        sections=(
            _burnout(result),
            Section(Reason("Warning signs"), _hidden(result), (_signs(result), levels_table(result))),
            Section(Reason("What suits outsourcing"), (), (catalogue(result, language),)),
            Section(Reason("Roadmap"), (), (_roadmap(result), _exclusions(result)), charts=hours_by_category(result)),
            Section(
                Reason("Business case"),
                (payback_sentence(result), *_locked(evaluation)),
                (case_table(result), swings_table(result), baselines_table(result, language)),
                charts=adding_up(result),
            ),
            flow_section(result),
        ),
    )


def _burnout(result: DiscoveryResult) -> Section:
    burnout = result.burnout
    table = Table(
        caption=Reason("What burnout costs a year"),
        columns=(
            TableColumn(Reason("Line")),
            TableColumn(Reason("Units"), "count"),
            TableColumn(Reason("Low each"), "money"),
            TableColumn(Reason("High each"), "money"),
            TableColumn(Reason("Low"), "money"),
            TableColumn(Reason("High"), "money"),
        ),
        rows=(
            *((word(line.kind), line.units, line.low_each, line.high_each, line.low, line.high)
              for line in burnout.lines),
            (Reason("Our sum"), None, None, None, burnout.low, burnout.high),
            (Reason("The article says, scaled to our head count"), None, None, None,
             burnout.article_low, burnout.article_high),
        ),
    )  # fmt: skip
    note = Reason(
        "Per-head lines count {headcount} employees, turnover counts {leavers} leavers in a year. "
        "The article's own range is quoted beside our sum; the two are not made to agree.",
        headcount=burnout.headcount,
        leavers=burnout.leavers,
    )
    return Section(Reason("The price of burnout"), (note,), (shifts(result),), charts=(costs_chart(result, table),))


def _hidden(result: DiscoveryResult) -> tuple[Reason, ...]:
    if not result.signs.hidden_teams:
        return ()
    return (
        Reason(
            "{count} teams are not shown: a group under {minimum} people could be recognised, "
            "and so could one that is found by subtraction.",
            count=result.signs.hidden_teams,
            minimum=result.signs.minimum_group_size,
        ),
    )


def _signs(result: DiscoveryResult) -> Table:
    return Table(
        caption=Reason("Warning signs per team; two or more mean: act"),
        columns=(
            TableColumn(Reason("Team")),
            TableColumn(Reason("Signs"), "count"),
            TableColumn(Reason("Which")),
            TableColumn(Reason("Act")),
            TableColumn(Reason("Work that would relieve it")),
            TableColumn(Reason("Hours a month"), "number", 0),
        ),
        rows=tuple(
            (team.name, len(team.present), joined([word(f.sign) for f in team.present]), team.act,
             _work(team.relief), relief_hours(team.relief) if team.relief else None)
            for team in result.signs.teams
        ),
        tab=Reason("Warning signs"),
        statuses=tuple(_look(team) for team in result.signs.teams),
        words=(("good", Reason("no sign")), ("bad", Reason("act"))),
    )  # fmt: skip


def _look(team: TeamSigns) -> Status:
    if team.act:
        return "bad"
    return "warning" if team.present else "good"


def _work(relief: Sequence[Relief]) -> Reason | None:
    """Each category with its own hours: "Administration 120, Customer service 80"."""
    return joined(
        [
            Reason("{category} {hours}\N{NO-BREAK SPACE}h", category=word(r.category), hours=whole(r.hours_per_month))
            for r in relief
        ]
    )


def _locked(evaluation: GateEvaluation) -> tuple[Reason, ...]:
    """Which snapshot the baselines are locked with; nothing before a run has one."""
    snapshot = str(evaluation.evidence.get("snapshot_id", ""))
    if not snapshot:
        return ()
    return (Reason("The baselines are locked with snapshot {snapshot}; the review measures against them.",
                   snapshot=snapshot),)  # fmt: skip


def _roadmap(result: DiscoveryResult) -> Table:
    return Table(
        caption=Reason("Processes to move, best suited first"),
        columns=(
            TableColumn(Reason("Rank"), "count"),
            TableColumn(Reason("Process")),
            TableColumn(Reason("Category")),
            TableColumn(Reason("Suitability (0-100)"), "number"),
            TableColumn(Reason("Wave"), "count"),
            TableColumn(Reason("Pilot")),
            TableColumn(Reason("Hours freed a month"), "number"),
            TableColumn(Reason("Cost freed a month"), "money"),
        ),
        rows=tuple(
            (line.rank, line.name, word(line.category), line.suitability.score, line.wave, line.pilot,
             line.hours_freed, line.cost_freed)
            for line in result.roadmap.lines
        ),
        tab=Reason("Roadmap"),
        empty=Reason("No process suits outsourcing."),
    )  # fmt: skip


def _exclusions(result: DiscoveryResult) -> Table:
    return Table(
        caption=Reason("Processes that stay, and why"),
        columns=(TableColumn(Reason("Process")), TableColumn(Reason("Why"))),
        rows=tuple((e.name, e.reason) for e in result.roadmap.exclusions),
    )
