"""`spreadsheets.batchUpdate`: requests carried out in order, all of them or none.

Here: which kinds exist, the order, the service's prefix on a refusal. Not here: what each kind does. The caller commits
after the last one; a refusal leaves the file as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.sheets.batch import cells as cells
from sandbox.sheets.batch import dimensions as dimensions
from sandbox.sheets.batch import marks as marks
from sandbox.sheets.batch import rules as rules
from sandbox.sheets.batch import tabs as tabs
from sandbox.sheets.editing import Editing
from sandbox.sheets.wire.errors import ApiError, invalid

Handler = Callable[[Editing, Mapping[str, Any]], dict[str, Any]]

KINDS: dict[str, Handler] = {
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": tabs.duplicate_sheet,
    "updateSheetProperties": tabs.update_sheet_properties,
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
    "repeatCell": cells.repeat_cell,
    "updateCells": cells.update_cells,
    "appendCells": cells.append_cells,
    "mergeCells": cells.merge_cells,
    "unmergeCells": cells.unmerge_cells,
    "sortRange": cells.sort_range,
    "appendDimension": dimensions.append_dimension,
    "insertDimension": dimensions.insert_dimension,
    "deleteDimension": dimensions.delete_dimension,
    "moveDimension": dimensions.move_dimension,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "autoResizeDimensions": dimensions.auto_resize_dimensions,
    "addProtectedRange": marks.add_protected_range,
    "updateProtectedRange": marks.update_protected_range,
    "deleteProtectedRange": marks.delete_protected_range,
    "addConditionalFormatRule": rules.add_conditional_format_rule,
    "updateConditionalFormatRule": rules.update_conditional_format_rule,
    "deleteConditionalFormatRule": rules.delete_conditional_format_rule,
    "addBanding": marks.add_banding,
    "updateBanding": marks.update_banding,
    "deleteBanding": marks.delete_banding,
    "setBasicFilter": marks.set_basic_filter,
    "clearBasicFilter": marks.clear_basic_filter,
    "addNamedRange": marks.add_named_range,
    "updateNamedRange": marks.update_named_range,
    "deleteNamedRange": marks.delete_named_range,
    "createDeveloperMetadata": marks.create_developer_metadata,
    "deleteDeveloperMetadata": marks.delete_developer_metadata,
}


def carry_out(editing: Editing, requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One reply per request, {} where a kind answers nothing.

    Raises:
        ApiError: 400 `Invalid requests[1].addSheet: …` for the first request that is refused.
    """
    if not requests:
        raise invalid("Must specify at least one request.")
    return [_one(editing, index, request) for index, request in enumerate(requests)]


def _one(editing: Editing, index: int, request: Mapping[str, Any]) -> dict[str, Any]:
    if len(request) != 1:
        problem = "No request set." if not request else f"More than one kind set: {', '.join(sorted(request))}."
        raise invalid(f"Invalid requests[{index}]: {problem}")
    kind, body = next(iter(request.items()))
    handler = KINDS.get(kind)
    if handler is None:
        raise invalid(f"Invalid requests[{index}].{kind}: This sandbox does not carry out this kind of request.")
    try:
        reply = handler(editing, body)
    except ApiError as error:
        if error.code == 400 and not error.details:
            raise invalid(f"Invalid requests[{index}].{kind}: {error.message}") from error
        raise
    return {kind: reply} if reply else {}
