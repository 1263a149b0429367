"""Conditional formats and bandings shown in Excel: the API's rules mirrored as Excel rules when a file is written.

The exact rules live in the file's notes; these mirrors are for the eye, are recognised by their priority, and are taken
out again when the file is read. Rules a person made in Excel are not touched. Conditions that Excel does not know are
not shown.
"""

from collections.abc import Mapping
from typing import Any

from openpyxl.formatting import rule as excel_rules
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill

from sandbox.sheets.books.a1 import cell_name
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.cells.formats import given_colour, hex_colour

MIRROR_PRIORITY = 900_000
_make: Any = excel_rules  # its makers of rules are untyped
_OPERATORS = {
    "NUMBER_GREATER": "greaterThan",
    "NUMBER_GREATER_THAN_EQ": "greaterThanOrEqual",
    "NUMBER_LESS": "lessThan",
    "NUMBER_LESS_THAN_EQ": "lessThanOrEqual",
    "NUMBER_EQ": "equal",
    "NUMBER_NOT_EQ": "notEqual",
    "NUMBER_BETWEEN": "between",
    "NUMBER_NOT_BETWEEN": "notBetween",
}


def mirror_rules(tab: Tab) -> None:
    """Add the tab's rules and bandings, and its filter, to the Excel sheet."""
    priority = MIRROR_PRIORITY
    for definition in tab.conditional:
        places = [_excel_area(tab, part) for part in definition.get("ranges", [])]
        rule = _rule(definition, places[0].partition(":")[0]) if places else None
        if rule is not None:
            priority += 1
            rule.priority = priority
            tab.sheet.conditional_formatting.add(" ".join(places), rule)
    for banding in tab.bandings:
        for area, rule in _band_rules(tab, banding):
            priority += 1
            rule.priority = priority
            tab.sheet.conditional_formatting.add(area, rule)
    if tab.basic_filter is not None:
        tab.sheet.auto_filter.ref = _excel_area(tab, tab.basic_filter.get("range", {}))


def drop_mirrored_rules(sheet: Any) -> None:
    """Take the mirrors out again."""
    kept = ConditionalFormattingList()
    for entry in sheet.conditional_formatting:
        for rule in entry.rules:
            if (rule.priority or 0) < MIRROR_PRIORITY:
                kept.add(str(entry.sqref), rule)
    sheet.conditional_formatting = kept


def _excel_area(tab: Tab, part: Mapping[str, Any]) -> str:
    row, column = part.get("startRowIndex", 0), part.get("startColumnIndex", 0)
    end_row, end_column = part.get("endRowIndex", tab.row_count), part.get("endColumnIndex", tab.column_count)
    return f"{cell_name(row, column)}:{cell_name(max(row, end_row - 1), max(column, end_column - 1))}"


_TEXTS = {
    "TEXT_EQ": "{cell}={value}",
    "TEXT_CONTAINS": "NOT(ISERROR(SEARCH({value},{cell})))",
    "TEXT_NOT_CONTAINS": "ISERROR(SEARCH({value},{cell}))",
    "TEXT_STARTS_WITH": "LEFT({cell},LEN({value}))={value}",
    "TEXT_ENDS_WITH": "RIGHT({cell},LEN({value}))={value}",
    "BLANK": "LEN(TRIM({cell}))=0",
    "NOT_BLANK": "LEN(TRIM({cell}))>0",
    "CUSTOM_FORMULA": "{value}",
}


def _rule(definition: Mapping[str, Any], first_cell: str) -> Rule | None:
    if "gradientRule" in definition:
        return _gradient(definition["gradientRule"])
    boolean = definition.get("booleanRule", {})
    condition, look = boolean.get("condition", {}), _look(boolean.get("format", {}))
    values = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
    kind = condition.get("type", "")
    rule: Rule | None = None
    if kind in _OPERATORS and values:
        rule = _make.CellIsRule(operator=_OPERATORS[kind], formula=list(map(_formula, values)), **look)
    elif kind in _TEXTS and (values or "{value}" not in _TEXTS[kind]):
        value = values[0] if values else ""
        value = _formula(value) if value.startswith("=") or kind == "CUSTOM_FORMULA" else _literal(value)
        rule = _make.FormulaRule(formula=[_TEXTS[kind].format(cell=first_cell, value=value)], **look)
    return rule


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _formula(text: str) -> str:
    return text.removeprefix("=")


def _look(given: Mapping[str, Any]) -> dict[str, Any]:
    background, text = given_colour(given, "backgroundColor"), given.get("textFormat", {})
    colour = given_colour(text, "foregroundColor")
    look: dict[str, Any] = {}
    if background is not None:
        look["fill"] = PatternFill(bgColor=hex_colour(background), fill_type="solid")
    if text:
        look["font"] = Font(
            b=text.get("bold"), i=text.get("italic"), color=hex_colour(colour) if colour is not None else None
        )
    return look


_SCALE_KINDS = {"MIN": "min", "MAX": "max", "NUMBER": "num", "PERCENT": "percent", "PERCENTILE": "percentile"}


def _gradient(rule: Mapping[str, Any]) -> Rule | None:
    arguments: dict[str, Any] = {}
    for point, name in (("minpoint", "start"), ("midpoint", "mid"), ("maxpoint", "end")):
        given = rule.get(point)
        if not given or given.get("type") not in _SCALE_KINDS:
            continue
        arguments[f"{name}_type"] = _SCALE_KINDS[given["type"]]
        arguments[f"{name}_color"] = hex_colour(given_colour(given, "color") or {})
        if given.get("value"):
            arguments[f"{name}_value"] = given["value"]
    return _make.ColorScaleRule(**arguments) if {"start_type", "end_type"} <= set(arguments) else None


def _band_rules(tab: Tab, banding: Mapping[str, Any]) -> list[tuple[str, Rule]]:
    area = _excel_area(tab, banding.get("range", {}))
    start = banding.get("range", {}).get("startRowIndex", 0) + 1
    colours = banding.get("rowProperties", {})
    header = given_colour(colours, "headerColor")
    first_row = start + (header is not None)
    conditions = (
        (header, f"ROW()={start}"),
        (given_colour(colours, "firstBandColor"), f"AND(ROW()>={first_row},MOD(ROW()-{first_row},2)=0)"),
        (given_colour(colours, "secondBandColor"), f"AND(ROW()>={first_row},MOD(ROW()-{first_row},2)=1)"),
    )
    return [
        (area, _make.FormulaRule(formula=[formula], fill=PatternFill(bgColor=hex_colour(colour), fill_type="solid")))
        for colour, formula in conditions
        if colour is not None
    ]
