"""What cells show, and what typed text becomes.

en_US figures marked [R] are recorded behaviour of the real service; da_DK is documentation and CLDR, never recorded.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.sheets.cells.entered import Entered, entered, formula_from_locale, formula_to_locale, hyperlink_label
from sandbox.sheets.cells.locales import sheet_locale
from sandbox.sheets.cells.shown import is_date_pattern, shown

EN, DA = sheet_locale("en_US"), sheet_locale("da_DK")


@pytest.mark.parametrize(
    ("value", "pattern", "english", "danish"),
    [
        (1234.5, "#,##0.00", "1,234.50", "1.234,50"),
        (12.5, "General", "12.5", "12,5"),
        (7.0, "General", "7", "7"),
        (1 / 3, "General", "0.3333333333", "0,3333333333"),
        (0.1 + 0.2, "General", "0.3", "0,3"),
        (0.5, "0%", "50%", "50%"),
        (0.1234, "0.0%", "12.3%", "12,3%"),
        (-5, "#,##0;(#,##0)", "(5)", "(5)"),
        (-1234.5, "#,##0.00", "-1,234.50", "-1.234,50"),
        (-0.001, "0.00", "0.00", "0,00"),
        (2.675, "0.00", "2.68", "2,68"),
        (0, "#,##0;-#,##0;-", "-", "-"),
        (43831, "yyyy-mm-dd", "2020-01-01", "2020-01-01"),
        (43831, "d. mmmm yyyy", "1. January 2020", "1. januar 2020"),
        (43831.75, "m/d/yyyy h:mm AM/PM", "1/1/2020 6:00 PM", "1/1/2020 6:00 PM"),
        (43831.4375, "hh:mm", "10:30", "10:30"),
        (0.4375, "h:mm:ss", "10:30:00", "10:30:00"),
        (1.5, "[h]:mm", "36:00", "36:00"),
        (250000, '#,##0.00" kr."', "250,000.00 kr.", "250.000,00 kr."),
        (1234567, "0.00E+00", "1.23E+06", "1,23E+06"),
        (True, "General", "TRUE", "SAND"),
        ("tekst", "#,##0", "tekst", "tekst"),
        (None, "0.00", "", ""),
        ("#REF!", "General", "#REF!", "#REF!"),
    ],
)
def test_values_are_shown_by_pattern_and_locale(value: object, pattern: str, english: str, danish: str) -> None:
    assert shown(value, pattern, EN) == english  # type: ignore[arg-type]
    assert shown(value, pattern, DA) == danish  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0042", Entered(42)),  # [R]
        ("2,000,000.01", Entered(2000000.01, "#,##0.00")),  # [R]
        ("2020-01-01", Entered(43831, "yyyy-mm-dd")),  # [R]
        ("1/2/2020", Entered(43832, "m/d/yyyy")),
        ("50%", Entered(0.5, "0%")),
        ("$1,234.50", Entered(1234.5, "$#,##0.00")),
        ("true", Entered(True)),
        ("=SUM(A1:A3)", Entered("=SUM(A1:A3)", is_formula=True)),
        ("'0042", Entered("0042")),
        ("12,5", Entered("12,5")),
        ("NB-1", Entered("NB-1")),
        ("1.2.3", Entered("1.2.3")),
        ("=", Entered("=")),
        ("2020-02-30", Entered("2020-02-30")),
        ("10:30 PM", Entered(0.9375, "h:mm:ss AM/PM")),
        ("2020-01-01 12:00", Entered(43831.5, "yyyy-mm-dd hh:mm:ss")),
        (" spaced ", Entered(" spaced ")),
    ],
)
def test_english_text_is_read_as_a_person_typed_it(text: str, expected: Entered) -> None:
    assert entered(text, EN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5", Entered(12.5)),
        ("1.234,56", Entered(1234.56, "#,##0.00")),
        ("12.500", Entered(12500, "#,##0")),
        ("31-12-2026", Entered(46387, "dd-mm-yyyy")),
        ("31/12/2026", Entered(46387, "dd-mm-yyyy")),
        ("250.000,00 kr.", Entered(250000, '#,##0.00" kr."')),
        ("SAND", Entered(True)),
        ("10.30", Entered(0.4375, "hh.mm.ss")),
        ("2,000,000.01", Entered("2,000,000.01")),
        ("32-12-2026", Entered("32-12-2026")),
    ],
)
def test_danish_text_is_read_by_danish_rules(text: str, expected: Entered) -> None:
    assert entered(text, DA) == expected


@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 2)), st.sampled_from([EN, DA]))
def test_a_shown_amount_reads_back_as_itself(amount: float, locale: object) -> None:
    assert entered(shown(amount, "#,##0.00", locale), locale).value == amount  # type: ignore[arg-type]


@given(st.integers(20000, 80000), st.sampled_from([EN, DA]))
def test_a_shown_date_reads_back_as_itself(serial: int, locale: object) -> None:
    assert entered(shown(serial, locale.date_pattern, locale), locale).value == serial  # type: ignore[arg-type,attr-defined]


def test_formulas_keep_their_strings_across_locales() -> None:
    typed = "=IF(A1>0,5;\"a;b,c\";'Fane, 1'!B2)"
    stored = formula_from_locale(typed, DA)
    assert stored == "=IF(A1>0.5,\"a;b,c\",'Fane, 1'!B2)"
    assert formula_to_locale(stored, DA) == typed
    assert formula_from_locale(typed, EN) == typed


def test_links_show_their_label() -> None:
    assert hyperlink_label('=HYPERLINK("https://x.example/a","Se ""NB-1""")') == 'Se "NB-1"'
    assert hyperlink_label('=HYPERLINK("https://x.example/a")') == "https://x.example/a"
    assert hyperlink_label("=SUM(A1:A2)") is None


@pytest.mark.parametrize(
    ("pattern", "is_date"),
    [
        ("dd-mm-yyyy", True),
        ("h:mm", True),
        ("[h]:mm", True),
        ("0.00", False),
        ('#,##0" dage"', False),
        ("General", False),
        ("[Red]0.00", False),
        ("@", False),
    ],
)
def test_date_patterns_are_told_from_numbers(pattern: str, is_date: bool) -> None:
    assert is_date_pattern(pattern) is is_date
