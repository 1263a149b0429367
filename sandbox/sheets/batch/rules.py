"""Structural requests about conditional formats: added, replaced, moved and deleted by their place among a tab's rules.

Here: which rules the service takes [S]. Not here: showing them in Excel (`sandbox.sheets.books.looks`); nobody works
out here which cells a rule colours. Error texts are [?], in the service's style.
"""

from collections.abc import Mapping
from typing import Any

from sandbox.sheets.batch.tabs import Reply, tab_of
from sandbox.sheets.books.ranges import grid_box
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.editing import Editing
from sandbox.sheets.wire.errors import ApiError, invalid

Rule = dict[str, Any]
VALUE_COUNTS = dict.fromkeys(("BLANK", "NOT_BLANK"), 0)
VALUE_COUNTS |= dict.fromkeys(("NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN"), 2)
VALUE_COUNTS |= dict.fromkeys(("NUMBER_GREATER", "NUMBER_GREATER_THAN_EQ", "NUMBER_LESS", "NUMBER_LESS_THAN_EQ"), 1)
VALUE_COUNTS |= dict.fromkeys(("NUMBER_EQ", "NUMBER_NOT_EQ", "TEXT_EQ", "TEXT_CONTAINS", "TEXT_NOT_CONTAINS"), 1)
VALUE_COUNTS |= dict.fromkeys(("TEXT_STARTS_WITH", "TEXT_ENDS_WITH", "CUSTOM_FORMULA"), 1)
VALUE_COUNTS |= dict.fromkeys(("DATE_EQ", "DATE_BEFORE", "DATE_AFTER"), 1)
"""Conditions that conditional formatting supports, with how many values each wants."""
_CELL = {"backgroundColor", "backgroundColorStyle", "textFormat"}
_TEXT = {"bold", "italic", "strikethrough", "foregroundColor", "foregroundColorStyle"}


def add_conditional_format_rule(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`addConditionalFormatRule`: at an index, first without one."""
    tab, rule = _checked(editing, request.get("rule", {}))
    index = request.get("index", 0)
    if not 0 <= index <= len(tab.conditional):
        raise _no_such(tab, index)
    tab.conditional.insert(index, rule)
    return {}


def update_conditional_format_rule(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`updateConditionalFormatRule`: replaces the rule at an index, or moves it; answers what was and what is."""
    index = request.get("index", 0)
    if "newIndex" in request:
        tab = tab_of(editing, request.get("sheetId", 0))
        old = new = _taken_out(editing, tab, index)
        place = request["newIndex"]
        if not 0 <= place <= len(tab.conditional):
            raise _no_such(tab, place)
        tab.conditional.insert(place, new)
        return {"oldRule": old, "oldIndex": index, "newRule": new, "newIndex": place}
    tab, new = _checked(editing, request.get("rule", {}))
    old = _taken_out(editing, tab, index)
    tab.conditional.insert(index, new)
    return {"oldRule": old, "newRule": new, "newIndex": index}


def delete_conditional_format_rule(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`deleteConditionalFormatRule`; answers the deleted rule."""
    tab = tab_of(editing, request.get("sheetId", 0))
    return {"rule": _taken_out(editing, tab, request.get("index", 0))}


def _taken_out(editing: Editing, tab: Tab, index: int) -> Rule:
    if not 0 <= index < len(tab.conditional):
        raise _no_such(tab, index)
    for part in tab.conditional[index]["ranges"]:
        editing.check(grid_box(editing.book, part))
    return tab.conditional.pop(index)


def _no_such(tab: Tab, index: int) -> ApiError:
    return invalid(f"No conditional format on sheet: {tab.tab_id} at index: {index}")


def _checked(editing: Editing, given: Mapping[str, Any]) -> tuple[Tab, Rule]:
    if not given.get("ranges"):
        raise invalid("A conditional format rule must have at least one range.")
    if ("booleanRule" in given) == ("gradientRule" in given):
        raise invalid("A conditional format rule must be either a boolean rule or a gradient rule.")
    boxes = [grid_box(editing.book, part) for part in given["ranges"]]
    if len({box.tab.tab_id for box in boxes}) > 1:
        raise invalid("All ranges of a conditional format rule must be on the same sheet.")
    for box in boxes:
        editing.check(box)
    if "booleanRule" in given:
        _check_condition(given["booleanRule"].get("condition", {}))
        _check_look(given["booleanRule"].get("format", {}))
    return boxes[0].tab, dict(given)


def _check_condition(condition: Mapping[str, Any]) -> None:
    kind, values = condition.get("type", "CONDITION_TYPE_UNSPECIFIED"), condition.get("values", [])
    wanted = VALUE_COUNTS.get(kind)
    if wanted is None:
        raise invalid(f"ConditionType {kind} is not supported by conditional formatting.")
    if len(values) != wanted:
        raise invalid(f"BooleanCondition.type {kind} must have exactly {wanted} ConditionValues, not {len(values)}.")
    if kind == "CUSTOM_FORMULA" and not str(values[0].get("userEnteredValue", "")).startswith(("=", "+")):
        raise invalid("A custom formula must begin with an equals sign.")


def _check_look(look: Mapping[str, Any]) -> None:
    wrong = [*(set(look) - _CELL), *(f"textFormat.{name}" for name in set(look.get("textFormat", {})) - _TEXT)]
    if wrong:
        raise invalid(f"Conditional formatting cannot apply: {', '.join(sorted(wrong))}")
