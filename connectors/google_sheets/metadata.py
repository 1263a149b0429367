"""A spreadsheet's metadata: which tabs there are, where, and what lies over them.

Here: the fields that are asked for, and the answer as `Book`. Not here: sending (`connectors.google_sheets.client`),
which marks are ours (`connectors.google_sheets.marks`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.google_sheets.marks import MARKS, Marks, marks_of
from connectors.ports.workbooks import PublishedTab
from connectors.workbook.names import normalised

METADATA = "spreadsheetId,spreadsheetUrl,properties(title,locale,timeZone),sheets(properties)"
"""What a read needs."""
METADATA_WITH_MARKS = METADATA.removesuffix(")") + f",{MARKS})"
"""What a publication needs besides."""
OPEN_IN_BROWSER = "https://docs.google.com/spreadsheets/d/{id}/edit"


@dataclass(frozen=True)
class Book:
    """A spreadsheet's metadata: its grid tabs by title, in their order."""

    spreadsheet_id: str
    title: str
    locale: str
    zone: str
    url: str
    sheet_ids: Mapping[str, int]
    all_sheet_ids: frozenset[int]
    other_titles: frozenset[str]
    marks: Mapping[int, Marks]

    def find(self, title: str) -> str | None:
        """The tab a title means: spelled exactly so, else the one whose name differs only in case or spaces."""
        if title in self.sheet_ids:
            return title
        alike = [name for name in self.sheet_ids if normalised(name) == normalised(title)]
        return alike[0] if len(alike) == 1 else None

    def published(self, title: str, sheet_id: int) -> PublishedTab:
        """Where a tab is."""
        return PublishedTab(title, sheet_id, f"{self.url}#gid={sheet_id}")


def book_from(spreadsheet_id: str, answer: Mapping[str, Any]) -> Book:
    """The metadata as it was answered; marks are empty unless they were asked for."""
    sheets = [sheet.get("properties", {}) for sheet in answer.get("sheets", [])]
    grids = [sheet for sheet in sheets if sheet.get("sheetType", "GRID") == "GRID"]
    about = answer.get("properties", {})
    return Book(
        spreadsheet_id=spreadsheet_id,
        title=str(about.get("title", "")),
        locale=str(about.get("locale", "")),
        zone=str(about.get("timeZone", "")),
        url=str(answer.get("spreadsheetUrl") or OPEN_IN_BROWSER.format(id=spreadsheet_id)),
        # sheetId 0 is a default of the wire format and may be left out.
        sheet_ids={str(sheet["title"]): int(sheet.get("sheetId", 0)) for sheet in grids},
        all_sheet_ids=frozenset(int(sheet.get("sheetId", 0)) for sheet in sheets),
        other_titles=frozenset(str(sheet["title"]) for sheet in sheets if sheet not in grids),
        marks={int(part.get("properties", {}).get("sheetId", 0)): marks_of(part) for part in answer.get("sheets", [])},
    )
