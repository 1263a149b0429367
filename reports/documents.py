"""A document as data: what every phase report and review is composed into before it takes a form.

    typed result (domain) -> compose (reports/<phase>.py) -> Document -> HTML | markdown | sheet tabs

One Document gives every form, so the page, the artifact and the tab cannot disagree. Texts are `Reason`s
(English template + facts): `reports.language` says them in the reader's language.
Here: the shape. Not here: any rendering.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from domain.reasons import Reason

Kind = Literal["text", "count", "number", "percent", "money", "date", "instant", "duration", "status"]
"""How a value is shown. percent: Decimal 0-1. duration: seconds. status: one of the Status words."""

Status = Literal["good", "warning", "bad", "neutral"]
"""Shown as symbol + word + colour, never colour alone."""

SYMBOLS: dict[Status, str] = {"good": "✔", "warning": "▲", "bad": "✘", "neutral": "–"}
"""Plain signs that every font has; emoji are missing in many."""

Value = bool | int | Decimal | date | datetime | str | Reason | None
"""A table value; None is shown as an em dash. A str is data (never translated), a Reason is text."""


@dataclass(frozen=True)
class TableColumn:
    """A column's heading and how its values are shown."""

    heading: Reason
    kind: Kind = "text"
    decimals: int = 1


@dataclass(frozen=True)
class Table:
    """A table; published as a sheet tab of its own when `tab` is set.

    Attributes:
        statuses: one per row, or empty: marks rows good / warning / bad.
        empty: what to say when there are no rows.
    """

    caption: Reason
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    tab: Reason | None = None
    statuses: tuple[Status, ...] = ()
    empty: Reason = field(default_factory=lambda: Reason("Nothing to show."))


@dataclass(frozen=True)
class Trend:
    """A small line over months with its target; drawn beside others of its section, on one common scale.

    Attributes:
        points: (month YYYY-MM, share 0-1 or None where nothing was measured), oldest first.
    """

    label: Reason
    points: tuple[tuple[str, Decimal | None], ...]
    target: Decimal | None = None
    status: Status = "neutral"


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, tables, and trends (each table stands behind its trends as their data)."""

    heading: Reason
    paragraphs: tuple[Reason, ...] = ()
    tables: tuple[Table, ...] = ()
    trends: tuple[Trend, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One key figure at the top of a document: label, value, how it is shown, and its status."""

    label: Reason
    value: Value
    kind: Kind = "text"
    status: Status = "neutral"
    decimals: int = 1


@dataclass(frozen=True)
class Document:
    """What people read.

    Attributes:
        slug: file name without ending, `[a-z0-9-]+`.
        verdict: the one status of the front page, with its words.
        lines: the few sentences that say it all.
        meta: label -> value lines of the front page (supplier, period, as-of, snapshot).
    """

    slug: str
    title: Reason
    subtitle: Reason
    status: Status
    verdict: Reason
    lines: tuple[Reason, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    meta: tuple[tuple[Reason, Value], ...] = ()
    currency: str = "DKK"
    zone: str = "Europe/Copenhagen"
