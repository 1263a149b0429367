"""Statuses in the sheet tabs: symbol and word in the reader's language, colour by rule, numbers still numbers."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.reasons import Reason
from domain.workbook.cells import CellLook, ColumnFormat, TabContent
from reports.documents import SYMBOLS, Marked, Section, Table, TableColumn
from reports.drawings import Status
from reports.forms.html import pages
from reports.forms.sheet_tabs import PALETTE, tab_contents
from tests.reports.forms.html.test_pages import HOSTILE, document

LOOKS: tuple[Status, ...] = ("good", "warning", "bad", "neutral", "unmeasured")


def tab_of(language: str = "en", **changes: Any) -> TabContent:
    """The tab of a table with one row per status."""
    table = Table(
        caption=Reason("Breaches"),
        columns=(TableColumn(Reason("Ticket")), TableColumn(Reason("Achieved"), "percent")),
        rows=tuple((f"NOG-{number}", Decimal("0.5")) for number in range(5)),
        tab=Reason("Breaches"),
        statuses=LOOKS,
    )
    made = replace(document(), sections=(Section(Reason("Breaches"), (), (replace(table, **changes),)),))
    (tab,) = tab_contents(made, language)
    return tab


def column(tab: TabContent, place: int) -> list[Any]:
    """A column under the header."""
    return [row[place] for row in tab.rows[tab.header_row + 1 :]]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["✔ in order", "▲ watch", "✘ not in order", "–", "○ not measured"]),
        ("da", ["✔ i orden", "▲ hold øje", "✘ ikke i orden", "–", "○ ikke målt"]),
    ],
)
def test_a_row_says_its_status_in_symbol_and_word(language: str, said: list[str]) -> None:
    tab = tab_of(language)
    assert tab.rows[tab.header_row][0] == "Status"
    assert column(tab, 0) == said
    assert len(tab.formats) == 3


@pytest.mark.parametrize(("language", "said"), [("en", "✘ missed"), ("da", "✘ misset")])
def test_a_table_may_have_words_of_its_own(language: str, said: str) -> None:
    tab = tab_of(language, words=(("bad", Reason("missed")),))
    assert column(tab, 0)[2] == said


def test_a_column_that_says_the_status_already_gets_the_symbol_and_no_twin() -> None:
    columns = (TableColumn(Reason("Ticket")), TableColumn(Reason("Status")))
    rows = tuple(("NOG-1", Reason("met (few tickets)")) for _ in LOOKS)
    tab = tab_of("da", columns=columns, rows=rows)
    assert tab.rows[tab.header_row] == ("Sag", "Status")
    assert column(tab, 1) == [f"{SYMBOLS[look]} opfyldt (få sager)" for look in LOOKS]
    assert {rule.column for rule in tab.rules} == {1}


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_judged_status_has_one_rule_and_fits_no_other(language: str) -> None:
    tab = tab_of(language)
    fits = [[rule.ink for rule in tab.rules if cell.startswith(rule.begins)] for cell in column(tab, 0)]
    assert fits == [[] if look == "neutral" else [PALETTE[look][0]] for look in LOOKS]


def test_a_table_without_statuses_has_no_rule_and_no_column_for_them() -> None:
    tab = tab_of(statuses=())
    assert (tab.rules, tab.rows[tab.header_row]) == ((), ("Ticket", "Achieved"))


def test_an_empty_table_says_so_under_its_headings() -> None:
    tab = tab_of(rows=(), statuses=())
    assert column(tab, 0) == ["Nothing to show."]


MARKED = [
    (Marked(Decimal("0.667"), "bad"), "percent", 0.667, '"✘ "0.0%'),
    (Marked(Decimal("0.667"), "warning", Reason("missed")), "percent", 0.667, '"▲ "0.0%" misset"'),
    (Marked(3, "good"), "text", 3, '"✔ "#,##0'),
    (Marked(date(2026, 10, 1), "bad"), "text", 46296, '"✘ "yyyy-mm-dd'),
    (Marked(5400, "good"), "duration", 1.5, '"✔ "#,##0.00'),
    (Marked(None, "unmeasured", Reason("not measured")), "percent", "○ ikke målt", None),
    (Marked(HOSTILE[2], "bad"), "text", f"✘ {HOSTILE[2]}", None),
    (Marked(True, "good"), "text", "✔ ja", None),
]


@pytest.mark.parametrize(("value", "kind", "cell", "pattern"), MARKED)
def test_a_marked_cell_keeps_its_number_and_shows_symbol_and_colour(
    value: Marked, kind: Any, cell: Any, pattern: str | None
) -> None:
    tab = tab_of("da", columns=(TableColumn(Reason("Used"), kind),), rows=((value,),), statuses=())
    assert column(tab, 0) == [cell]
    (look,) = tab.looks
    assert (look.row, look.column, look.ink) == (tab.header_row + 1, 0, PALETTE[value.status][0])
    assert (look.shown and look.shown.pattern) == pattern


def test_marks_stand_right_of_the_added_status_column() -> None:
    rows = tuple(("NOG-1", Marked(Decimal("0.5"), "bad")) for _ in LOOKS)
    tab = tab_of(rows=rows)
    shown = ColumnFormat("PERCENT", '"✘ "0.0%', 130)
    assert tab.looks[0] == CellLook(tab.header_row + 1, 2, PALETTE["bad"][0], shown)
    assert len(tab.looks) == 5


def test_nothing_measured_and_nothing_said_is_an_empty_cell() -> None:
    tab = tab_of(columns=(TableColumn(Reason("Used")),), rows=((Marked(None, "neutral"),),), statuses=())
    assert (column(tab, 0), tab.looks) == ([None], ())


@pytest.mark.parametrize(("language", "said"), [("en", "which writes over it"), ("da", "som skriver oven i den")])
def test_the_notice_says_who_made_the_tab_and_that_it_is_written_over(language: str, said: str) -> None:
    notice = tab_of(language).notice
    assert "outsourcing-rollout" in notice
    assert said in notice


def test_the_colours_are_those_of_the_page() -> None:
    page = (Path(pages.__file__).parent / "templates" / "look.css.j2").read_text(encoding="utf-8")
    light = page.partition("@media")[0]
    for look in ("good", "warning", "bad", "neutral"):
        found = tuple(re.search(rf"--{look}{end}: #(\w+);", light)[1].upper() for end in ("", "-bg"))  # type: ignore[index]
        assert found == PALETTE[look]
