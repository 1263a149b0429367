"""Workbooks as the tasks see them: tabs are read, and published.

Here: the protocol and its values. Not here: cells (`domain.workbook.cells`), their meaning
(`connectors.workbook.reading`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.workbook.cells import TabContent, WorkbookCells


@dataclass(frozen=True)
class PublishedTab:
    """Where a published tab is: its sheet id and a link that opens it."""

    title: str
    sheet_id: int
    url: str


class WorkbookStore(Protocol):
    """Workbooks that the company keeps in a service."""

    @property
    def service(self) -> str:
        """The service's name, for people."""
        ...

    def read_workbook(self, spreadsheet_id: str, titles: Sequence[str] | None = None) -> WorkbookCells:
        """Read tabs in one metadata and one batch read; all tabs when `titles` is None.

        Raises:
            NotFound: a title is missing; the error lists the tabs that exist.
            AccessRefused: names the account to share the workbook with.
        """
        ...

    def publish_tabs(self, spreadsheet_id: str, tabs: Sequence[TabContent]) -> list[PublishedTab]:
        """Make each tab exactly its content: one structural and one values batch. Creates missing tabs."""
        ...

    def published_hashes(self, spreadsheet_id: str, titles: Sequence[str]) -> dict[str, str]:
        """Title -> `domain.workbook.cells.content_hash` of the tab as it stands; tabs that do not exist are left
        out."""
        ...

    def tab_links(self, spreadsheet_id: str, titles: Sequence[str]) -> list[PublishedTab]:
        """Where existing tabs are; titles that do not exist are left out."""
        ...
