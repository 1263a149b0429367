"""Cell formats: the API's CellFormat <-> the styles of an Excel cell.

Here: number format, colours, text format, alignment, wrapping, borders: what both worlds know. Not here: padding and
text direction, which an Excel cell cannot hold; they are accepted and not kept.
"""

import re
import struct
from collections.abc import Mapping
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.styles.colors import COLOR_INDEX

from sandbox.sheets.cells.locales import SheetLocale
from sandbox.sheets.cells.shown import GENERAL, is_date_pattern
from sandbox.sheets.wire.masks import Mask, masked_update

_VERTICAL = {"TOP": "top", "MIDDLE": "center", "BOTTOM": "bottom"}
_HORIZONTAL = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_LINES = {
    "SOLID": "thin",
    "SOLID_MEDIUM": "medium",
    "SOLID_THICK": "thick",
    "DASHED": "dashed",
    "DOTTED": "dotted",
    "DOUBLE": "double",
}
_SIDES = ("top", "bottom", "left", "right")


def quantised(part: float) -> float:
    """A colour part as the service gives it back: 8 bits, in single precision (0.5 -> 0.49803922)."""
    single = struct.unpack("f", struct.pack("f", int(max(0.0, min(1.0, part)) * 255) / 255))[0]
    return float(f"{single:.8g}")


def hex_colour(colour: Mapping[str, Any]) -> str:
    """An API Color as RRGGBB."""
    return "".join(
        f"{int(max(0.0, min(1.0, float(colour.get(part, 0)))) * 255):02X}" for part in ("red", "green", "blue")
    )


def api_colour(rgb: str) -> dict[str, float]:
    """RRGGBB as an API Color; parts of 0 are left out, as protobuf does."""
    parts = {name: quantised(int(rgb[at : at + 2], 16) / 255) for name, at in (("red", 0), ("green", 2), ("blue", 4))}
    return {name: part for name, part in parts.items() if part}


def excel_rgb(colour: Color | None) -> str | None:
    """RRGGBB of a direct or indexed Excel colour; None for a theme colour or none."""
    if colour is None:
        return None
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return str(colour.rgb)[-6:]
    if colour.type == "indexed" and colour.indexed is not None and colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])[-6:]
    return None


def given_colour(holder: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """A colour given as `name` or as `nameStyle.rgbColor`; the style wins, as in the service."""
    style = holder.get(f"{name}Style")
    if isinstance(style, Mapping) and "rgbColor" in style:
        rgb: Mapping[str, Any] = style["rgbColor"]
        return rgb
    colour: Mapping[str, Any] | None = holder.get(name)
    return colour


def with_style(name: str, colour: dict[str, float]) -> dict[str, Any]:
    """The two forms in which the service answers a colour."""
    return {name: colour, f"{name}Style": {"rgbColor": colour}}


# --- number formats -------------------------------------------------------------------------------------------


def pattern_of(number_format: Mapping[str, Any], locale: SheetLocale) -> str:
    """The pattern to store for an API NumberFormat; a type alone means the locale's pattern."""
    given = str(number_format.get("pattern") or "")
    if given:
        return re.sub("am/pm", "AM/PM", given)
    defaults = {
        "TEXT": "@",
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": locale.currency_pattern,
        "DATE": locale.date_pattern,
        "TIME": locale.time_pattern,
        "DATE_TIME": locale.date_time_pattern,
        "SCIENTIFIC": "0.00E+00",
    }
    return defaults.get(str(number_format.get("type")), GENERAL)


def number_format_of(pattern: str) -> dict[str, str] | None:
    """The API NumberFormat of a stored pattern; None for the automatic one."""
    if pattern in ("", GENERAL):
        return None
    return {"type": _type_of(pattern), "pattern": pattern}


def _type_of(pattern: str) -> str:
    bare = re.sub(r'"[^"]*"|\\.', "", pattern)
    if bare == "@":
        return "TEXT"
    if is_date_pattern(pattern):
        low = re.sub(r"\[\$[^\]]*\]", "", bare).lower().replace("am/pm", "")
        has_clock, has_day = re.search(r"[hs]", low) is not None, re.search(r"[dy]", low) is not None
        return "DATE_TIME" if has_clock and has_day else ("TIME" if has_clock else "DATE")
    if "%" in bare:
        return "PERCENT"
    if re.search(r"[eE][+-]0", bare):
        return "SCIENTIFIC"
    return "CURRENCY" if re.search(r"\[\$|[$€£¥]|kr", pattern) else "NUMBER"


# --- reading a cell's format ----------------------------------------------------------------------------------


def format_of(cell: Cell) -> dict[str, Any]:
    """The userEnteredFormat of a cell: what differs from an untouched one."""
    if not cell.has_style:
        return {}
    found: dict[str, Any] = {}
    number_format = number_format_of(cell.number_format)
    if number_format:
        found["numberFormat"] = number_format
    fill = excel_rgb(cell.fill.fgColor) if cell.fill.fill_type == "solid" else None
    if fill:
        found.update(with_style("backgroundColor", api_colour(fill)))
    borders = _borders_of(cell)
    if borders:
        found["borders"] = borders
    found.update(_alignment_of(cell))
    text_format = _text_format_of(cell)
    if text_format:
        found["textFormat"] = text_format
    return found


def _borders_of(cell: Cell) -> dict[str, Any]:
    names = {excel: api for api, excel in _LINES.items()}
    found: dict[str, Any] = {}
    for side in _SIDES:
        line = getattr(cell.border, side)
        if line is not None and line.style in names:
            found[side] = {
                "style": names[line.style],
                **with_style("color", api_colour(excel_rgb(line.color) or "000000")),
            }
    return found


def _alignment_of(cell: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, words, given in (
        ("horizontalAlignment", _HORIZONTAL, cell.alignment.horizontal),
        ("verticalAlignment", _VERTICAL, cell.alignment.vertical),
    ):
        for api, excel in words.items():
            if given == excel:
                found[name] = api
    if cell.alignment.wrap_text:
        found["wrapStrategy"] = "WRAP"
    return found


def _default_font(cell: Cell) -> Any:
    workbook: Any = cell.parent.parent
    return workbook._fonts[0]


def _text_format_of(cell: Cell) -> dict[str, Any]:
    font, default = cell.font, _default_font(cell)
    found: dict[str, Any] = {}
    colour = excel_rgb(font.color)
    if colour:
        found.update(with_style("foregroundColor", api_colour(colour)))
    if font.name and font.name != default.name:
        found["fontFamily"] = font.name
    if font.sz and font.sz != default.sz:
        found["fontSize"] = int(font.sz)
    flags = {"bold": font.b, "italic": font.i, "strikethrough": font.strike, "underline": bool(font.u)}
    found.update({name: True for name, flag in flags.items() if flag})
    return found


# --- writing a cell's format ----------------------------------------------------------------------------------


def apply_format(cell: Cell, given: Mapping[str, Any], mask: Mask, locale: SheetLocale) -> None:
    """Change the fields the mask names to what is given; a named field that is not given is reset."""
    merged = masked_update(format_of(cell), _without_twins(given, mask), _mask_with_twins(mask))
    number_format = merged.get("numberFormat")
    cell.number_format = pattern_of(number_format, locale) if number_format else GENERAL
    background = given_colour(merged, "backgroundColor")
    cell.fill = PatternFill("solid", fgColor=hex_colour(background)) if background is not None else PatternFill()
    cell.alignment = _alignment(cell.alignment, merged)
    lines: Any = {side: _side(line) for side, line in merged.get("borders", {}).items() if side in _SIDES}
    cell.border = Border(**lines)
    cell.font = _font(cell, merged.get("textFormat", {}))


def _without_twins(given: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """A colour under one name only, so that an old twin does not win over a new one."""
    plain = dict(given)
    for name in ("backgroundColor", "foregroundColor"):
        colour = given_colour(given, name)
        if colour is not None and (not mask or {"*", name, f"{name}Style"} & set(mask)):
            plain.update(with_style(name, dict(colour)))
    if isinstance(plain.get("textFormat"), Mapping):
        plain["textFormat"] = _without_twins(plain["textFormat"], mask.get("textFormat", {}))
    return plain


def _mask_with_twins(mask: Mask) -> Mask:
    twinned = {name: _mask_with_twins(inner) for name, inner in mask.items()}
    for name in ("backgroundColor", "foregroundColor"):
        if name in mask or f"{name}Style" in mask:
            twinned[name] = twinned[f"{name}Style"] = {}
    return twinned


def _alignment(current: Any, merged: Mapping[str, Any]) -> Alignment:
    alignment: Alignment = copy(current)
    alignment.horizontal = _HORIZONTAL.get(str(merged.get("horizontalAlignment")))  # type: ignore[assignment]
    alignment.vertical = _VERTICAL.get(str(merged.get("verticalAlignment")))  # type: ignore[assignment]
    alignment.wrap_text = merged.get("wrapStrategy") == "WRAP" or None
    return alignment


def _side(line: Mapping[str, Any]) -> Side:
    style = _LINES.get(str(line.get("style")))
    colour = given_colour(line, "color")
    return Side(style=style, color=hex_colour(colour) if colour is not None else "000000")  # type: ignore[arg-type]


def _font(cell: Cell, given: Mapping[str, Any]) -> Font:
    default = _default_font(cell)
    colour = given_colour(given, "foregroundColor")
    theme = cell.font.color if cell.font.color is not None and excel_rgb(cell.font.color) is None else None
    return Font(
        name=given.get("fontFamily") or default.name,
        sz=given.get("fontSize") or default.sz,
        b=given.get("bold", False),
        i=given.get("italic", False),
        strike=given.get("strikethrough") or None,
        u="single" if given.get("underline") else None,
        color=hex_colour(colour) if colour is not None else theme,
    )
