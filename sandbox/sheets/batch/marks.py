"""Structural requests about what lies over cells: protection, bandings, filters, names, developer metadata.

Not here: conditional formats (`sandbox.sheets.batch.rules`). Error texts are [?], in the service's style.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.sheets.batch.tabs import Reply, tab_of, update_mask
from sandbox.sheets.books.ranges import grid_box, overlaps
from sandbox.sheets.books.tab import Tab
from sandbox.sheets.editing import Editing
from sandbox.sheets.resources import protected_range
from sandbox.sheets.wire.errors import ApiError, invalid
from sandbox.sheets.wire.masks import masked_update

Item = dict[str, Any]


def _found(
    editing: Editing, items: Callable[[Tab], list[Item]], key: str, number: int, what: str
) -> tuple[list[Item], Item]:
    for tab in editing.book.tabs:
        for item in items(tab):
            if item[key] == number:
                return items(tab), item
    raise invalid(f"No {what} with ID: {number}")


def _refuse_taken(
    editing: Editing, items: Callable[[Tab], list[Item]], key: str, given: Mapping[str, Any], what: str
) -> None:
    """[S] "It is an error to specify the ID of a range that already exists"."""
    taken = {item[key] for tab in editing.book.tabs for item in items(tab)}
    if given.get(key) in taken:
        raise invalid(f"A {what} with the ID {given[key]} already exists. Please use a different ID.")


# --- protection -----------------------------------------------------------------------------------------------


def add_protected_range(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`addProtectedRange`; its maker stays an editor, as in the service. Nobody protects what they may not edit."""
    given = dict(request.get("protectedRange", {}))
    given["range"] = _protected_cells(editing, given)
    box = grid_box(editing.book, given["range"])
    editing.check(box)
    tab = box.tab
    given.pop("requestingUserCanEdit", None)
    if given.get("warningOnly"):
        given.pop("editors", None)  # [S] "if this field is true, then editors are ignored"
    _refuse_taken(editing, lambda tab: tab.protected, "protectedRangeId", given, "protected range")
    given["protectedRangeId"] = given.get("protectedRangeId") or editing.book.new_id(f"protected {tab.tab_id}")
    if editing.email is not None:
        given["maker"] = editing.email
    tab.protected.append(given)
    return {"protectedRange": protected_range(editing, given)}


def _protected_cells(editing: Editing, given: Mapping[str, Any]) -> dict[str, Any]:
    places = [name for name in ("range", "namedRangeId", "tableId") if name in given]
    if len(places) != 1 or places == ["tableId"]:
        raise invalid("A protected range must be set by exactly one of range or named range.")
    owner = given if "range" in given else _named(editing, given["namedRangeId"])
    cells = dict(owner["range"])
    if given.get("unprotectedRanges") and set(cells) - {"sheetId"}:
        raise invalid("Unprotected ranges are only supported on protected sheets.")
    return cells


def update_protected_range(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`updateProtectedRange`."""
    mask, given = update_mask(request, "ProtectedRange"), request.get("protectedRange", {})
    items, item = _found(
        editing, lambda tab: tab.protected, "protectedRangeId", given.get("protectedRangeId", 0), "protected range"
    )
    _require_editor(editing, item)
    kept = {name: item[name] for name in ("protectedRangeId", "maker") if name in item}
    items[items.index(item)] = masked_update(item, dict(given), mask) | kept
    return {}


def delete_protected_range(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`deleteProtectedRange`."""
    items, item = _found(
        editing, lambda tab: tab.protected, "protectedRangeId", request.get("protectedRangeId", 0), "protected range"
    )
    _require_editor(editing, item)
    items.remove(item)
    return {}


def _require_editor(editing: Editing, item: Item) -> None:
    if not editing.may_edit(item):
        raise ApiError(403, "The caller does not have permission")


# --- bandings and filters -------------------------------------------------------------------------------------


def add_banding(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`addBanding`; answers it with its id. Two bandings cannot share cells."""
    given = dict(request.get("bandedRange", {}))
    box = grid_box(editing.book, given.get("range", {}))
    editing.check(box)
    _refuse_taken(editing, lambda tab: tab.bandings, "bandedRangeId", given, "banding")
    if not given.get("rowProperties") and not given.get("columnProperties"):
        raise invalid("At least one of row properties or column properties must be specified.")
    if any(overlaps(box, other["range"]) for other in box.tab.bandings):
        raise invalid(
            "You cannot add alternating background colors to a range that already has alternating background colors."
        )
    given["bandedRangeId"] = given.get("bandedRangeId") or editing.book.new_id(f"banding {box.a1}")
    box.tab.bandings.append(given)
    return {"bandedRange": given}


def update_banding(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`updateBanding`."""
    mask, given = update_mask(request, "BandedRange"), request.get("bandedRange", {})
    number = given.get("bandedRangeId", 0)
    items, item = _found(editing, lambda tab: tab.bandings, "bandedRangeId", number, "banding")
    editing.check(grid_box(editing.book, item["range"]))
    items[items.index(item)] = masked_update(item, dict(given), mask) | {"bandedRangeId": number}
    return {}


def delete_banding(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`deleteBanding`."""
    number = request.get("bandedRangeId", 0)
    items, item = _found(editing, lambda tab: tab.bandings, "bandedRangeId", number, "banding")
    editing.check(grid_box(editing.book, item["range"]))
    items.remove(item)
    return {}


def set_basic_filter(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`setBasicFilter`: one per tab. Rows are not hidden by it here."""
    given = dict(request.get("filter", {}))
    box = grid_box(editing.book, given.get("range", {}))
    editing.check(box)
    box.tab.basic_filter = given
    return {}


def clear_basic_filter(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`clearBasicFilter`."""
    tab = tab_of(editing, request.get("sheetId", 0))
    tab.basic_filter = None
    tab.sheet.auto_filter.ref = None
    return {}


# --- names and metadata ---------------------------------------------------------------------------------------


def add_named_range(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`addNamedRange`; answers it with its id."""
    given = dict(request.get("namedRange", {}))
    name = given.get("name", "")
    if any(other["name"].casefold() == name.casefold() for other in editing.book.named):
        raise invalid(f"A named range with the name '{name}' already exists.")
    if not name.replace("_", "a").isalnum() or name[:1].isdigit():
        raise invalid(f"The name '{name}' is not valid for a named range.")
    box = grid_box(editing.book, given.get("range", {}))
    given["namedRangeId"] = given.get("namedRangeId") or str(editing.book.new_id(f"name {name} {box.a1}"))
    editing.book.named.append(given)
    return {"namedRange": given}


def update_named_range(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`updateNamedRange`."""
    mask, given = update_mask(request, "NamedRange"), request.get("namedRange", {})
    item = _named(editing, given.get("namedRangeId", ""))
    updated = masked_update(item, dict(given), mask) | {"namedRangeId": item["namedRangeId"]}
    editing.book.named[editing.book.named.index(item)] = updated
    return {}


def delete_named_range(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`deleteNamedRange`."""
    editing.book.named.remove(_named(editing, request.get("namedRangeId", "")))
    return {}


def _named(editing: Editing, name_id: str) -> Item:
    for item in editing.book.named:
        if item["namedRangeId"] == name_id:
            return item
    raise invalid(f"No named range with ID: {name_id}")


def create_developer_metadata(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`createDeveloperMetadata` on the spreadsheet, a sheet, or rows or columns of one; answers it with its id."""
    given = dict(request.get("developerMetadata", {}))
    location = dict(given.get("location", {}))
    if not given.get("metadataKey") or not given.get("visibility"):
        raise invalid("Developer metadata must have a key and a visibility.")
    given["metadataId"] = given.get("metadataId") or editing.book.new_id(f"metadata {given['metadataKey']}")
    if location.get("spreadsheet"):
        given["location"] = {"locationType": "SPREADSHEET", "spreadsheet": True}
        editing.book.metadata.append(given)
    else:
        span = location.get("dimensionRange")
        tab = tab_of(editing, (span or location).get("sheetId", 0))
        kind = str((span or {}).get("dimension", "SHEET")).removesuffix("S")
        given["location"] = location | {"locationType": kind if span else "SHEET"}
        tab.metadata.append(given)
    return {"developerMetadata": given}


def delete_developer_metadata(editing: Editing, request: Mapping[str, Any]) -> Reply:
    """`deleteDeveloperMetadata`: all that match the filter; answers them."""
    gone = matching_metadata(editing, request.get("dataFilter", {}))
    for owner in (editing.book.metadata, *(tab.metadata for tab in editing.book.tabs)):
        owner[:] = [item for item in owner if item not in gone]
    return {"deletedDeveloperMetadata": gone} if gone else {}


def matching_metadata(editing: Editing, data_filter: Mapping[str, Any]) -> list[Item]:
    """Developer metadata by id, key, value, visibility or kind of place."""
    wanted = data_filter.get("developerMetadataLookup", {})
    everything = [*editing.book.metadata, *(item for tab in editing.book.tabs for item in tab.metadata)]
    names = ("metadataId", "metadataKey", "metadataValue", "visibility")
    return [
        item
        for item in everything
        if all(item.get(name) == wanted[name] for name in names if name in wanted)
        and wanted.get("locationType") in (None, item["location"].get("locationType"))
    ]
