"""Google Sheets as the tasks see it, through gspread and a service account.

Here: the four calls of `connectors.ports.workbooks.WorkbookStore`, in as few requests as the API allows. Not here:
failures and hosts (`connectors.google_sheets.session`), which tabs there are (`connectors.google_sheets.metadata`),
request bodies (`connectors.google_sheets.layout`, `connectors.google_sheets.publishing`), the meaning of cells
(`connectors.workbook.reading`).

Requests: read 2, publish 3 (one look, one structural batch, one values batch), hashes 2, links 1. gspread's
`Spreadsheet` and `Worksheet` objects read the metadata again on every look-up and so are left alone; its HTTP client's
calls are used directly.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import gspread
from google.auth.exceptions import GoogleAuthError
from google.oauth2.service_account import Credentials

from connectors.errors import IncompleteData, NotFound, RequestRefused
from connectors.google_sheets.errors import TabGone
from connectors.google_sheets.layout import Target, free_sheet_id, quoted, structure
from connectors.google_sheets.marks import NO_MARKS
from connectors.google_sheets.metadata import METADATA, METADATA_WITH_MARKS, Book, book_from
from connectors.google_sheets.publishing import check_structure, check_values, unquoted, values
from connectors.google_sheets.session import SheetsHttp
from connectors.ports.workbooks import PublishedTab
from domain.problems import ConfigurationRefused
from domain.reasons import Reason, listed, verbatim
from domain.workbook.cells import Cell, TabCells, TabContent, WorkbookCells, content_hash

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
SPREADSHEET_ID = re.compile(r"[\w\-.]+", re.ASCII)


class _LocalCredentials(Credentials):
    """Credentials for a stand-in: they ask no Google address where the account may be used from."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        # google-auth has no public switch; without this a rehearsal would call out to Google in the background.
        return False


class GoogleSheets:
    """A `WorkbookStore` over the real service, or over a stand-in that speaks its wire format.

    Not for several threads at once: sessions and counters are shared.
    """

    service = "Sheets"

    def __init__(self, http: SheetsHttp) -> None:
        self._http = http

    def __repr__(self) -> str:
        return f"GoogleSheets({self._http.account})"

    @classmethod
    def connect(
        cls,
        info: Mapping[str, Any],
        *,
        base_url: str | None = None,
        timeout_seconds: tuple[float, float] = (5, 60),
    ) -> "GoogleSheets":
        """Prepare a client for a service account; nothing is sent yet.

        Args:
            info: the account's key file as a dict; tokens come from its `token_uri`.
            base_url: where both Google hosts are found instead, for a stand-in.
            timeout_seconds: for connecting and for reading.

        Raises:
            ConfigurationRefused: the key file is not one.
        """
        if _missing_parts(info):
            raise _no_key(info)
        try:
            kind = Credentials if base_url is None else _LocalCredentials
            credentials = kind.from_service_account_info(dict(info), scopes=SCOPES)  # type: ignore[no-untyped-call]
        except (ValueError, TypeError, GoogleAuthError):
            # The cause may quote the key: it stays out of the message and out of the chain.
            raise _no_key(info) from None
        client = gspread.Client(auth=credentials, http_client=SheetsHttp)
        http: SheetsHttp = client.http_client
        http.aim(str(credentials.service_account_email), base_url, timeout_seconds)
        return cls(http)

    @property
    def requests(self) -> int:
        """Requests sent so far."""
        return self._http.requests

    @property
    def bytes_read(self) -> int:
        """Bytes of answers read so far, unpacked."""
        return self._http.bytes_read

    def read_workbook(self, spreadsheet_id: str, titles: Sequence[str] | None = None) -> WorkbookCells:
        """Read tabs in one metadata and one batch read; all tabs when `titles` is None.

        `tabs` is keyed by the titles asked for; `TabCells.title` is the tab's title as the sheet shows it.

        Raises:
            NotFound: a title is missing; the error lists the tabs that exist.
            AccessRefused: names the account to share the workbook with.
        """
        book = self._book(spreadsheet_id)
        wanted = {title: self._existing(book, title) for title in (book.sheet_ids if titles is None else titles)}
        rows = self._rows(book, list(dict.fromkeys(wanted.values())))
        tabs = {asked: TabCells(name, book.sheet_ids[name], rows[name]) for asked, name in wanted.items()}
        return WorkbookCells(book.spreadsheet_id, book.title, book.locale, book.zone, tabs)

    def publish_tabs(self, spreadsheet_id: str, tabs: Sequence[TabContent]) -> list[PublishedTab]:
        """Make each tab exactly its content: one structural and one values batch. Creates missing tabs.

        Publishing the same content again changes nothing a reader can see, so a lost answer is cured by repeating.

        Raises:
            RequestRefused: a value no spreadsheet can hold (names its cell), a protected tab, a doubled title.
            IncompleteData: the answers do not prove that every cell was written.
        """
        if not tabs:
            return []
        _no_doubles(tabs)
        book = self._book(spreadsheet_id, with_marks=True)
        targets = _targets(book, tabs)
        cells = values(targets)
        structural = structure(targets, self._http.account)
        check_structure(targets, structural, self._http.batch_update(spreadsheet_id, structural))
        check_values(targets, self._http.values_batch_update(spreadsheet_id, cells))
        return [book.published(target.content.title, target.sheet_id) for target in targets]

    def published_hashes(self, spreadsheet_id: str, titles: Sequence[str]) -> dict[str, str]:
        """Title -> `domain.workbook.cells.content_hash` of the tab as it stands; tabs that do not exist are left
        out."""
        book = self._book(spreadsheet_id)
        found = {title: name for title in titles if (name := book.find(title)) is not None}
        rows = self._rows(book, list(dict.fromkeys(found.values())))
        return {title: content_hash(rows[name]) for title, name in found.items()}

    def tab_links(self, spreadsheet_id: str, titles: Sequence[str]) -> list[PublishedTab]:
        """Where existing tabs are; titles that do not exist are left out."""
        book = self._book(spreadsheet_id)
        found = ((title, book.find(title)) for title in titles)
        return [book.published(title, book.sheet_ids[name]) for title, name in found if name is not None]

    # --- one request each ---

    def _book(self, spreadsheet_id: str, *, with_marks: bool = False) -> Book:
        if not SPREADSHEET_ID.fullmatch(spreadsheet_id):
            raise RequestRefused(
                Reason("The spreadsheet id is not one"),
                where=spreadsheet_id[:80],
                next_step=Reason("Use the part of the sheet's address between /d/ and /edit"),
            )
        fields = METADATA_WITH_MARKS if with_marks else METADATA
        answer = self._http.fetch_sheet_metadata(spreadsheet_id, {"includeGridData": "false", "fields": fields})
        return book_from(spreadsheet_id, answer)

    def _rows(self, book: Book, names: Sequence[str]) -> dict[str, tuple[tuple[Cell, ...], ...]]:
        if not names:
            return {}
        asked = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
        ranges = [quoted(name) for name in names]
        try:
            answer = self._http.values_batch_get(book.spreadsheet_id, ranges, {**asked, "majorDimension": "ROWS"})
        except TabGone as gone:
            raise _missing_tab(book, gone.what) from None
        found = answer.get("valueRanges") or []
        answered = [unquoted(str(part.get("range", "")))[0] for part in found]
        if answered != list(names):
            raise IncompleteData(
                Reason("The tabs read are not the tabs asked for"),
                where=Reason("spreadsheet {spreadsheet_id}", spreadsheet_id=book.spreadsheet_id),
                why=Reason("asked for {asked}; got {answered}", asked=_named(names), answered=_named(answered)),
                next_step=Reason("Run again; a tab may have been renamed in the same moment"),
            )
        return {name: _cells(part) for name, part in zip(names, found, strict=True)}

    def _existing(self, book: Book, title: str) -> str:
        name = book.find(title)
        if name is None:
            raise _missing_tab(book, Reason("There is no tab '{tab}'", tab=title), title)
        return name


def _missing_parts(info: Mapping[str, Any]) -> list[str]:
    return [name for name in ("client_email", "private_key", "token_uri") if not info.get(name)]


def _no_key(info: Mapping[str, Any]) -> ConfigurationRefused:
    missing = _missing_parts(info)
    return ConfigurationRefused(
        Reason("The service account's key file cannot be used"),
        why=Reason("it has no {names}", names=", ".join(missing))
        if missing
        else Reason("its private key cannot be read"),
        next_step=Reason("Download a new JSON key for the service account and name that file in the settings"),
    )


def _cells(part: Mapping[str, Any]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(None if cell == "" else cell for cell in row) for row in part.get("values", []))


def _missing_tab(book: Book, what: Reason, title: str = "") -> NotFound:
    near = get_close_matches(title, book.sheet_ids, n=1, cutoff=0.6)
    rename = Reason("Rename '{found}' to '{tab}'", found=near[0], tab=title) if near else None
    return NotFound(
        what,
        where=Reason("spreadsheet '{title}' ({spreadsheet_id})", title=book.title, spreadsheet_id=book.spreadsheet_id),
        why=Reason("its tabs are: {names}", names=_named(list(book.sheet_ids))),
        next_step=rename or Reason("Add the tab, or correct its name in the settings"),
    )


def _named(titles: Sequence[str]) -> Reason:
    return listed([verbatim(title) for title in titles], most=len(titles))


def _no_doubles(tabs: Sequence[TabContent]) -> None:
    # Sheets compares titles without case: two that differ only in it cannot both exist.
    names = [tab.title.casefold() for tab in tabs]
    for tab in tabs:
        if not tab.title.strip() or len(tab.title) > 100 or names.count(tab.title.casefold()) > 1:
            raise RequestRefused(
                Reason("A tab's title cannot be used"),
                where=tab.title[:80],
                why=Reason("titles have 1 to 100 signs and differ in more than case"),
            )


def _targets(book: Book, tabs: Sequence[TabContent]) -> list[Target]:
    by_name = {name.casefold(): (name, sheet_id) for name, sheet_id in book.sheet_ids.items()}
    taken = set(book.all_sheet_ids)
    targets = []
    for tab in tabs:
        if tab.title.casefold() in {title.casefold() for title in book.other_titles}:
            raise RequestRefused(
                Reason("A chart has the title of a tab to be published"),
                where=tab.title,
                next_step=Reason("Rename the chart's tab"),
            )
        name, sheet_id = by_name.get(tab.title.casefold(), ("", -1))
        if not name:
            sheet_id = free_sheet_id(tab.title, taken)
            taken.add(sheet_id)
        targets.append(Target(tab, sheet_id, exists=bool(name), marks=book.marks.get(sheet_id, NO_MARKS)))
    return targets
