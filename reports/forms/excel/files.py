"""An Excel file as bytes: safe, and equal for equal content.

Here: how a file is opened and closed. Not here: what is written into it (`reports.forms.excel.workbooks`,
`reports.vendor_selection.tender.template`).
"""

import io
from collections.abc import Callable
from datetime import datetime

import xlsxwriter

MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001  (a constant of the file format, which knows no zones)
_SAFE = {
    "in_memory": True,
    # Whatever a sheet or a ticket says stays a text: no formula, no link, no number out of a string.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook_bytes(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The `.xlsx` that `write` fills."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _SAFE) as book:
        book.set_properties({"created": MADE_AT})
        write(book)
    return target.getvalue()
