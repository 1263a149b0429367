"""Field masks: `a(b,c),d/e.f` as a tree, checked against the schemas, and applied to answers and updates.

Here: parsing, checking, picking, and copying masked fields. Not here: the schemas themselves
(`sandbox.sheets.wire.shapes`). gspread writes masks with "/", Google's own clients with ".": both mean the same.
"""

from typing import Any

from sandbox.sheets.wire.errors import bad_fields
from sandbox.sheets.wire.shapes import property_types

Mask = dict[str, "Mask"]
"""Field -> mask of its parts; an empty mask means all of it. "*" stands for every field."""


def parse_mask(text: str) -> Mask:
    """The tree of a mask; raises ValueError on unbalanced brackets."""
    tree: Mask = {}
    for path, inner in _pieces(text):
        node = tree
        for name in path.replace("/", ".").split("."):
            node = node.setdefault(name, {})
        if inner is not None:
            _merge(node, parse_mask(inner))
    return tree


def _pieces(text: str) -> list[tuple[str, str | None]]:
    pieces: list[tuple[str, str | None]] = []
    depth, start = 0, 0
    for position, letter in enumerate(text + ","):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            raise ValueError("unbalanced brackets")
        if letter == "," and depth == 0:
            piece = text[start:position].strip()
            path, bracket, inner = piece.partition("(")
            if piece:
                pieces.append((path.strip(), inner.strip().removesuffix(")") if bracket else None))
            start = position + 1
    if depth:
        raise ValueError("unbalanced brackets")
    return pieces


def _merge(into: Mask, other: Mask) -> None:
    for name, inner in other.items():
        _merge(into.setdefault(name, {}), inner)


def unknown_path(mask: Mask, schema: str) -> str | None:
    """The first path of the mask that the schema does not have; None when all exist."""
    types = property_types(schema)
    for name, inner in mask.items():
        if name == "*":
            continue
        if name not in types:
            return name
        inner_schema = types[name].removesuffix("[]").removeprefix("@")
        if inner and types[name].startswith("@"):
            found = unknown_path(inner, inner_schema)
            if found:
                return f"{name}.{found}"
    return None


def response_mask(text: str, schema: str) -> Mask:
    """The query parameter `fields`; raises the recorded 400 on a path that does not exist."""
    try:
        mask = parse_mask(text)
    except ValueError:
        raise bad_fields(text) from None
    wrong = unknown_path(mask, schema)
    if wrong:
        raise bad_fields(wrong)
    return mask


def pick(value: Any, mask: Mask) -> Any:
    """Only the fields the mask names; lists are picked element by element."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [pick(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: pick(value[name], mask[name]) for name in value if name in mask}


def masked_update(current: dict[str, Any], new: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """`current` with every field the mask names taken from `new`; a field absent there is cleared."""
    if not mask or "*" in mask:
        return dict(new)
    updated = dict(current)
    for name, inner in mask.items():
        old_part, new_part = current.get(name), new.get(name)
        if inner and "*" not in inner and not isinstance(new_part, list):
            part = masked_update(
                old_part if isinstance(old_part, dict) else {}, new_part if isinstance(new_part, dict) else {}, inner
            )
            updated[name] = part or None
        else:
            updated[name] = new_part
    return {name: part for name, part in updated.items() if part is not None}


def covers(mask: Mask, *names: str) -> bool:
    """Whether any of the fields is touched by the mask."""
    return "*" in mask or any(name in mask for name in names)
