"""The sheets of the proposal template that are given: instructions, the work with its volumes, required service levels.

Here: what they say. Not here: the sheets bidders fill in (`reports.vendor_selection.tender.template`). Bidders are told
hours and volumes, never what the work costs today.
"""

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from domain.contract.clauses import Clause, Target
from domain.contract.levels import figure_name
from domain.reasons import Reason
from domain.workbook.bidders import CaseStudy, Certificate, OfferedLevel, Reference, Vendor
from domain.workbook.tables import Row, columns_of
from reports.forms.excel.looks import ACCENT
from reports.vendor_selection.scope import NO_ROADMAP
from reports.vendor_selection.tender.inputs import input_of
from reports.vendor_selection.tender.invitation import Invitation
from reports.vendor_selection.tender.sheets import TemplateSheets
from reports.words import word

LINE_HEIGHT = 32
GIVEN_LEVEL = ("round", "clause_id", "priority")
"""What of an offered level the company fills in."""
FIRST_ROUND = 1


def write_work(sheets: TemplateSheets, sheet: Worksheet) -> None:
    """The roadmap's processes in the order of their waves."""
    heads = (
        (Reason("Process id"), "@", False), (Reason("Process"), "@", True), (Reason("Category"), "@", True),
        (Reason("Wave"), "0", False), (Reason("Cases a month"), "#,##0", False),
        (Reason("Hours a month"), "#,##0.0", False),
    )  # fmt: skip
    for place, (head, pattern, wide) in enumerate(heads):
        sheets.column(sheet, place, sheets.speaker.say(head), pattern, wide=wide)
    lines = sheets.invitation.roadmap
    for row, line in enumerate(lines, start=1):
        sheets.text(sheet, row, 0, line.process_id)
        sheets.text(sheet, row, 1, line.name)
        sheets.text(sheet, row, 2, word(line.category))
        sheet.write_number(row, 3, line.wave)
        if line.volume_per_month is not None:
            sheet.write_number(row, 4, line.volume_per_month)
        sheet.write_number(row, 5, float(line.hours_freed))
    if not lines:
        sheets.text(sheet, 1, 0, NO_ROADMAP)
    sheets.finish(sheet)


def write_levels(sheets: TemplateSheets, sheet: Worksheet) -> None:
    """One row per required level: what is asked for is locked, what is offered is open."""
    levels = [
        (clause, priority, target)
        for clause in sheets.invitation.contract.clauses
        for priority, target in clause.targets.items()
    ]
    _level_columns(sheets, sheet, len(levels))
    for row, (clause, priority, target) in enumerate(levels, start=1):
        _level(sheets, sheet, row, clause, priority, target)
    sheets.finish(sheet)


def _level_columns(sheets: TemplateSheets, sheet: Worksheet, rows: int) -> None:
    columns = columns_of(OfferedLevel)
    for place, (name, column) in enumerate(columns.items()):
        header = sheets.speaker.wording.heading(column)
        given = input_of(OfferedLevel, name, sheets.speaker, header)
        ours = name in GIVEN_LEVEL
        sheets.column(sheet, place, header, given.pattern, locked=ours, needed=given.needed)
        if rows and not ours:
            sheet.data_validation(1, place, rows, place, given.check)
    beside = (
        (Reason("Service level"), "@", False), (Reason("Measured as"), "@", True),
        (Reason("Required working minutes"), "0", False), (Reason("Required attainment"), "0.0%", False),
    )  # fmt: skip
    for place, (head, pattern, wide) in enumerate(beside, start=len(columns)):
        sheets.column(sheet, place, sheets.speaker.say(head), pattern, wide=wide)


def _level(sheets: TemplateSheets, sheet: Worksheet, row: int, clause: Clause, priority: str, target: Target) -> None:
    places = {name: place for place, name in enumerate(columns_of(OfferedLevel))}
    sheet.set_row(row, LINE_HEIGHT)
    sheet.write_number(row, places["round"], FIRST_ROUND)
    sheets.text(sheet, row, places["clause_id"], clause.clause_id)
    sheets.text(sheet, row, places["priority"], priority)
    beside = len(places)
    sheets.text(sheet, row, beside, figure_name(f"{clause.clause_id}.{priority}"))
    sheets.text(sheet, row, beside + 1, word(clause.metric))
    if target.minutes is not None:
        sheet.write_number(row, beside + 2, target.minutes)
    sheet.write_number(row, beside + 3, float(target.attainment))


def write_instructions(sheets: TemplateSheets, sheet: Worksheet, names: Mapping[type[Row], str], work: str) -> None:
    """How the workbook is filled in, sheet by sheet.

    Args:
        names: the sheets bidders fill in.
        work: the name of the sheet of the work.
    """
    wrapped, lead = sheets.look(text_wrap=True, valign="top"), sheets.look(bold=True, valign="top")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 92)
    title = Reason("Proposal to {company}", company=sheets.invitation.company)
    sheets.text(sheet, 0, 0, title, sheets.look(bold=True, font_size=18, font_color=ACCENT))
    row = 2
    for line in _general(sheets.invitation):
        sheet.merge_range(row, 0, row, 1, "", wrapped)
        sheets.text(sheet, row, 0, line, wrapped)
        sheet.set_row(row, LINE_HEIGHT)
        row += 1
    hints = {name: _hint(model, sheets.invitation) for model, name in names.items()}
    hints[work] = Reason("The processes, with cases and hours a month as they are today. Locked.")
    for below, (name, hint) in enumerate(hints.items(), start=row + 1):
        sheets.text(sheet, below, 0, name, lead)
        sheets.text(sheet, below, 1, hint, wrapped)
        sheet.set_row(below, LINE_HEIGHT)
    sheets.finish(sheet, headed=False)


def _general(invitation: Invitation) -> tuple[Reason, ...]:
    contract = invitation.contract
    return (
        Reason("Fill in the white cells of the sheets below; grey cells are locked, and a star marks what every row "
               "needs."),
        Reason("Write the vendor id of your invitation in every row. Amounts are in {currency}.",
               currency=contract.currency),
        Reason("The contract runs for {months} months, from {starts_on} to {ends_on}.", months=contract.term_months,
               starts_on=contract.starts_on, ends_on=contract.ends_on),
        Reason("The price that counts is the sum over the whole term with the volumes given here, transition and "
               "indexation included. A price of 0 is refused."),
    )  # fmt: skip


def _hint(model: type[Row], invitation: Invitation) -> Reason:
    rules, starts_on = invitation.rules, invitation.contract.starts_on
    if model is Vendor:
        return Reason("One row about yourself: agreement, pilot, prices, and how prices are indexed.")
    if model is Certificate:
        if not rules.required_standards:
            return Reason("One row per certificate. One must be valid on {starts_on}.", starts_on=starts_on)
        return Reason(
            "One row per certificate. One of these standards must be valid on {starts_on}: {standards}.",
            starts_on=starts_on,
            standards=", ".join(rules.required_standards),
        )
    if model is Reference:
        return Reason(
            "At least {count} organisations that may be asked; no names of persons. {company} fills in the date.",
            count=rules.minimum_references,
            company=invitation.company,
        )
    if model is CaseStudy:
        return Reason("One row per case from your work, with what came of it in figures.")
    if model is OfferedLevel:
        return Reason("What is required stands to the right. Write what you offer for each level.")
    return Reason(
        "Prices beside the fixed fee: by the month, case or hour, or once. Included: what the fixed fee already covers."
    )
