"""The folder of Excel files as a shelf of spreadsheets.

Here: finding, opening, committing, creating and deleting; `sheets.yaml`; who may see what. Not here: wire formats.

The file is the truth. Every committed change is on disk before its answer leaves; a refused change is undone by opening
the file again; a file that a person has changed in Excel meanwhile is opened again before the next request.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from domain.problems import ConfigurationRefused
from domain.reasons import Reason, verbatim
from sandbox.sheets.books.book import Book, new_book, open_book
from sandbox.sheets.cells.locales import SheetLocale, sheet_locale
from sandbox.sheets.wire.errors import not_found

SETTINGS_FILE = "sheets.yaml"
Role = Literal["reader", "writer"]
Signature = tuple[int, int]


@dataclass(frozen=True)
class BookSettings:
    """What `sheets.yaml` says about one spreadsheet. `roles` None means shared with everyone."""

    title: str | None = None
    locale: str | None = None
    zone: str | None = None
    roles: Mapping[str, Role] | None = None
    protected_tabs: tuple[str, ...] = ()


@dataclass(frozen=True)
class FolderSettings:
    """The whole of `sheets.yaml`; an absent file gives the defaults."""

    locale: str = "en_US"
    zone: str = "Etc/GMT"
    spreadsheets: Mapping[str, BookSettings] = field(default_factory=dict)
    quotas: Mapping[str, Any] = field(default_factory=dict)


def read_settings(path: Path) -> FolderSettings:
    """Read `sheets.yaml`.

    Raises:
        ConfigurationRefused: the file is not YAML of the agreed shape.
    """
    if not path.exists():
        return FolderSettings()
    try:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}
        defaults = content.get("defaults") or {}
        books = {str(key): _book_settings(value or {}) for key, value in (content.get("spreadsheets") or {}).items()}
        locale, zone = str(defaults.get("locale", "en_US")), str(defaults.get("zone", "Etc/GMT"))
        return FolderSettings(locale, zone, books, content.get("quotas") or {})
    except (YAMLError, AttributeError, TypeError, ValueError) as error:
        raise ConfigurationRefused(
            Reason("The sandbox's sheets.yaml cannot be read"),
            where=path.name,
            why=verbatim(str(error).splitlines()[0]),
            next_step=Reason("Compare it with the layout: defaults, then spreadsheets by id"),
        ) from error


def _book_settings(given: Mapping[str, Any]) -> BookSettings:
    shared = given.get("shared_with")
    roles: dict[str, Role] | None = None
    if shared is not None:
        roles = {}
        for entry in shared:
            if isinstance(entry, str):
                roles[entry] = "writer"
            else:
                roles[str(entry["email"])] = "reader" if entry.get("role") == "reader" else "writer"
    names = {key: str(given[key]) if given.get(key) else None for key in ("title", "locale", "zone")}
    return BookSettings(**names, roles=roles, protected_tabs=tuple(map(str, given.get("protected_tabs") or ())))


class SheetStore:
    """All spreadsheets of a folder. Used by one thread: the server's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._open: dict[str, tuple[Signature, Book]] = {}
        self._settings: tuple[Signature | None, FolderSettings] = (None, read_settings(folder / SETTINGS_FILE))

    # --- settings and access ----------------------------------------------------------------------------------

    @property
    def settings(self) -> FolderSettings:
        """`sheets.yaml` as it stands now."""
        path = self.folder / SETTINGS_FILE
        signature = _signature(path) if path.exists() else None
        if signature != self._settings[0]:
            self._settings = (signature, read_settings(path))
        return self._settings[1]

    def of(self, spreadsheet_id: str) -> BookSettings:
        """The settings of one spreadsheet."""
        return self.settings.spreadsheets.get(spreadsheet_id, BookSettings())

    def role(self, spreadsheet_id: str, email: str | None) -> Role | None:
        """What an account may do; None when the spreadsheet is not shared with it. An `email` of None is anybody."""
        roles = self.of(spreadsheet_id).roles
        if roles is None:
            return "writer"
        return roles.get(email) if email is not None else None

    def title(self, book: Book) -> str:
        """As set through the API, else by `sheets.yaml`, else the file's name."""
        return book.own.get("title") or self.of(book.spreadsheet_id).title or book.spreadsheet_id

    def locale(self, book: Book) -> SheetLocale:
        """The spreadsheet's locale."""
        code = book.own.get("locale") or self.of(book.spreadsheet_id).locale or self.settings.locale
        return sheet_locale(code)

    def zone(self, book: Book) -> str:
        """The spreadsheet's time zone."""
        return book.own.get("zone") or self.of(book.spreadsheet_id).zone or self.settings.zone

    # --- books ------------------------------------------------------------------------------------------------

    def _paths(self) -> dict[str, Path]:
        # Ids are looked up among the files, never joined to a path: an id from outside cannot leave the folder.
        return {path.stem: path for path in sorted(self.folder.glob("*.xlsx")) if not path.name.startswith((".", "~$"))}

    def ids(self) -> list[str]:
        """Ids of all spreadsheets."""
        return list(self._paths())

    def modified_at(self, spreadsheet_id: str) -> float:
        """Epoch seconds of the last change."""
        return self._paths()[spreadsheet_id].stat().st_mtime

    def has(self, spreadsheet_id: str) -> bool:
        """Whether there is such a spreadsheet."""
        return spreadsheet_id in self._paths()

    def book(self, spreadsheet_id: str) -> Book:
        """The spreadsheet as it is on disk.

        Raises:
            ApiError: 404.
            Problem: its file cannot be read.
        """
        path = self._paths().get(spreadsheet_id)
        if path is None:
            raise not_found()
        signature = _signature(path)
        known = self._open.get(spreadsheet_id)
        if known is None or known[0] != signature:
            known = self._open[spreadsheet_id] = (signature, open_book(spreadsheet_id, path))
        return known[1]

    def commit(self, book: Book) -> None:
        """Write a changed spreadsheet; it is on disk when this returns."""
        path = self.folder / f"{book.spreadsheet_id}.xlsx"
        self.forget(book.spreadsheet_id)  # should writing fail, the next request sees the old file
        book.save(path)
        self._open[book.spreadsheet_id] = (_signature(path), book)

    def forget(self, spreadsheet_id: str) -> None:
        """Undo what was not committed."""
        self._open.pop(spreadsheet_id, None)

    def create(self, own: Mapping[str, str], first_title: str = "Sheet1") -> Book:
        """A new, empty spreadsheet, not yet committed."""
        return new_book("1" + secrets.token_urlsafe(33)[:43], dict(own), first_title)

    def delete(self, spreadsheet_id: str) -> None:
        """Remove a spreadsheet for good."""
        self.forget(spreadsheet_id)
        self._paths()[spreadsheet_id].unlink()


def _signature(path: Path) -> Signature:
    status = path.stat()
    return status.st_mtime_ns, status.st_size
