"""A document as data: what every phase report and review is composed into before it takes a form.

    typed result (domain) -> compose (reports/<phase>.py) -> Document -> HTML | PDF | XLSX | sheet tabs | markdown

One Document gives every form, so the page, the file, the artifact and the tab cannot disagree. Texts are `Reason`s
(English template + facts): `reports.language` says them in the reader's language.
Here: the shape. Not here: any rendering; what a chart is drawn of (`reports.drawings`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from domain.reasons import Reason
from reports.drawings import Drawing, Status

Kind = Literal["text", "count", "number", "percent", "money", "date", "instant", "duration", "status"]
"""How a value is shown. percent: Decimal 0-1. duration: seconds. status: one of the Status words."""

FIRST_SECTION = 2
"""The front of a numbered document, "in short", is its section 1."""

SYMBOLS: dict[Status, str] = {"good": "✔", "warning": "▲", "bad": "✘", "neutral": "–", "unmeasured": "○"}
"""Plain signs that every font has; emoji are missing in many."""

STATUS_WORDS: dict[Status, Reason] = {
    "good": Reason("in order"),
    "warning": Reason("watch"),
    "bad": Reason("not in order"),
    "unmeasured": Reason("not measured"),
}
"""What a status means where its table says no more. Neutral judges nothing and has no word."""


@dataclass(frozen=True)
class Link:
    """A text that opens an address; forms that cannot show links show the text.

    Only http(s) addresses are linked, and on pages those of the page's own neighbours. A str is data, a Reason is text.
    """

    text: str | Reason
    url: str


Plain = bool | int | Decimal | date | datetime | str | Reason | Link | None
"""A value without a look of its own. A str is data (never translated), a Reason is text, None is a dash."""


@dataclass(frozen=True)
class Marked:
    """A value with its own status among others of its column: symbol, value and colour.

    Attributes:
        note: a word behind the value ("few"), or in its place where there is none ("not measured").
    """

    value: Plain
    status: Status
    note: Reason | None = None


Value = Plain | Marked
"""A table value."""


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
        words: what a status means in this table, where a cell says it; the others have `STATUS_WORDS`.
        empty: what to say when there are no rows.
    """

    caption: Reason
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    tab: Reason | None = None
    statuses: tuple[Status, ...] = ()
    words: tuple[tuple[Status, Reason], ...] = ()
    empty: Reason = field(default_factory=lambda: Reason("Nothing to show."))


@dataclass(frozen=True)
class Trend:
    """A small line over months with its target; drawn beside others of its section, on one common scale.

    Attributes:
        points: (month YYYY-MM, share 0-1 or None where nothing was measured), oldest first.
        limits: (lower, upper) control limits per point, shares 0-1; empty without a control chart.
        signals: positions of the points that are more than chance.
        missed: positions of the points that miss the target, as they were judged on their counts: a share that is only
            rounded up to the target does not look so here.
    """

    label: Reason
    points: tuple[tuple[str, Decimal | None], ...]
    target: Decimal | None = None
    status: Status = "neutral"
    limits: tuple[tuple[Decimal | None, Decimal | None], ...] = ()
    signals: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A drawing with the table of its figures, which stands beside it in every form.

    Attributes:
        alt: what a reader who cannot see it is told: what is drawn, and what it shows.
    """

    caption: Reason
    alt: Reason
    drawing: Drawing
    table: Table


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, trends and their table, charts with theirs, and further tables.

    Attributes:
        look: "unmeasured" where the section has nothing to show because nobody measured it.
    """

    heading: Reason
    paragraphs: tuple[Reason, ...] = ()
    tables: tuple[Table, ...] = ()
    trends: tuple[Trend, ...] = ()
    charts: tuple[Chart, ...] = ()
    look: Status = "neutral"

    @property
    def all_tables(self) -> tuple[Table, ...]:
        """Every table of the section, those of its charts first."""
        return (*(chart.table for chart in self.charts), *self.tables)


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
        asks: the decisions and actions asked of the reader.
        numbered: sections carry numbers, and the front has a list of them.
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
    asks: tuple[Reason, ...] = ()
    numbered: bool = False
    currency: str = "DKK"
    zone: str = "Europe/Copenhagen"
