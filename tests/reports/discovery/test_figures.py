"""Every number of both reports can be explained, and what is told of a figure is true."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fnmatch import fnmatchcase

import pytest

from domain.discovery.burnout import CostKind
from domain.discovery.gate import discovery_gate
from domain.discovery.roadmap.suitability import Scale
from domain.figures.working import Sources, Working
from domain.vendor_selection.gate import vendor_selection_gate
from reports.discovery import discovery
from reports.discovery.figures import difference_line, index_lines, working_lines
from reports.documents import Document, Kind, Marked, Table, TableColumn, Value
from reports.language import Speaker
from reports.vendor_selection import selection
from reports.vendor_selection.negotiation import negotiation_section
from tests.demo_phases import demo_discovery, demo_selection, nordlys

SPEAKER = Speaker("en")
PROCESS, VENDOR = ("process.",), ("vendor.",)
IN_THOUSANDS, THOUSANDS = "Cost over the term in thousands, transition included", 1000
NUMBERS_THAT_NAME = {"Round"}
WORDS_THAT_ARE_VALUES = {"Required", "Offered"}
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "What burnout costs a year": (("burnout.",), ("burnout.headcount", "burnout.leavers")),
    "How much our sum depends on each coefficient": (("burnout.",), ()),
    "Warning signs per team; two or more mean: act": (("signs.",), ()),
    "What was measured: the mean of three months, of six for leavers; marked where it is a sign": (("signs.",), ()),
    "Six categories of work, and how much of ours could go": (("category.",), ()),
    "Hours freed a month, by category and wave": (("category.",), ()),
    "Processes to move, best suited first": (PROCESS, ()),
    "Business case per month, transition once": (("case.",), ()),
    "Sum after so many months": (("case.",), ("case.",)),
    "What the expected case depends on: one assumption at a time as in the low and the high case": (("swing.",), ()),
    "Baselines that are locked at this gate": (("baseline.",), ()),
    "Where internal tickets wait longest, elapsed hours": (("flow.",), ()),
    "How old open tickets are, in days": (("flow.",), ()),
    "Arrived, resolved and open, by month": (("flow.month.",), ()),
    "Bidders, best first; points are a range where something was not assessed": (VENDOR, ()),
    "Share of {count} weightings in which a bidder takes each rank; seed {seed}, at most {error_share} off": (
        VENDOR,
        (),
    ),
    "Typical weights of those who would choose each bidder": (VENDOR, ()),
    "Ranks by other methods": (VENDOR, ()),
    "Who is in front when one criterion is left out": (("criterion.",), ()),
    "Share of {panels} panels, drawn again from the {count} evaluators, on which a bidder wins": (VENDOR, ()),
    "Median of the evaluators' scores, 1 to 5": (("vendor.*.criterion.",), ()),
    "Scores of the parts of criteria; each evaluator's roll up by the parts' weights": (
        ("vendor.*.criterion.*.part.",),
        ("criterion.*.part.",),
    ),
    "Expected cost per bidder and year, with what it is made of": (("vendor.*.cost.",), ()),
    IN_THOUSANDS: (("vendor.*.cost.", "vendor.*.total_cost"), ()),
    "Prices beside the fixed fee": (("vendor.*.price_line.",), ()),
    "What each proposal holds": (("vendor.*.proposal.",), ()),
    "{vendor}, round {round}: each level offered, and last year's tickets with that level alone changed": (
        ("negotiation.",),
        (),
    ),
    "How the offers moved; credits of last year's tickets with all levels as offered": (("negotiation.",), ()),
}
"""Caption -> where its figures' ids begin, and ids that stand in rows whose name they do not carry (people are counted
once for all lines; the sums over months have the months in rows); `*` stands for any part of an id.
A table that is not here fails the test."""


def demo(phase: str) -> tuple[Document, dict[str, Working]]:
    if phase == "discovery":
        case = demo_discovery()
        document = discovery.compose(case.result, discovery_gate(case.result), (), "en")
        found: Iterable[Working] = case.workings.values()
    else:
        other = demo_selection()
        more = (negotiation_section(other.negotiation),)
        document = selection.compose(other.result, vendor_selection_gate(other.result), (), more)
        found = other.trace.workings.values()
    return document, {working.figure_id: working for working in found}


def number_of(value: Value) -> Decimal | int | None:
    plain = value.value if isinstance(value, Marked) else value
    return plain if isinstance(plain, int | Decimal) and not isinstance(plain, bool) else None


def shown(value: Decimal | int | None, kind: Kind, decimals: int) -> str:
    return SPEAKER.value(value, kind, decimals)


def unexplained(table: Table, workings: dict[str, Working]) -> list[str]:
    """Numbers of a table that no figure of their row gives, written in the table's own way."""
    begin, shared = TABLES[table.caption.template]
    scale = THOUSANDS if table.caption.template == IN_THOUSANDS else 1
    missing = []
    for row in table.rows:
        names = _row_names(table, row)
        of_row = [*_narrowed(workings, begin, names), *(_narrowed(workings, shared, names) if shared else ())]
        for value, column in zip(row, table.columns, strict=True):
            number = number_of(value)
            if number is None or column.heading.template in NUMBERS_THAT_NAME:
                continue
            wanted = shown(number, column.kind, column.decimals)
            given = {shown(w.value / scale, column.kind, column.decimals) for w in of_row if w.value is not None}
            if wanted not in given:
                missing.append(f"{table.caption} / {names} / {column.heading}: {wanted}")
    return missing


def _row_names(table: Table, row: tuple[Value, ...]) -> list[str]:
    """What a row is about: the bidder its table is about, and the words in it that are no levels."""
    names = [str(table.caption.facts["vendor"])] if "vendor" in table.caption.facts else []
    for value, column in zip(row, table.columns, strict=True):
        if column.heading.template in NUMBERS_THAT_NAME:
            names.append(f"{column.heading} {value}")
        elif _names(value) and column.heading.template not in WORDS_THAT_ARE_VALUES:
            names.append(_text(value, column))
    return [name.lower() for name in names]


def _narrowed(workings: dict[str, Working], begin: tuple[str, ...], names: list[str]) -> list[Working]:
    """The figures whose label says every name of the row that any label of them says."""
    found = [w for w in workings.values() if any(fnmatchcase(w.figure_id, f"{one}*") for one in begin)]
    for name in names:
        found = [w for w in found if name in SPEAKER.say(w.label).lower()] or found
    return found


def _names(value: Value) -> bool:
    return (
        not isinstance(value, Marked) and number_of(value) is None and value is not None and not isinstance(value, bool)
    )


def _text(value: Value, column: TableColumn) -> str:
    return SPEAKER.value(value, column.kind)


@pytest.mark.parametrize("phase", ["discovery", "vendor_selection"])
def test_every_number_of_every_table_is_a_figure_of_its_row(phase: str) -> None:
    document, workings = demo(phase)
    tables = [table for section in document.sections for table in section.all_tables]
    numeric = [table for table in tables if any(number_of(value) is not None for row in table.rows for value in row)]
    assert len(numeric) >= 7
    assert [line for table in numeric for line in unexplained(table, workings)] == []


@pytest.mark.parametrize("phase", ["discovery", "vendor_selection"])
def test_every_key_figure_of_the_front_page_is_a_figure(phase: str) -> None:
    document, workings = demo(phase)
    values = {w.value for w in workings.values()}
    assert [f.label for f in document.facts if number_of(f.value) is not None and f.value not in values] == []


def test_a_number_that_nobody_explains_is_found() -> None:
    document, workings = demo("discovery")
    roadmap = next(t for s in document.sections for t in s.tables if t.tab is not None and t.tab.template == "Roadmap")
    without = {name: w for name, w in workings.items() if not name.endswith(".cost_freed")}
    assert len(unexplained(roadmap, without)) == len(roadmap.rows)


@pytest.mark.parametrize("ending", [".cost.year2", ".deviation", ".included", ".before_caps", ".proposal.missing"])
def test_a_number_of_the_bids_that_nobody_explains_is_found(ending: str) -> None:
    document, workings = demo("vendor_selection")
    without = {name: w for name, w in workings.items() if not name.endswith(ending)}
    tables = [
        table for section in document.sections for table in section.all_tables if table.caption.template in TABLES
    ]
    assert [line for table in tables for line in unexplained(table, without)]


@pytest.mark.parametrize("phase", ["discovery", "vendor_selection"])
def test_every_setting_that_is_named_exists(phase: str) -> None:
    _, workings = demo(phase)
    paths = {source.place for w in workings.values() for source in w.inputs if source.kind == "settings"}
    assert len(paths) >= 5
    for path in sorted(paths):
        value: object = nordlys()
        for part in path.split("."):
            assert part in type(value).model_fields, path  # type: ignore[attr-defined]
            value = getattr(value, part)


@pytest.mark.parametrize("phase", ["discovery", "vendor_selection"])
def test_every_part_that_is_named_is_itself_a_figure(phase: str) -> None:
    _, workings = demo(phase)
    assert {part for w in workings.values() for part in w.parts} <= set(workings)


@pytest.mark.parametrize("phase", ["discovery", "vendor_selection"])
def test_every_figure_says_how_and_a_figure_without_parts_says_from_what(phase: str) -> None:
    _, workings = demo(phase)
    assert [name for name, w in workings.items() if not w.steps] == []
    # A category in which nothing can move has no process to name.
    assert [n for n, w in workings.items() if not w.parts and not w.inputs and w.value] == []


@pytest.mark.parametrize(
    "sum_id",
    ["burnout.low", "burnout.high", "roadmap.hours_freed", "roadmap.cost_freed", "signs.BOG.relief",
     "category.finance.hours", "process.FIN-02.suitability"],
)  # fmt: skip
def test_what_is_said_to_be_added_up_adds_up(sum_id: str) -> None:
    _, workings = demo("discovery")
    parts = [workings[part].value for part in workings[sum_id].parts]
    assert sum((part for part in parts if part is not None), Decimal(0)) == workings[sum_id].value


def test_the_points_of_a_bidder_are_its_criteria_added_up_to_one_decimal() -> None:
    _, workings = demo("vendor_selection")
    total = Decimal(workings["vendor.BLS.points"].value or 0)
    parts = [Decimal(workings[part].value or 0) for part in workings["vendor.BLS.points"].parts]
    assert abs(sum(parts) - total) <= Decimal("0.05")


def test_the_flip_makes_both_bidders_equal() -> None:
    _, workings = demo("vendor_selection")
    facts = workings["flip"].steps[-1].facts
    # Both totals at the weight the report names, which is rounded to a hundredth: so nearly equal, not quite.
    assert abs(Decimal(str(facts["points"])) - Decimal(str(facts["others"]))) <= Decimal("0.02")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("phase", ["discovery", "vendor_selection"])
def test_every_working_can_be_said_in_both_languages(phase: str, language: str) -> None:
    _, workings = demo(phase)
    speaker = Speaker(language)
    for working in workings.values():
        said = "\n".join(working_lines(working, workings, speaker))
        assert said.startswith(working.figure_id)
        assert not re.search(r"\{\w+\}", said)
    assert len(index_lines(workings.values(), speaker)) == len(workings)


def test_a_working_reads_as_in_the_handbook() -> None:
    _, workings = demo("discovery")
    said = working_lines(workings["burnout.absence.low"], workings, SPEAKER)
    assert said[:2] == [
        "burnout.absence.low · Absence, low end: DKK 960,000",
        "  120 employees x DKK 8,000 = DKK 960,000.",
    ]
    assert "Rule: article, section 1." in said


def test_cells_stand_as_ranges_of_their_column() -> None:
    case = demo_discovery()
    team, *others = case.rows.teams
    places = Sources(
        titles={"Team": "Teams"},
        columns={"Team": {"headcount": "C"}},
        numbers={team: 9, others[0]: 2, others[1]: 3, others[2]: 4},
    )
    source = places.of(type(team), [team, *others[:3]], "headcount")
    assert (source.place, source.rows, source.cells) == ("Teams", 4, ("C2:C4", "C9"))


def test_a_difference_from_the_record_is_told() -> None:
    assert difference_line(()) is None
    assert "roadmap, baselines" in str(difference_line(("roadmap", "baselines")))


def test_every_cost_line_and_every_scale_is_told() -> None:
    _, workings = demo("discovery")
    assert {f"burnout.{kind.value}.low" for kind in CostKind} <= set(workings)
    assert {f"process.FIN-02.points.{scale.value}" for scale in Scale} <= set(workings)
