"""Excel files read and written without losing a bit: exact numbers, formula results, the server's own notes.

Here: the file. Not here: what its content means to the API (`sandbox.sheets.books.book`).

openpyxl turns date serials into datetimes, rounds floats to 16 digits and drops formula results when it writes. A
stand-in must give back exactly what was written, and a reader without Excel must still find the results, so serials are
read as numbers, 17 digits are written, and known results are put back beside their formulas. openpyxl's type stubs
leave out the attributes this needs; that is why workbooks and cells are `Any` here.
"""

import base64
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.packaging.custom import StringProperty
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import MAC_EPOCH, to_excel

from domain.problems import Problem
from domain.reasons import Reason, verbatim
from sandbox.sheets.cells.shown import Value

NOTES_PREFIX = "sandbox-"
NOTE_LENGTH = 240
"""Excel refuses custom properties longer than 255 characters."""
DAYS_1904 = 1462
_FORMULA_CELL = re.compile(
    r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)>(<f[ >].*?</f>|<f ?[^>]*/>)<v ?(?:/>|></v>)</c>', re.DOTALL
)

Results = dict[tuple[int, int], Value]
"""(row, column), 1-based as in the file -> what the formula there gave when Excel last computed it."""


class _ExactReader(ExcelReader):
    """Leaves date cells as the numbers they are."""

    def read_worksheets(self) -> None:
        workbook: Any = self.wb
        workbook._date_formats, workbook._timedelta_formats = set(), set()
        super().read_worksheets()


def _read(content: bytes, path: Path, *, results: bool) -> Any:
    try:
        reader = _ExactReader(BytesIO(content), data_only=results)
        reader.read()
    except (ValueError, KeyError, OSError, TypeError, zipfile.BadZipFile) as error:
        raise Problem(
            Reason("The sandbox cannot read an Excel file"),
            where=path.name,
            why=verbatim(str(error).splitlines()[0] if str(error) else type(error).__name__),
            next_step=Reason("Open it in Excel and save it again as .xlsx, or take it out of the folder"),
        ) from error
    return reader.wb


def read_file(path: Path) -> tuple[Any, dict[str, Results], dict[str, Any]]:
    """A workbook, the formula results per sheet title, and the notes a server left in it.

    Raises:
        Problem: the file is not a readable Excel workbook.
    """
    content = path.read_bytes()
    workbook = _read(content, path, results=False)
    for sheet in workbook.worksheets:
        _make_plain(sheet)
    results: dict[str, Results] = {}
    if any(cell.data_type == "f" for sheet in workbook.worksheets for cell in sheet._cells.values()):
        computed = _read(content, path, results=True)
        for sheet in workbook.worksheets:
            results[sheet.title] = _results(sheet, computed[sheet.title])
    workbook.epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial has no zone
    return workbook, results, _take_notes(workbook)


def _make_plain(sheet: Any) -> None:
    """Every value a bool, number or string; serials of old Mac files counted from 1899."""
    from_1904 = sheet.parent.epoch == MAC_EPOCH
    for cell in sheet._cells.values():
        value = getattr(cell, "_value", None)
        if isinstance(value, datetime | time | timedelta):
            cell._value, cell.data_type = _serial(value), "n"
        elif from_1904 and isinstance(value, int | float) and not isinstance(value, bool) and cell.is_date:
            cell._value = value + DAYS_1904


def _serial(moment: datetime | time | timedelta) -> float:
    return float(to_excel(moment))  # type: ignore[no-untyped-call]


def _results(formulas: Any, computed: Any) -> Results:
    found: Results = {}
    for place, cell in formulas._cells.items():
        other = computed._cells.get(place)
        if cell.data_type == "f" and other is not None and other._value is not None:
            value = other._value
            found[place] = _serial(value) if isinstance(value, datetime | time | timedelta) else value
    return found


def _take_notes(workbook: Any) -> dict[str, Any]:
    properties = workbook.custom_doc_props
    mine = sorted(name for name in properties.names if name.startswith(NOTES_PREFIX))
    packed = "".join(str(properties[name].value) for name in mine)
    for name in mine:
        del properties[name]
    if not packed:
        return {}
    try:
        notes: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    except (ValueError, zlib.error):
        return {}  # a person edited the properties: the file is then an ordinary Excel file again
    return notes


def _leave_notes(workbook: Any, notes: Mapping[str, Any]) -> None:
    packed = base64.b64encode(zlib.compress(json.dumps(notes, ensure_ascii=False).encode())).decode()
    for number, start in enumerate(range(0, len(packed), NOTE_LENGTH)):
        part = packed[start : start + NOTE_LENGTH]
        workbook.custom_doc_props.append(StringProperty(name=f"{NOTES_PREFIX}{number:04d}", value=part))


def write_file(path: Path, workbook: Any, results: Mapping[str, Results], notes: Mapping[str, Any]) -> None:
    """Write atomically: temporary file, fsync, rename. The workbook in memory is left as it was."""
    _leave_notes(workbook, notes)
    buffer = BytesIO()
    try:
        with _seventeen_digits(workbook):
            workbook.save(buffer)
    finally:
        _take_notes(workbook)
    content = buffer.getvalue()
    if any(results.values()):
        content = _with_results(content, workbook, results)
    replace_file(path, content)


def replace_file(path: Path, content: bytes) -> None:
    """The file has the old or the new content, never a part of it, whatever happens."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


@contextmanager
def _seventeen_digits(workbook: Any) -> Iterator[None]:
    changed: list[tuple[Any, float]] = []
    for sheet in workbook.worksheets:
        for cell in sheet._cells.values():
            value = getattr(cell, "_value", None)
            if isinstance(value, float) and float(f"{value:.16g}") != value:
                changed.append((cell, value))
                cell._value = repr(value)  # openpyxl writes a str under data type "n" as it stands
    try:
        yield
    finally:
        for cell, value in changed:
            cell._value = value


def _with_results(content: bytes, workbook: Any, results: Mapping[str, Results]) -> bytes:
    """The package with `<v>` filled in for formulas whose result is known."""
    parts = {
        f"xl/worksheets/sheet{number}.xml": results[sheet.title]
        for number, sheet in enumerate(workbook.worksheets, start=1)
        if results.get(sheet.title)
    }
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename in parts:
                data = _fill(data.decode(), parts[item.filename]).encode()
            target.writestr(item, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _fill(xml: str, results: Results) -> str:
    def filled(found: re.Match[str]) -> str:
        value = results.get(coordinate_to_tuple(found[1]))
        if value is None:
            return found[0]
        kind, text = _as_xml(value)
        return f'<c r="{found[1]}"{found[2]}{kind}>{found[3]}<v>{text}</v></c>'

    return _FORMULA_CELL.sub(filled, xml)


def _as_xml(value: Value) -> tuple[str, str]:
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, int | float):
        return "", repr(value)
    text = str(value)
    return (' t="e"' if text.startswith("#") else ' t="str"'), escape(text)
