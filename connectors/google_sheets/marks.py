"""What lies over a published tab's cells: rules of colour, bands, and the protection that names its maker.

Here: the requests that put them there, and those that take the former ones away, so that publishing again never piles
them up. Not here: the cells' own formats (`connectors.google_sheets.layout`).

Rules and bands of a published tab are replaced wholesale, because the tab is. A protection is removed only if it
carries our sign: one that a person made stays, and where it keeps us out the service refuses the whole batch.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.workbook.cells import TabContent, TextRule

MARKS = (
    "protectedRanges(protectedRangeId,description,requestingUserCanEdit),"
    "conditionalFormats(ranges),bandedRanges(bandedRangeId)"
)
"""The fields of a sheet's metadata that `marks_of` reads."""
OWN_SIGN = "[outsourcing-rollout]"
"""Ends the description of every protection of ours. Ids would be surer, but the service may give them anew."""
BANDS = ("FFFFFF", "F5F7FA")


@dataclass(frozen=True)
class Marks:
    """What was found over a tab and makes way for the new content.

    Attributes:
        rules: how many conditional formats there are; the service knows them by position only.
        may_band: False when there are bands without an id, those of a table a person made: they cannot be removed.
    """

    protection_ids: tuple[int, ...] = ()
    rules: int = 0
    banding_ids: tuple[int, ...] = ()
    may_band: bool = True


NO_MARKS = Marks()


def marks_of(sheet: Mapping[str, Any]) -> Marks:
    """The marks of one sheet as its metadata tells them."""
    bands = sheet.get("bandedRanges", [])
    return Marks(
        protection_ids=tuple(_ids(filter(_is_own, sheet.get("protectedRanges", [])), "protectedRangeId")),
        rules=len(sheet.get("conditionalFormats", [])),
        banding_ids=tuple(_ids(bands, "bandedRangeId")),
        may_band=all("bandedRangeId" in band for band in bands),
    )


def _ids(items: Iterable[Mapping[str, Any]], key: str) -> list[int]:
    return [int(item[key]) for item in items if key in item]


def _is_own(protection: Mapping[str, Any]) -> bool:
    # One of another account of ours is left to the service: it refuses the batch, and says that the tab is protected.
    may_edit = protection.get("requestingUserCanEdit", False)
    return bool(may_edit) and str(protection.get("description", "")).endswith(OWN_SIGN)


def removed_marks(sheet_id: int, marks: Marks) -> list[dict[str, Any]]:
    """Requests that take the former marks away."""
    return [
        *({"deleteProtectedRange": {"protectedRangeId": number}} for number in marks.protection_ids),
        # The first one each time: the others move up.
        *({"deleteConditionalFormatRule": {"sheetId": sheet_id, "index": 0}} for _ in range(marks.rules)),
        *({"deleteBanding": {"bandedRangeId": number}} for number in marks.banding_ids),
    ]


def added_marks(content: TabContent, body: Mapping[str, int], marks: Marks, account: str) -> list[dict[str, Any]]:
    """Requests that put the content's marks in place.

    Args:
        body: the range under the header row.
        account: who stays able to change a protected tab; the service always leaves the owner able to.
    """
    requests = [_rule(rule, body, index) for index, rule in enumerate(content.rules)]
    if marks.may_band:
        colours = {"firstBandColorStyle": solid(BANDS[0]), "secondBandColorStyle": solid(BANDS[1])}
        requests.append({"addBanding": {"bandedRange": {"range": dict(body), "rowProperties": colours}}})
    if content.notice:
        requests.append(_protection(content.notice, body["sheetId"], account))
    return requests


def _rule(rule: TextRule, body: Mapping[str, int], index: int) -> dict[str, Any]:
    # A condition on texts holds no formula: separators and names of functions differ with the workbook's locale.
    condition = {"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": rule.begins}]}
    look = {
        "backgroundColorStyle": solid(rule.paper),
        "textFormat": {"foregroundColorStyle": solid(rule.ink), "bold": True},
    }
    cells = {**body, "startColumnIndex": rule.column, "endColumnIndex": rule.column + 1}
    made = {"ranges": [cells], "booleanRule": {"condition": condition, "format": look}}
    return {"addConditionalFormatRule": {"rule": made, "index": index}}


def _protection(notice: str, sheet_id: int, account: str) -> dict[str, Any]:
    return {
        "addProtectedRange": {
            "protectedRange": {
                "range": {"sheetId": sheet_id},
                "description": f"{notice} {OWN_SIGN}",
                "warningOnly": False,
                # Named, because left out may mean every editor of the workbook.
                "editors": {"users": [account]},
            }
        }
    }


def solid(rgb: str) -> dict[str, Any]:
    """RRGGBB as the service takes a colour."""
    parts = {name: int(rgb[at : at + 2], 16) / 255 for name, at in (("red", 0), ("green", 2), ("blue", 4))}
    return {"rgbColor": parts}
