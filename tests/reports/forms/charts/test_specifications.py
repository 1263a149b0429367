"""Drawings: what is drawn agrees with the figures, in the reader's language, and nothing in them is active."""

import json
import re
import threading
from contextlib import suppress
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from domain.reasons import Reason
from reports.documents import Chart, Document, Section, Table, TableColumn, Trend
from reports.drawings import AgainstPlan, Bars, Drawing, Flow, Span, Spread, SpreadRow, Step, Timeline, Waterfall
from reports.forms.charts import looks, specifications, trends
from reports.forms.charts import svg as pictures
from reports.forms.html import pages
from reports.language import Speaker
from tests.reports.forms.html.test_pages import EVERY_HOSTILE

MONTHS = tuple(f"2026-{number:02}" for number in range(1, 11))
TREND = Trend(
    Reason("A"),
    tuple((month, None if month == "2026-03" else Decimal("0.9")) for month in MONTHS),
    Decimal("0.95"),
    signals=(1,),
    missed=tuple(range(9)),
)


def drawings(text: str = "A") -> dict[str, Drawing]:
    name = Reason("{company} and {vendor}", company=text, vendor="V")
    return {
        "bars": Bars((name, Reason("client")), ((name, (5, 1)), (Reason("Backlog at the end"), (2, 0)))),
        "flow": Flow(tuple((month, 10 + at, 12, 5) for at, month in enumerate(MONTHS))),
        "waterfall": Waterfall((Step(name, Decimal(100)), Step(name, Decimal(-40)), Step(name, Decimal(60), "total"))),
        "plan": AgainstPlan(tuple((m, Decimal(at), Decimal(0), Decimal(at), None) for at, m in enumerate(MONTHS))),
        "timeline": Timeline((Span(name, date(2026, 1, 5), None, Reason("running")),), date(2026, 3, 1)),
        "spread": spread(name),
    }


def spread(name: Reason) -> Spread:
    return Spread(
        (
            SpreadRow(name, Reason("A"), Decimal(2), Decimal(4), Decimal(5), apart=True),
            SpreadRow(name, Reason("B"), Decimal(3), Decimal("3.5"), Decimal(4)),
            SpreadRow(Reason("Price"), Reason("A"), None, None, None),
        ),
        (1, 5),
        Reason("Median"),
        Reason("Median, evaluators far apart"),
    )


def document(drawing: Drawing) -> Document:
    table = Table(Reason("A"), (TableColumn(Reason("A")),), (("x",),))
    section = Section(Reason("A"), trends=(TREND,), charts=(Chart(Reason("A"), Reason("B"), drawing, table),))
    return Document("x", Reason("A"), Reason("B"), "good", Reason("C"), (), (), (section,))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in fromstring(svg).iter() if element.tag.endswith("text")]


@pytest.mark.parametrize("kind", drawings())
@pytest.mark.parametrize("text", EVERY_HOSTILE)
def test_hostile_names_are_text_in_every_drawing(kind: str, text: str) -> None:
    for svg in pictures.drawn(document(drawings(text)[kind]), "da").values():
        fromstring(svg)  # it is whole XML: nothing broke out of its text
        assert not re.search(r"<(script|img|foreignObject|a)\b", svg)


@pytest.mark.parametrize("kind", drawings())
def test_equal_drawings_are_equal_bytes(kind: str) -> None:
    first = pictures.drawn(document(drawings()[kind]), "da")
    pictures._made.cache_clear()
    assert list(pictures.drawn(document(drawings()[kind]), "da").values()) == list(first.values())


def test_months_stand_in_the_readers_language() -> None:
    made = document(drawings()["flow"])
    assert "okt" in " ".join(texts(next(iter(pictures.drawn(made, "da").values()))))
    assert "Oct" in " ".join(texts(next(iter(pictures.drawn(made, "en").values()))))


def test_amounts_on_an_axis_have_the_readers_thousands() -> None:
    steps = Waterfall((Step(Reason("A"), Decimal(8000)), Step(Reason("B"), Decimal(8000), "total")))
    assert "8.000" in texts(list(pictures.drawn(document(steps), "da").values())[1])
    assert "8,000" in texts(list(pictures.drawn(document(steps), "en").values())[1])


def layers(specification: dict[str, Any]) -> list[dict[str, Any]]:
    return list(specification["layer"])


def test_a_month_without_a_measurement_has_no_point_and_breaks_the_line() -> None:
    (svg, _) = pictures.drawn(document(drawings()["flow"]), "da").values()
    line = next(path for path in re.findall(r'<path[^>]* d="([^"]+)"[^>]*stroke="#1f4e79" stroke-width="1.8"', svg))
    assert line.count("M") == 2


def test_missed_points_are_rings_and_signals_are_diamonds_whatever_the_shown_digits_say() -> None:
    points = trends.trend_spec(TREND, (TREND,), Speaker("da"))["data"]["values"]
    looks = {point["month"][:7]: point["look"] for point in points if point["share"] is not None}
    assert looks.pop("2026-02") == "missed signal"
    assert looks.pop("2026-10") == "in"  # under the target as drawn, but not judged so
    assert set(looks.values()) == {"miss"}


def test_the_bars_of_a_cause_sum_to_its_text() -> None:
    bars, sums = layers(specifications.spec(drawings()["bars"], Speaker("da")))
    parts = [value["count"] for value in bars["data"]["values"]]
    assert sum(parts) == sum(total["count"] for total in sums["data"]["values"]) == 8
    assert [total["text"] for total in sums["data"]["values"]] == ["6  (75 %)", "2  (100 %)"]


def test_each_step_of_a_waterfall_begins_where_the_one_before_it_ended() -> None:
    values = specifications.spec(drawings()["waterfall"], Speaker("da"))["data"]["values"]
    assert [(value["start"], value["end"]) for value in values] == [(0, 100), (100, 60), (0, 60)]


def test_a_phase_of_one_day_can_be_seen() -> None:
    spans = (
        Span(Reason("A"), date(2025, 1, 1), date(2026, 1, 1), Reason("approved")),
        Span(Reason("B"), date(2026, 1, 1), None, Reason("running")),
    )
    last = specifications.spec(Timeline(spans, date(2026, 1, 1)), Speaker("da"))["data"]["values"][-1]
    assert last["until"] > last["from"]


def test_nothing_is_read_from_an_address_or_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text('[{"word": "marker"}]', encoding="utf-8")
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    numbers, times = (json.dumps(part) for part in (Speaker("da").number_format(), Speaker("da").time_format()))
    for url in (secret.as_uri(), f"http://127.0.0.1:{server.server_port}/secret.json"):
        specification = {"data": {"url": url}, "mark": "text", "encoding": {"text": {"field": "word"}}}
        with suppress(ValueError):  # refused, or drawn without the data
            assert "marker" not in pictures._made(json.dumps(specification), numbers, times)
    server.shutdown()
    assert not asked


def test_a_pages_drawing_has_only_colours_the_page_can_change() -> None:
    for svg in pictures.drawn(document(drawings()["flow"]), "da").values():
        page = pictures.page_svg(svg, "d1")
        assert not [colour for colour in looks.VARIABLES if colour in page]
        assert "http" not in page


def test_the_ids_of_a_pages_drawings_are_their_own() -> None:
    svg = '<svg width="1" height="1"><clipPath id="c0"/><g clip-path="url(#c0)"/><use href="#c0"/></svg>'
    assert pictures.page_svg(svg, "d7").count("d7-c0") == 3


def test_the_pages_light_colours_are_the_drawings() -> None:
    style = (Path(pages.__file__).parent / "templates" / "look.css.j2").read_text(encoding="utf-8")
    light = dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6})", style[: style.index("@media")]))
    assert {name: light[name] for name in looks.VARIABLES.values()} == {n: c for c, n in looks.VARIABLES.items()}
