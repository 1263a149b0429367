"""One cell as its column's value, and numbers by locale.

Bad inputs are those of the review pack's list of 40 (section 5, "40 bad inputs / faults and the right outcome").
"""

import contextlib
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.workbook.column_readers import column_readers
from connectors.workbook.names import KnownWords
from connectors.workbook.typed_numbers import DateReader, NumberReader, parsed_locale
from connectors.workbook.values import CellRefused, CellValue, ColumnReader
from domain.workbook.cells import Cell, serial_from_date
from domain.workbook.fields import Amount, Count, Month, Name, Share
from domain.workbook.processes import Category
from domain.workbook.tables import Column, Row
from reports.catalogues.reading import wording


class Kinds(Row):
    """One field of each kind."""

    text: Annotated[Name, Column("t")]
    amount: Annotated[Amount, Column("a")]
    count: Annotated[Count, Column("c")]
    share: Annotated[Share, Column("s")]
    flag: Annotated[bool, Column("f")]
    day: Annotated[date, Column("d")]
    month: Annotated[Month, Column("m")]
    category: Annotated[Category, Column("k")]
    note: Annotated[str | None, Column("n")] = None


def reader(field: str, locale: str = "da_DK", language: str = "da") -> ColumnReader:
    return column_readers(Kinds, parsed_locale(locale), KnownWords(wording(language)))[field]


def value(field: str, cell: Cell, locale: str = "da_DK") -> Any:
    return reader(field, locale).read(cell).value


def refused(field: str, cell: Cell, locale: str = "da_DK") -> tuple[str, str]:
    with pytest.raises(CellRefused) as caught:
        reader(field, locale).read(cell)
    return str(caught.value.reason), str(caught.value.remedy)


@pytest.mark.parametrize(
    ("field", "cell", "wanted"),
    [
        ("amount", 1234.5, Decimal("1234.50")),
        ("amount", 0, Decimal(0)),
        ("amount", 0.1 + 0.2, Decimal("0.30")),
        ("amount", -5, Decimal(-5)),
        ("count", 12, 12),
        ("count", 12.0, 12),
        ("share", 0.025, Decimal("0.025")),
        ("flag", True, True),
        ("flag", False, False),
        ("flag", "ja", True),
        ("flag", " Nej ", False),
        ("flag", "YES", True),
        ("flag", "no", False),
        ("flag", "x", True),
        ("flag", "X", True),
        ("flag", "SAND", True),
        ("flag", "FALSE", False),
        ("text", " Bogføring\u00a0", "Bogføring"),
        ("text", "0012", "0012"),
        ("text", 12, "12"),
        ("text", 12.0, "12"),
        ("text", "#1 i køen", "#1 i køen"),
        ("day", 43831, date(2020, 1, 1)),
        ("month", "2026-10", "2026-10"),
        ("month", serial_from_date(date(2026, 10, 31)), "2026-10"),
        ("month", "2026-10-05", "2026-10"),
        ("month", "05-10-2026", "2026-10"),
        ("category", "finance", Category.FINANCE),
        ("category", "Finans & Regnskab", Category.FINANCE),
        ("category", "finans og regnskab", Category.FINANCE),
        ("category", "Finance and accounting", Category.FINANCE),
        ("category", "IT & Teknisk support", Category.IT),
        ("category", "Kundeservice", Category.CUSTOMER_SERVICE),
        ("category", "Research & Dataanalyse", Category.RESEARCH),
        ("category", "Marketing & Kreativ", Category.MARKETING),
        ("category", "ADMINISTRATION", Category.ADMINISTRATION),
        ("note", None, None),
        ("note", "  ", None),
    ],
)
def test_a_cell_is_read_as_its_column_wants(field: str, cell: Cell, wanted: object) -> None:
    read = reader(field).read(cell)
    assert read == CellValue(wanted)
    assert type(read.value) is type(wanted)


@pytest.mark.parametrize(
    ("locale", "text", "number"),
    [
        ("da_DK", "1.234,50", "1234.50"),
        ("da_DK", "1.234", "1234"),
        ("da_DK", "1234,5", "1234.5"),
        ("da_DK", "-1.234,50", "-1234.50"),
        ("da_DK", "−5", "-5"),
        ("da_DK", "+5", "5"),
        ("da_DK", " 12 ", "12"),
        ("en_US", "1,234.50", "1234.50"),
        ("en_US", "12.50", "12.50"),
        ("en_GB", "1,234", "1234"),
        ("de_DE", "1.234,50", "1234.50"),
        ("sv_SE", "1 234,50", "1234.50"),
        ("fr_FR", "1\u00a0234,5", "1234.5"),
    ],
)
def test_a_number_stored_as_text_is_read_by_the_workbooks_locale_and_noted(locale: str, text: str, number: str) -> None:
    read = reader("amount", locale).read(text)
    assert read.value == Decimal(number)
    assert read.note is not None
    assert str(read.note[0]) == "The number is stored as text"


@pytest.mark.parametrize(
    ("locale", "text", "suggestion"),
    [
        ("da_DK", "12.50", "12,5"),
        ("da_DK", "1,234.50", "1.234,5"),
        ("da_DK", "0.5", "0,5"),
        ("en_US", "1.234,50", "1,234.5"),
        ("en_US", "12,5", "12.5"),
        ("fr_FR", "12.50", "12,5"),
    ],
)
def test_a_number_written_by_another_locale_is_refused_with_a_hint(locale: str, text: str, suggestion: str) -> None:
    reason, remedy = refused("amount", text, locale)
    assert locale in reason
    assert f"If it is meant as {suggestion}, write that" in remedy


@pytest.mark.parametrize(
    "cell",
    [
        "nan",
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "1e5",
        "1E5",
        "0x10",
        "1_000",
        "١٢",
        "１２",
        "12 stk",
        "1.234,50 kr.",
        "tolv",
        *("1..2", "--5", "5-", "1,2,3", ",", ".", "-", "1" * 41, True, False, float("nan"), float("inf"), "=1+1", "½"),
    ],
)
@pytest.mark.parametrize("field", ["amount", "count", "share"])
@pytest.mark.parametrize("locale", ["da_DK", "en_US"])
def test_what_is_no_plain_number_is_refused_for_money_counts_and_shares(field: str, locale: str, cell: Cell) -> None:
    reason, remedy = refused(field, cell, locale)
    assert "pydantic" not in reason + remedy


@pytest.mark.parametrize(
    "cell", ["#REF!", "#N/A", "#I/T", "#VALUE!", "#VÆRDI!", "#DIV/0!", "#NUM!", "#NAME?", "#ERROR!"]
)
@pytest.mark.parametrize("field", ["amount", "text", "day", "flag", "note", "category", "month"])
def test_error_cells_are_refused_in_every_column(field: str, cell: str) -> None:
    assert refused(field, cell)[0] == "The cell shows a formula error"


@pytest.mark.parametrize("cell", ["Loading...", "Indlæser...", "Indlæser…", "loading", " Indlæser "])
def test_cells_still_being_computed_are_refused(cell: str) -> None:
    assert refused("text", cell)[0] == "The cell shows a formula error"


@pytest.mark.parametrize("field", ["amount", "text", "day", "flag", "month", "category", "count", "share"])
@pytest.mark.parametrize("cell", [None, "", "   ", "\u00a0"])
def test_a_blank_required_cell_is_refused_never_read_as_zero_or_no(field: str, cell: Cell) -> None:
    assert refused(field, cell)[0] == "The cell is empty"


@pytest.mark.parametrize("cell", [12.5, "12,5", 0.1])
def test_a_count_is_a_whole_number(cell: Cell) -> None:
    assert "not a whole number" in refused("count", cell)[0]


def test_a_formulas_endless_decimals_are_rounded_half_up_and_noted() -> None:
    read = reader("amount").read(12.345)
    assert read.value == Decimal("12.35")
    assert read.note is not None
    assert str(read.note[0]) == "The number was rounded to 2 decimals"


@pytest.mark.parametrize(
    ("cell", "share"),
    [("2,5 %", "0.025"), ("2,5%", "0.025"), ("100 %", "1"), ("0,025", "0.025"), ("2,5\u00a0%", "0.025")],
)
def test_a_percentage_as_text_is_a_share(cell: str, share: str) -> None:
    assert value("share", cell) == Decimal(share)


def test_a_percentage_in_a_money_column_is_refused() -> None:
    assert "percentage" in refused("amount", "2,5 %")[0]


@pytest.mark.parametrize(
    ("locale", "text", "day"),
    [
        ("da_DK", "03-04-2026", date(2026, 4, 3)),
        ("da_DK", "3.4.2026", date(2026, 4, 3)),
        ("da_DK", "03/04/2026", date(2026, 4, 3)),
        ("en_US", "03/04/2026", date(2026, 3, 4)),
        ("en_GB", "03/04/2026", date(2026, 4, 3)),
        ("sv_SE", "2026/04/03", date(2026, 4, 3)),
        ("da_DK", "2026-04-03", date(2026, 4, 3)),
        ("en_US", "2026-04-03", date(2026, 4, 3)),
    ],
)
def test_a_date_stored_as_text_is_read_as_iso_or_in_the_locales_order_and_noted(
    locale: str, text: str, day: date
) -> None:
    read = reader("day", locale).read(text)
    assert read.value == day
    assert read.note is not None


@pytest.mark.parametrize(
    "cell",
    [
        "31-06-2026",
        "2026-02-30",
        "31-13-2026",
        "12-31-2026",
        "03-04-26",
        "2026.04.03",
        "3-4/2026",
        "april",
        "0001-01-01",
        *("٠٣-٠٤-٢٠٢٦", 2026, 202610, 20261005, -5, 1e12, True, float("nan"), "46000"),
    ],
)
def test_impossible_and_ambiguous_dates_are_refused(cell: Cell) -> None:
    assert "not a date" in refused("day", cell)[0]


def test_a_time_of_day_is_left_out_with_a_note() -> None:
    read = reader("day").read(43831.5)
    assert read.value == date(2020, 1, 1)
    assert read.note is not None


@pytest.mark.parametrize("cell", ["2026-13", "10-2026", "oktober", 202610, 2026, "2026-1", True, "٢٠٢٦-١٠"])
def test_what_is_no_month_is_refused(cell: Cell) -> None:
    assert refused("month", cell)[0] == "The cell is not a month"


@pytest.mark.parametrize("cell", [1, 0, 1.0, "måske", "1", "-"])
def test_what_is_neither_yes_nor_no_is_refused_in_the_readers_language(cell: Cell) -> None:
    assert "ja" in refused("flag", cell)[1]
    with pytest.raises(CellRefused) as caught:
        reader("flag", language="en").read(cell)
    assert "yes" in str(caught.value.remedy)


@pytest.mark.parametrize("cell", ["Finans", "", 1, True, "økonomi"])
def test_an_unknown_choice_is_refused(cell: Cell) -> None:
    refused("category", cell)


def test_an_unknown_choice_lists_the_choices_in_the_readers_language() -> None:
    assert "Finans & Regnskab" in refused("category", "økonomi")[1]


@pytest.mark.parametrize("cell", [1.5, True, 10**400, 1e300, float("inf"), 2.0**60])
def test_a_number_that_is_no_id_is_refused_as_text(cell: Cell) -> None:
    refused("text", cell)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_any_amount_written_the_danish_way_reads_back_equal(number: Decimal) -> None:
    text = format_decimal(number, locale="da_DK", decimal_quantization=False)
    assert NumberReader(parsed_locale("da_DK")).read(text) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
@pytest.mark.parametrize("locale", ["da_DK", "en_US", "en_GB", "de_DE", "sv_SE", "fr_FR"])
def test_any_number_written_by_a_locale_reads_back_equal_in_it(locale: str, number: Decimal) -> None:
    numbers = NumberReader(parsed_locale(locale))
    assert numbers.read(numbers.write(number)) == number


@given(st.text(max_size=30))
@example("1" + 28 * "0")
def test_no_text_makes_a_reader_fail_in_another_way_than_refusing(text: str) -> None:
    for column in column_readers(Kinds, parsed_locale("da_DK"), KnownWords(wording("da"))).values():
        with contextlib.suppress(CellRefused):
            assert isinstance(column.read(text), CellValue)


@given(st.floats() | st.integers() | st.booleans())
def test_no_number_makes_a_reader_fail_in_another_way_than_refusing(cell: float) -> None:
    for column in column_readers(Kinds, parsed_locale("da_DK"), KnownWords(wording("da"))).values():
        with contextlib.suppress(CellRefused):
            assert isinstance(column.read(cell), CellValue)


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_any_date_written_in_danish_order_reads_back_equal(day: date) -> None:
    assert DateReader(parsed_locale("da_DK")).read(f"{day:%d-%m-%Y}") == day
