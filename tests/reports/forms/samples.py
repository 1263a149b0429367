"""Documents with one of everything or with nothing, and text as a comparison wants it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.reasons import Reason
from reports.documents import Chart, Document, Fact, Marked, Section, Table, TableColumn, Trend
from reports.drawings import Bars

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><rect width="90" height="20" fill="#1f4e79"/>'
    '<text x="5" y="50" font-family="{family}" font-size="12">Søjler 中</text></svg>'
)


EMPTY = Document("tom", Reason(""), Reason(""), "neutral", Reason(""), (), (), ())


def words(text: str) -> Reason:
    return Reason("{text}", text=text)


def squeezed(text: str) -> str:
    """Without white space, which is what differs between a line and two of them."""
    return re.sub(r"\s", "", text)


def full() -> Document:
    """A document with one of everything."""
    causes = Table(
        words("Årsager"),
        (TableColumn(words("Årsag")), TableColumn(words("Antal"), "count")),
        (("ventede på kunden", 1234), (None, None)),
    )
    levels = Table(
        words("Niveauer"),
        (TableColumn(words("Sag")), TableColumn(words("Brugt"), "duration"), TableColumn(words("Opnået"), "percent", 2),
         TableColumn(words("Kredit"), "money"), TableColumn(words("Oprettet"), "date"),
         TableColumn(words("Frist"), "instant"), TableColumn(words("Vægt"), "number", 2)),
        (("NB-1", 5400, Marked(Decimal("0.6667"), "bad", words("få")), Decimal("7500.5"), date(2026, 10, 1),
          datetime(2026, 10, 1, 6, 30, tzinfo=UTC), Decimal("2.25")),
         ("NB-2", None, Marked(None, "unmeasured", words("ikke målt")), Decimal(-3), None, None, None)),
        statuses=("bad", "unmeasured"),
    )  # fmt: skip
    points = (("2026-08", Decimal("0.9")), ("2026-09", None), ("2026-10", Decimal("0.97")))
    limits = ((Decimal("0.8"), Decimal("0.99")),) * 3
    trend = Trend(words("Løsning P1"), points, Decimal("0.95"), "good", limits, (0,))
    chart = Chart(words("Brud efter årsag"), words("Søjler: kunden 1.234."), Bars((), ()), causes)
    return Document(
        slug="fuld",
        title=words("Gennemgang af Ærø"),
        subtitle=words("Nordlys og Baltic"),
        status="bad",
        verdict=words("1 af 8 er misset"),
        lines=(words("Det vigtigste i én sætning."),),
        facts=(Fact(words("Sager"), 1234, "count"), Fact(words("Kredit"), Decimal(7500), "money", "warning"),
               Fact(words("Tilfredshed"), Marked(None, "unmeasured", words("ikke målt")))),
        sections=(
            Section(words("Serviceniveauer"), (words("Et afsnit."),), (levels,), (trend,)),
            Section(words("Brud"), charts=(chart,)),
            Section(words("Kundernes mening"), (words("Ingen spurgte."),), look="unmeasured"),
            Section(words("Risici"), (), (replace(causes, rows=(), empty=words("Ingen risici.")),)),
        ),
        meta=((words("Kontrakt"), "NR-1"), (words("Data til"), datetime(2026, 11, 1, tzinfo=UTC))),
        asks=(words("Godkend kreditten."), words("Udpeg en ejer.")),
        numbered=True,
    )  # fmt: skip


def full_of(text: str) -> Document:
    """A document in which every text that can be data is this one."""
    said = words(text)
    kinds: tuple[Any, ...] = ("text", "count", "text", "percent", "status", "instant", "text", "date", "text")
    row = (
        text,
        1,
        text,
        Decimal("0.5"),
        Marked(said, "bad", said),
        datetime(2026, 10, 1, tzinfo=UTC),
        said,
        None,
        Marked(text, "warning", said),
    )
    wide = Table(said, tuple(TableColumn(said, kind) for kind in kinds), (row,) * 3, None, ("bad", "good", "warning"))
    narrow = Table(said, wide.columns[:2], (row[:2],))
    trend = Trend(said, (("2026-09", Decimal("0.9")), ("2026-10", Decimal(1))), Decimal("0.95"), "bad")
    return Document(
        slug="x",
        title=said,
        subtitle=said,
        status="bad",
        verdict=said,
        lines=(said, said),
        facts=(Fact(said, text, "text", "bad"),) * 4,
        sections=(
            Section(said, (said,), (wide, narrow, replace(narrow, rows=(), empty=said)), (trend,) * 5),
            Section(said, (said,), charts=(Chart(said, said, Bars((), ()), narrow),), look="unmeasured"),
        ),
        meta=((said, text), (said, None)),
        asks=(said, said),
        numbered=True,
    )
