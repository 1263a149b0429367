"""How cells of the Excel file look: one format per look, made once.

Here: looks and their formats. Not here: what stands in the cells (`reports.forms.excel.workbooks`).
"""

from dataclasses import asdict, dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from reports.drawings import Status

INK, SOFT, LINE, CARD, ACCENT = "#1B2430", "#566273", "#D9DFE7", "#F5F7FA", "#1F4E79"
COLOURS: dict[Status, str] = {
    "good": "#1B6E3C",
    "warning": "#8A5300",
    "bad": "#B3261E",
    "neutral": "#5B6675",
    "unmeasured": "#5B6675",
}
GROUNDS: dict[Status, str] = {"good": "#E8F4EC", "warning": "#FDF3E0", "bad": "#FCEBEA", "unmeasured": "#EEF1F5"}


@dataclass(frozen=True)
class Look:
    """A cell's look. `part`: what it is part of, which decides on lines and wrapping."""

    pattern: str = "@"
    bold: bool = False
    size: int = 11
    colour: str = INK
    ground: str = ""
    right: bool = False
    part: str = "text"


def status_look(status: Status, pattern: str = "@", *, right: bool = False) -> Look:
    """The look of a cell that has a status of its own."""
    return Look(pattern, bold=True, colour=COLOURS[status], ground=GROUNDS.get(status, ""), right=right, part="cell")


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[Look, Format] = {}

    def of(self, look: Look) -> Format:
        """The format of a look, made at its first use."""
        if look not in self._made:
            self._made[look] = self._book.add_format(_properties(look))
        return self._made[look]


def _properties(look: Look) -> dict[str, Any]:
    given = asdict(look)
    found: dict[str, Any] = {
        "num_format": given["pattern"],
        "bold": look.bold,
        "font_size": look.size,
        "font_color": look.colour,
        "valign": "top",
    }
    if look.ground:
        found["bg_color"] = look.ground
    if look.right:
        found["align"] = "right"
    if look.part == "head":
        found |= {} if look.right else {"align": "left", "indent": 1}
        found |= {"bottom": 2, "bottom_color": ACCENT, "text_wrap": True, "valign": "bottom", "bg_color": CARD}
    elif look.part == "cell":
        words = look.pattern == "@" and not look.right
        found |= {
            "bottom": 1,
            "bottom_color": LINE,
            "text_wrap": words,
            **({"align": "left", "indent": 1} if words else {}),
        }
    elif look.part == "paragraph":
        found["text_wrap"] = True
    return found
