"""The workbook bidders fill in: the proposals' tabs as empty sheets with input checks, the work, the service levels.

Here: which sheets there are, and those that are filled in. Their headers are those of the row models, so that what
comes back is read like any tab. Not here: the locked sheets (`reports.vendor_selection.tender.given_sheets`), the
request itself (`reports.vendor_selection.tender.request`), the input checks (`reports.vendor_selection.tender.inputs`).
Equal input gives equal bytes. Texts of settings and roadmap are written as texts and are in no formula.
"""

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from domain.reasons import Reason
from domain.workbook.bidders import CaseStudy, Certificate, OfferedLevel, PriceLine, Reference, Vendor
from domain.workbook.tables import Row, columns_of
from reports.forms.excel.files import workbook_bytes
from reports.language import Speaker
from reports.vendor_selection.tender.given_sheets import write_instructions, write_levels, write_work
from reports.vendor_selection.tender.inputs import input_of
from reports.vendor_selection.tender.invitation import Invitation
from reports.vendor_selection.tender.sheets import TemplateSheets

SLUG = "proposal-template"
BID_TABS: tuple[type[Row], ...] = (Vendor, Certificate, Reference, CaseStudy, PriceLine)
ROWS_TO_FILL = 200
CLIENT_FIELDS: dict[type[Row], tuple[str, ...]] = {Reference: ("confirmed_on",)}
"""Columns the company fills in itself."""


def render_template(invitation: Invitation, language: str) -> bytes:
    """The template's `.xlsx` in the reader's language."""
    speaker = Speaker(language, currency=invitation.contract.currency)
    return workbook_bytes(lambda book: _write(TemplateSheets(book, invitation, speaker)))


def _write(sheets: TemplateSheets) -> None:
    first = sheets.book.add_worksheet(sheets.name(Reason("Instructions")))
    filled_in: tuple[type[Row], ...] = (*BID_TABS, OfferedLevel)
    names = {model: sheets.name_of(model) for model in filled_in}
    # The work stands behind the sheets that are filled in, but the price lines choose from it.
    work = sheets.name(Reason("Work and volumes"))
    for model in BID_TABS:
        _write_bid(sheets, sheets.book.add_worksheet(names[model]), model, work)
    write_work(sheets, sheets.book.add_worksheet(work))
    write_levels(sheets, sheets.book.add_worksheet(names[OfferedLevel]))
    write_instructions(sheets, first, names, work)


def _write_bid(sheets: TemplateSheets, sheet: Worksheet, model: type[Row], work: str) -> None:
    rows = 1 if model is Vendor else ROWS_TO_FILL
    for place, (name, column) in enumerate(columns_of(model).items()):
        header = sheets.speaker.wording.heading(column)
        given = input_of(model, name, sheets.speaker, header)
        ours = name in CLIENT_FIELDS.get(model, ())
        sheets.column(sheet, place, header, given.pattern, locked=ours, needed=given.needed, wide=given.wide)
        check = given.check
        if (model, name) == (PriceLine, "process_id") and sheets.invitation.roadmap:
            last = 1 + len(sheets.invitation.roadmap)
            check = given.chosen_from(f"={quote_sheetname(work)}!$A$2:$A${last}")
        if not ours:
            sheet.data_validation(1, place, rows, place, check)
    sheets.finish(sheet)
