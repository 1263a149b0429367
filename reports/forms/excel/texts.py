"""Texts as an Excel file can hold them: cells without control characters, names of sheets.

Here: two functions. Not here: looks (`reports.forms.excel.looks`), what is written (`reports.forms.excel.workbooks`,
`reports.vendor_selection.tender.template`).
"""

import re

LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain(text: str) -> str:
    """A text that a cell can hold."""
    return _CONTROL.sub(" ", text)[:LONGEST_CELL]


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes: short, without its forbidden signs, and not given yet; it is added to `taken`."""
    short = _FORBIDDEN.sub(" ", title).strip().strip("'")[:LONGEST_SHEET_NAME].strip() or "-"
    name, number = short, 2
    while name.casefold() in taken or name.casefold() == "history":
        ending = f" {number}"
        name, number = short[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
