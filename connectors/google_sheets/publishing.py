"""A tab's values as they are sent, and the proof from the answers that they arrived.

Here: the values batch and the checks of both answers. Not here: sheets and formats (`connectors.google_sheets.layout`),
sending (`connectors.google_sheets.client`).

Every cell of the grid is written: a blank as "", because null leaves the old value. Values go RAW: a text that begins
with = + - @ stays a text.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from connectors.errors import IncompleteData, RequestRefused
from connectors.google_sheets.layout import Target, quoted
from domain.reasons import Reason
from domain.workbook.cells import cell_name, serial_from_date

LONGEST_CELL = 50_000
LARGEST_INTEGER = 2**53


def values(targets: Sequence[Target]) -> dict[str, Any]:
    """Body of the values batch.

    Raises:
        RequestRefused: a value no spreadsheet can hold; names its cell.
    """
    data = [
        {"range": quoted(t.content.title, t.area), "majorDimension": "ROWS", "values": _rectangle(t)} for t in targets
    ]
    return {"valueInputOption": "RAW", "includeValuesInResponse": False, "data": data}


def _rectangle(target: Target) -> list[list[bool | int | float | str]]:
    rows = [*target.content.rows, *([()] * (target.row_count - len(target.content.rows)))]
    return [
        [
            sendable(row[column] if column < len(row) else None, f"{target.content.title}!{cell_name(index, column)}")
            for column in range(target.column_count)
        ]
        for index, row in enumerate(rows)
    ]


def sendable(value: object, address: str) -> bool | int | float | str:
    """A value as it goes over the wire: blanks as "", decimals as floats, dates as serial numbers.

    Raises:
        RequestRefused: NaN, infinity, a number that would lose digits, a text over 50,000 signs, an unknown type.
    """
    match value:
        case None:
            return ""
        case bool():
            return value
        case int() if abs(value) <= LARGEST_INTEGER:
            return value
        case str() if len(value) <= LONGEST_CELL:
            return value
        case float() | Decimal() if math.isfinite(value):
            return float(value)
        case date() if not isinstance(value, datetime):
            return serial_from_date(value)
    raise RequestRefused(
        Reason("A value cannot be put into a cell"),
        where=address,
        why=_why_not(value),
        next_step=Reason("Report this with the name of the review; the figure behind the cell is wrong"),
    )


def _why_not(value: object) -> Reason:
    match value:
        case float() | Decimal():
            return Reason("it is not a finite number")
        case int():
            return Reason("the number has more digits than a spreadsheet keeps")
        case str():
            return Reason("the text has {count} signs, a cell holds {most}", count=len(value), most=LONGEST_CELL)
        case datetime():
            return Reason("an instant must be given as a serial number in a named zone")
    return Reason("it is of the type {kind}", kind=type(value).__name__)


def check_structure(targets: Sequence[Target], sent: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Prove that every structural request was answered and new sheets have the ids they were given.

    Raises:
        IncompleteData: the answer does not fit.
    """
    replies = answer.get("replies") or []
    if len(replies) != len(sent["requests"]):
        raise _unproven(
            targets,
            Reason(
                "{count} of {sent} structural changes were answered", count=len(replies), sent=len(sent["requests"])
            ),
        )
    for request, reply in zip(sent["requests"], replies, strict=True):
        if "addSheet" not in request:
            continue
        wanted = request["addSheet"]["properties"]["sheetId"]
        made = reply.get("addSheet", {}).get("properties", {}).get("sheetId", 0)
        if made != wanted:
            raise _unproven(
                targets, Reason("a new sheet got the id {made} instead of {wanted}", made=str(made), wanted=str(wanted))
            )


def check_values(targets: Sequence[Target], answer: Mapping[str, Any]) -> None:
    """Prove that every cell was written where it was meant to go.

    Raises:
        IncompleteData: a range or a number of cells differs from what was sent.
    """
    responses = answer.get("responses") or []
    if len(responses) != len(targets):
        raise _unproven(
            targets, Reason("{count} of {sent} tabs were answered", count=len(responses), sent=len(targets))
        )
    for target, response in zip(targets, responses, strict=True):
        wanted, cells = (target.content.title, target.area), target.row_count * target.column_count
        written = unquoted(str(response.get("updatedRange", "")))
        if written != wanted or response.get("updatedCells") != cells:
            raise _unproven(
                targets,
                Reason(
                    "{sent} ({cells} cells) was sent, {written} ({count} cells) was written",
                    sent=f"{target.content.title}!{target.area}",
                    cells=cells,
                    written="!".join(written),
                    count=str(response.get("updatedCells")),
                ),
            )


def unquoted(answered: str) -> tuple[str, str]:
    """Title and area of an answered range: `'Mette''s'!A1:B2` -> ("Mette's", "A1:B2")."""
    title, _, area = answered.rpartition("!")
    if not title:
        title, area = answered, ""
    if re.fullmatch(r"'.*'", title, re.DOTALL):
        title = title[1:-1].replace("''", "'")
    return title, area


def _unproven(targets: Sequence[Target], why: Reason) -> IncompleteData:
    return IncompleteData(
        Reason("The tabs could not be proven to be written whole"),
        where=", ".join(target.content.title for target in targets),
        why=why,
        next_step=Reason("Publish again; the same content is written over it"),
    )
