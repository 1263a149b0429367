"""The workbook bidders fill in: what is typed into it reads back as rows, and it checks what it can."""

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from connectors.workbook.reading import read_tab
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import OfferedLevel, PriceUnit, Vendor
from domain.workbook.cells import Cell, TabCells, serial_from_date
from domain.workbook.tables import Row, columns_of
from domain.workbook.wording import NO, YES
from reports.catalogues.reading import LOCALES, wording
from reports.vendor_selection.tender.invitation import Invitation
from reports.vendor_selection.tender.template import BID_TABS, render_template
from tests.domain.samples import rows as rows
from tests.domain.sla.stories import contract
from tests.reports.vendor_selection.award.samples import line

DANISH = wording("da")

LINE = line("F-1", 1, name="Bogføring").model_copy(
    update={
        "hours_freed": Decimal("90.5"), "volume_per_month": 1_200, "cost_freed": Decimal("271828.00"),
        "cost_per_month": Decimal("314159.00"),
    }
)  # fmt: skip
HANDED_IN: tuple[Row, ...] = (
    rows.vendor("BLS", pilot_proposal=False, index_share=Decimal("0.02"), index_cap_share=Decimal("0.035"),
                first_index_month=12, transition_cost=None),
    rows.certificate("BLS", scope="Løn & bogføring"),
    rows.certificate("BLS", standard="SOC 2"),
    rows.reference("BLS", 1),
    rows.reference("BLS", 2),
    rows.case_study("BLS", result="=2+2 er ikke en formel"),
    rows.price_line("BLS", process_id="F-1", included_per_month=Decimal("1000.00"), price=Decimal("9.50")),
    rows.price_line("BLS", line_id="L2", unit=PriceUnit.ONCE, price=Decimal("24000.00")),
)  # fmt: skip


def invitation(*lines: RoadmapLine, **changed: Any) -> Invitation:
    values: dict[str, Any] = {
        "company": "Nordlys", "contract": contract(), "rules": VendorSelectionRules(), "roadmap": lines or (LINE,),
        "tab_titles": {},
    }  # fmt: skip
    return Invitation(**(values | changed))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def filled(language: str) -> Any:
    """The template as one bidder sends it back."""
    book = opened(render_template(invitation(), language))
    for model in BID_TABS:
        sheet = book[wording(language).tab(model)]
        handed_in = [row for row in HANDED_IN if type(row) is model]
        for number, row in enumerate(handed_in, start=2):
            for place, name in enumerate(columns_of(model), start=1):
                sheet.cell(number, place).value = _typed(getattr(row, name), language)
                if isinstance(getattr(row, name), str):
                    sheet.cell(number, place).data_type = "s"
    stored = io.BytesIO()
    book.save(stored)
    return opened(stored.getvalue())


def _typed(value: Any, language: str) -> Any:
    match value:
        case bool():
            return wording(language).word(YES if value else NO)
        case PriceUnit():
            return wording(language).choice(value)
        case Decimal():
            return float(value)
    return value


def cells_of(sheet: Any) -> TabCells:
    return TabCells(sheet.title, 1, tuple(tuple(_cell(value) for value in row) for row in sheet.values))


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return serial_from_date(value.date())
    return value  # type: ignore[no-any-return]


@pytest.mark.parametrize(("language", "locale"), sorted(LOCALES.items()))
@pytest.mark.parametrize("model", BID_TABS)
def test_what_a_bidder_fills_in_reads_back_as_the_same_rows(model: type[Row], language: str, locale: str) -> None:
    sheet = filled(language)[wording(language).tab(model)]
    reading = read_tab(cells_of(sheet), model, locale=locale, wording=wording(language))
    assert reading.findings == ()
    assert list(reading.rows) == [row for row in HANDED_IN if type(row) is model]


def test_an_offer_reads_back_beside_what_is_required() -> None:
    sheet = opened(render_template(invitation(), "da"))[DANISH.tab(OfferedLevel)]
    clauses = contract().clauses
    levels = [(clause, name, target) for clause in clauses for name, target in clause.targets.items()]
    for row, (_, _, target) in enumerate(levels, start=2):
        sheet.cell(row, 1).value, sheet.cell(row, 5).value, sheet.cell(row, 6).value = "BLS", target.minutes, 0.975
        assert sheet.cell(row, 9).value == target.minutes
        assert Decimal(str(sheet.cell(row, 10).value)) == target.attainment
    reading = read_tab(cells_of(sheet), OfferedLevel, locale="da_DK", wording=DANISH)
    assert {finding.severity for finding in reading.findings} <= {"note"}
    assert [(o.vendor_id, o.round, o.clause_id, o.priority, o.minutes, o.attainment) for o in reading.rows] == [
        ("BLS", 1, clause.clause_id, name, target.minutes, Decimal("0.975")) for clause, name, target in levels
    ]


def checks(sheet: Any, place: int, row: int = 2) -> Any:
    cell = sheet.cell(row, place).coordinate
    return next((found for found in sheet.data_validations.dataValidation if cell in found.sqref), None)


@pytest.mark.parametrize("model", BID_TABS)
def test_every_open_column_has_a_check_that_says_what_is_wanted(model: type[Row]) -> None:
    sheet = opened(render_template(invitation(), "da"))[DANISH.tab(model)]
    assert sheet.protection.sheet
    for place, name in enumerate(columns_of(model), start=1):
        locked = sheet.column_dimensions[get_column_letter(place)].protection.locked
        found = checks(sheet, place)
        assert (found is None) is locked is (name == "confirmed_on")
        if found is not None:
            assert found.prompt
            assert found.error


@pytest.mark.parametrize(
    ("name", "kind", "operator", "first"),
    [
        ("data_processing_agreement", "list", None, '"ja,nej"'),
        ("monthly_fee", "decimal", "greaterThan", "0"),
        ("index_share", "decimal", None, "0.0"),
        ("first_index_month", "whole", None, "0"),
        ("vendor_id", "textLength", None, "1"),
    ],
)
def test_a_column_is_checked_as_its_row_model_says(name: str, kind: str, operator: str | None, first: str) -> None:
    sheet = opened(render_template(invitation(), "da"))[DANISH.tab(Vendor)]
    found = checks(sheet, list(columns_of(Vendor)).index(name) + 1)
    assert (found.type, found.operator, found.formula1) == (kind, operator, first)


def test_dates_units_and_processes_are_chosen_or_checked() -> None:
    book = opened(render_template(invitation(), "en"))
    assert checks(book["Certificates"], 6).type == "date"
    assert checks(book["Price lines"], 4).formula1 == '"month,case,hour,once"'
    assert checks(book["Price lines"], 3).formula1 == "'Work and volumes'!$A$2:$A$2"
    assert checks(book["Price lines"], 3, row=201) is not None


def test_the_work_is_given_with_its_volumes_and_locked_and_without_its_cost() -> None:
    content = render_template(invitation(), "en")
    sheet = opened(content)["Work and volumes"]
    assert [cell.value for cell in sheet[2]] == ["F-1", "Bogføring", "Finance & accounting", 1, 1_200, 90.5]
    assert all(cell.protection.locked for cell in sheet[2])
    said = [str(cell.value) for each in opened(content) for row in each.iter_rows() for cell in row]
    assert not [text for text in said if "271828" in text or "314159" in text]


def test_a_template_without_a_roadmap_says_so_and_lets_processes_be_typed() -> None:
    book = opened(render_template(invitation(roadmap=()), "en"))
    assert "has recorded no roadmap" in book["Work and volumes"]["A2"].value
    assert checks(book["Price lines"], 3).type == "textLength"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "'; DROP", "a'b!$A$1", "\x07bell"])
def test_hostile_names_are_texts_and_in_no_formula(text: str) -> None:
    hostile = LINE.model_copy(update={"name": text, "process_id": text})
    titles = {model.__name__: f"{text} {model.__name__}" for model in BID_TABS}
    book = opened(render_template(invitation(hostile, company=text, tab_titles=titles), "da"))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]
    sources = [v.formula1 for sheet in book for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert {source for source in sources if not source.startswith('"')} == {"'Opgaver og mængder'!$A$2:$A$2"}


def test_equal_input_gives_equal_bytes() -> None:
    assert render_template(invitation(), "da") == render_template(invitation(), "da")
    assert render_template(invitation(), "da") != render_template(invitation(company="Sydlys"), "da")


def test_the_first_sheet_names_every_other_one() -> None:
    book = opened(render_template(invitation(), "da"))
    first = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert {sheet.title for sheet in book.worksheets[1:]} <= set(first)
