"""Reading tabs: good rows become records, bad ones findings with their cells, and records written read back."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.workbook.names import normalised
from connectors.workbook.reading import read_tab
from domain.problems import ConfigurationRefused
from domain.workbook.bidders import Vendor
from domain.workbook.cells import Cell, TabCells, serial_from_date
from domain.workbook.fields import MONTH_PATTERN
from domain.workbook.people import WorkMonth
from domain.workbook.processes import Process
from domain.workbook.tables import Choice, Row, base_type, columns_of, words_of
from domain.workbook.tabs import ALL_TABS
from domain.workbook.wording import Wording
from reports.catalogues.reading import LOCALES, wording
from tests.connectors.workbook.lines import GOOD, HEADER, Line, read, said

DANISH = wording("da")


def test_a_good_row_is_read_with_its_types() -> None:
    reading = read(HEADER, GOOD)
    assert reading.rows == (
        Line(line_id="A-1", name="Bogføring", amount=Decimal("1234.50"), pieces=3, due_on=date(2025, 12, 9)),
    )
    assert reading.findings == ()
    assert (reading.rows_seen, reading.blank_rows, reading.rejected_rows, reading.coverage) == (1, 0, 0, Decimal(1))


def test_every_figure_can_name_its_cell() -> None:
    reading = read(("Overskrift",), (), HEADER, (), GOOD)
    assert reading.row_numbers == (5,)
    assert reading.address(0, "amount") == "Linjer!C5"
    assert reading.address(0) == "Linjer!A5"


def test_title_lines_above_the_header_are_passed_over() -> None:
    titles: list[tuple[Cell, ...]] = [("Nordlys Regnskab A/S",), (), ("Navn", "oversigt")]
    assert len(read(*titles, HEADER, GOOD).rows) == 1


@pytest.mark.parametrize("rows", [(), ((), ()), (("", None),)])
def test_an_empty_tab_is_rejected_not_read_as_zero_rows(rows: tuple[tuple[Cell, ...], ...]) -> None:
    reading = read(*rows)
    assert reading.rejected
    assert str(reading.findings[0].reason) == "The tab is empty"
    assert reading.findings[0].address == "Linjer"


def test_a_header_without_rows_is_no_data_and_not_full_coverage() -> None:
    reading = read(HEADER)
    assert not reading.rejected
    assert reading.coverage is None


def test_blank_rows_between_are_skipped_and_counted_and_those_after_the_end_are_not() -> None:
    reading = read(HEADER, (), GOOD, (None, "  ", "\u00a0"), ("A-2", *GOOD[1:]), (), ())
    assert reading.row_numbers == (3, 5)
    assert reading.blank_rows == 2


def test_copied_down_zeros_and_unticked_boxes_are_blank_rows() -> None:
    reading = read(HEADER, GOOD, (None, "", 0, False, None), (None, None, 0.0, 0, None))
    assert len(reading.rows) == 1
    assert reading.rejected_rows == 0


def test_a_row_with_content_but_without_its_key_is_rejected() -> None:
    reading = read(HEADER, (None, "Bogføring", 0, 0, None))
    assert said(reading) == [("A2", "row_rejected")]
    assert str(reading.findings[0].reason) == "The cell is empty"


@pytest.mark.parametrize("word", ["Total", "I alt", "SUM", "i alt:", "Grand total"])
def test_a_totals_row_is_left_out_with_a_note(word: str) -> None:
    for cells in ((word, None, 1234.5, 3), (None, word, 1234.5, 3)):
        reading = read(HEADER, GOOD, cells)
        assert len(reading.rows) == 1
        assert reading.rows_seen == 1
        assert [f.severity for f in reading.findings] == ["note"]
        assert reading.coverage == 1


def test_a_name_that_only_begins_like_a_total_is_a_row() -> None:
    assert len(read(HEADER, ("T-1", "Total Energies", 1, 1)).rows) == 1


def test_the_later_of_two_rows_with_one_key_is_rejected_and_names_the_first() -> None:
    reading = read(HEADER, GOOD, ("A-1", "En anden", 5, 1, None))
    assert [row.name for row in reading.rows] == ["Bogføring"]
    assert said(reading) == [("A3", "row_rejected")]
    assert str(reading.findings[0].reason) == "A-1 is already in A2"


def test_a_key_of_several_columns_is_compared_as_a_whole() -> None:
    header: tuple[Cell, ...] = tuple(DANISH.heading(column) for column in columns_of(WorkMonth).values())
    rows: list[tuple[Cell, ...]] = [("2026-10", "T1", 0.1, 1, 1, 1, 1), ("2026-10", "T2", 0.1, 1, 1, 1, 1)]
    # 46300 is 2026-10-05: the same month written as a date.
    rows.append((46300, "T1", 0.1, 1, 1, 1, 1))
    reading = read_tab(TabCells("Arbejdsmåneder", 1, (header, *rows)), WorkMonth, locale="da_DK", wording=DANISH)
    assert [(r.month, r.team_id) for r in reading.rows] == [("2026-10", "T1"), ("2026-10", "T2")]
    assert str(reading.findings[0].reason) == "2026-10 / T1 is already in A2"


def test_a_row_is_rejected_once_with_a_finding_for_each_bad_cell() -> None:
    reading = read(HEADER, ("A 1", "Bogføring", "12.50", "tre", "31-06-2026"), ("A-2", *GOOD[1:]))
    assert sorted(said(reading)) == [(f"{column}2", "row_rejected") for column in "ACDE"]
    assert (reading.rejected_rows, reading.rows_seen, reading.coverage) == (1, 2, Decimal("0.5"))


def test_a_short_row_has_empty_cells_at_its_end() -> None:
    reading = read(HEADER, ("A-1", "Bogføring"))
    assert said(reading) == [("C2", "row_rejected"), ("D2", "row_rejected")]


def test_a_long_value_is_cut_in_its_finding() -> None:
    assert len(read(HEADER, ("A-1", "n", "x" * 5000, 1)).findings[0].value) == 80


def test_text_that_looks_like_a_formula_or_markup_stays_text() -> None:
    for text in ('=HYPERLINK("http://x")', "+45 12 34", "@SUM(1)", "<script>", "{{ 7*7 }}"):
        assert read(HEADER, ("A-1", text, 1, 1)).rows[0].name == text


@pytest.mark.parametrize(
    ("below", "row"),
    [((), 2), ((GOOD,), 3), ((GOOD, (None, "", "")), 3), ((GOOD, ("A-2", "n", "many")), 4), ((("I alt", None, 3),), 3)],
)
def test_the_next_free_row_is_under_everything_that_stands_there(below: tuple[tuple[Cell, ...], ...], row: int) -> None:
    assert read(HEADER, *below).next_row == row


def test_an_unknown_locale_is_a_setting_to_mend() -> None:
    with pytest.raises(ConfigurationRefused, match="xx_YY"):
        read(HEADER, GOOD, locale="xx_YY")


def _metadata(model: type[Row], name: str, attribute: str, default: Any) -> Any:
    found = [
        getattr(m, attribute) for m in model.model_fields[name].metadata if getattr(m, attribute, None) is not None
    ]
    return found[0] if found else default


def _values(model: type[Row], name: str) -> st.SearchStrategy[Any]:
    kind, optional = base_type(model.model_fields[name])
    strategy: st.SearchStrategy[Any]
    if _metadata(model, name, "pattern", "") == MONTH_PATTERN:
        strategy = st.dates(date(1990, 1, 1), date(2199, 12, 31)).map(lambda day: f"{day:%Y-%m}")
    elif issubclass(kind, Enum):
        strategy = st.sampled_from(list(kind))
    elif kind is bool:
        strategy = st.booleans()
    elif kind is int:
        strategy = st.integers(_metadata(model, name, "ge", 0), _metadata(model, name, "le", 10**9))
    elif kind is Decimal:
        low, high = _metadata(model, name, "ge", 1), _metadata(model, name, "le", 5 if optional else 10**11)
        strategy = st.decimals(low, high, places=_metadata(model, name, "decimal_places", 4))
    elif kind is date:
        strategy = st.dates(date(1990, 1, 1), date(2199, 12, 31))
    elif _metadata(model, name, "pattern", ""):
        strategy = st.from_regex(r"[A-Za-z][A-Za-z0-9._/\-]{0,30}", fullmatch=True)
    else:
        strategy = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=60).map(str.strip)
    words = words_of(model.model_fields[name])
    strategy = strategy if words is None else strategy | st.sampled_from(list(words))
    return (st.none() | strategy) if optional else strategy


def _plain_text(value: object) -> bool:
    """Not one of the few words a sheet cannot hold as a text: blanks, error cells, totals."""
    text = str(value).strip()
    return bool(text) and not text.startswith("#") and normalised(text) not in {"total", "sum", "i alt", "loading"}


@st.composite
def records(draw: st.DrawFn) -> Row:
    model = draw(st.sampled_from(ALL_TABS))
    values = {name: draw(_values(model, name)) for name in model.model_fields}
    if not all(_plain_text(value) for value in values.values() if isinstance(value, str)):
        values = {
            name: ("ord" if isinstance(value, str) and not _plain_text(value) else value)
            for name, value in values.items()
        }
    return model.model_validate(values)


def _cell(value: object, words: Wording) -> Cell:
    match value:
        case bool() | int() | None:
            return value
        case Choice():
            return words.choice(value)
        case Decimal():
            return float(value)
        case date():
            return serial_from_date(value)
    return str(value)


@given(records(), st.sampled_from(list(LOCALES)), st.sampled_from(["da_DK", "en_US"]))
def test_any_record_written_as_cells_reads_back_equal(record: Row, language: str, locale: str) -> None:
    header = tuple(wording(language).heading(column) for column in columns_of(type(record)).values())
    cells = tuple(_cell(getattr(record, name), wording(language)) for name in type(record).model_fields)
    reading = read_tab(TabCells("T", 0, (header, cells)), type(record), locale=locale, wording=wording(language))
    assert reading.findings == ()
    assert reading.rows == (record,)


def test_the_models_of_the_workbook_read_their_own_headers() -> None:
    for model in (Process, Vendor):
        header: tuple[Cell, ...] = tuple(column.english for column in columns_of(model).values())
        assert not read_tab(TabCells("T", 0, (header,)), model, locale="en_US", wording=DANISH).rejected


# --- remedies are in the rollout's language, whatever language the workbook is written in ---


@pytest.mark.parametrize(
    ("language", "field", "cell", "remedy"),
    [
        ("en", "category", "økonomi", "Write one of: Administration, Finance & accounting, Marketing & creative, "
         "IT & technical support, Customer service, Research & data analysis"),
        ("da", "category", "økonomi", "Write one of: Administration, Finans & Regnskab, Marketing & Kreativ, "
         "IT & Teknisk support, Kundeservice, Research & Dataanalyse"),
        ("en", "core", "maybe", "Write yes or no, or use a checkbox"),
        ("da", "core", "maybe", "Write ja or nej, or use a checkbox"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("headers", LOCALES)
def test_remedies_are_in_the_rollouts_language_whatever_the_headers(
    language: str, field: str, cell: Cell, remedy: str, headers: str
) -> None:
    fields = columns_of(Process)
    good: dict[str, Cell] = dict.fromkeys(fields, 1) | {
        "process_id": "P-1", "name": "Bogføring", "category": "finance", "team_id": "T", "core": True,
    }  # fmt: skip
    header = tuple(wording(headers).heading(column) for column in fields.values())
    cells = tuple((good | {field: cell})[name] for name in fields)
    reading = read_tab(TabCells("P", 0, (header, cells)), Process, locale="en_US", wording=wording(language))
    assert [str(finding.remedy) for finding in reading.findings] == [remedy]


@pytest.mark.parametrize(
    ("language", "remedy"),
    [("en", "Add a column with the header Core task"), ("da", "Add a column with the header Kerneopgave")],
)
def test_a_missing_column_is_named_in_the_rollouts_language(language: str, remedy: str) -> None:
    header = tuple(column.english for name, column in columns_of(Process).items() if name != "core")
    reading = read_tab(TabCells("P", 0, (header,)), Process, locale="en_US", wording=wording(language))
    assert [str(finding.remedy) for finding in reading.findings] == [remedy]
