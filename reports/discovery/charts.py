"""Discovery's drawings, and the tables that belong to them: costs, hours by category, what adds up, the catalogue.

Not here: the report they stand in (`reports.discovery.discovery`), the figures (`domain.discovery.assess`).
"""

from domain.discovery.business_case import MONTHS_SHOWN, Case
from domain.discovery.result import DiscoveryResult
from domain.periods import shifted
from domain.reasons import Reason
from reports.documents import Chart, Table, TableColumn, Value
from reports.drawings import AgainstPlan, Bars, Step, Waterfall
from reports.words import word


def costs_chart(result: DiscoveryResult, table: Table) -> Chart:
    """The cost lines up to our sum, at their high end; `table` holds both ends."""
    burnout = result.burnout
    return Chart(
        caption=Reason("What burnout costs a year, high end"),
        alt=Reason("Steps of the cost lines up to our sum of {high_amount} a year.", high_amount=burnout.high),
        drawing=Waterfall(
            (*(Step(word(line.kind), line.high) for line in burnout.lines),
             Step(Reason("Our sum"), burnout.high, "total"))
        ),
        table=table,
    )  # fmt: skip


def shifts(result: DiscoveryResult) -> Table:
    """Our sum with each coefficient a fifth lower and a fifth higher."""
    return Table(
        caption=Reason("How much our sum depends on each coefficient"),
        columns=(
            TableColumn(Reason("Line")),
            TableColumn(Reason("A fifth lower: low"), "money"),
            TableColumn(Reason("high"), "money"),
            TableColumn(Reason("A fifth higher: low"), "money"),
            TableColumn(Reason("high"), "money"),
        ),
        rows=tuple((word(shift.kind), *shift.lower, *shift.higher) for shift in result.burnout.shifts),
    )


def catalogue(result: DiscoveryResult, language: str) -> Table:
    """The six categories beside the company's own processes in them."""
    rows: list[tuple[Value, ...]] = []
    parts = {part.category: part for part in result.roadmap.by_category}
    for entry in result.catalogue:
        part = parts[entry.category]
        rows.append(
            (word(entry.category), entry.tasks_in(language), entry.reason_in(language), len(part.lines),
             part.hours)
        )  # fmt: skip
    return Table(
        caption=Reason("Six categories of work, and how much of ours could go"),
        columns=(
            TableColumn(Reason("Category")),
            TableColumn(Reason("Typical tasks")),
            TableColumn(Reason("Why")),
            TableColumn(Reason("Our processes"), "count"),
            TableColumn(Reason("Hours freed a month"), "number"),
        ),
        rows=tuple(rows),
    )


def hours_by_category(result: DiscoveryResult) -> tuple[Chart, ...]:
    """Bars of the hours freed per category, the pilot's part first; nothing without a process to move."""
    parts = {part.category: (part.pilot_hours, part.later_hours) for part in result.roadmap.by_category}
    hours = {category: parts[category] for category in dict.fromkeys(line.category for line in result.roadmap.lines)}
    ranked = sorted(hours.items(), key=lambda pair: -sum(pair[1]))
    if not ranked:
        return ()
    pilot, others = Reason("pilot"), Reason("later waves")
    return (
        Chart(
            caption=Reason("Hours freed a month, by category"),
            alt=Reason("Bars of hours per category. Most in {category}: {hours} hours a month.",
                       category=word(ranked[0][0]), hours=sum(ranked[0][1])),
            drawing=Bars((pilot, others), tuple((word(category), parts) for category, parts in ranked)),
            table=Table(
                caption=Reason("Hours freed a month, by category and wave"),
                columns=(
                    TableColumn(Reason("Category")),
                    TableColumn(pilot, "count"),
                    TableColumn(others, "count"),
                    TableColumn(Reason("Hours"), "count"),
                ),
                rows=tuple((word(category), *parts, sum(parts)) for category, parts in ranked),
            ),
        ),
    )  # fmt: skip


def adding_up(result: DiscoveryResult) -> tuple[Chart, ...]:
    """What each case adds up to over three years, after the transition; one point a quarter in the table."""
    cases = {case.case: case for case in result.business_case.cases}
    first = result.as_of.strftime("%Y-%m")
    low, expected, high = (cases[case] for case in (Case.LOW, Case.EXPECTED, Case.HIGH))
    sums = [
        (shifted(first, month), low.after(month), expected.after(month), high.after(month))
        for month in range(1, MONTHS_SHOWN + 1)
    ]
    return (
        Chart(
            caption=Reason("What adds up over three years, the transition paid first"),
            alt=_payback(cases[Case.EXPECTED].payback_months),
            drawing=AgainstPlan(tuple((month, None, least, likely, most) for month, least, likely, most in sums)),
            table=Table(
                caption=Reason("Sum after so many months"),
                columns=(
                    TableColumn(Reason("Month"), "date"),
                    *(TableColumn(word(case), "money") for case in (Case.LOW, Case.EXPECTED, Case.HIGH)),
                ),
                rows=tuple(sums[2::3]),
            ),
        ),
    )  # fmt: skip


def _payback(months: int | None) -> Reason:
    if months is None:
        return Reason("The expected case with its low and high case; the expected one never pays the transition back.")
    return Reason(
        "The expected case with its low and high case; the expected one has paid the transition back after {months} "
        "months.",
        months=months,
    )
