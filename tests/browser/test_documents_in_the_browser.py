"""What people open, in a real browser: it asks for nothing, errs nowhere, everybody can read it, on screen and paper.

Not here: the Prefect UI (`test_gate_in_the_browser`), texts and values without a browser (`tests/reports`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from domain.ledger.phases import Phase
from reports.documents import Document
from reports.forms.html.pages import render_page
from reports.language import Speaker
from reports.review.review import compose
from tests.browser.conftest import picture
from tests.reports.forms.html.test_pages import HOSTILE
from tests.reports.phases.documents import BUILDERS
from tests.reports.review.samples import empty_review, full_review
from tests.reports.review.test_review import ISSUES

pytestmark = pytest.mark.slow

LOOKS = ("light", "dark")
FOCUSED = "(e => e.className + ' ' + (e.getAttribute('href') || ''))(document.activeElement)"
DOCUMENTS: dict[str, Any] = {
    "review": lambda: compose(full_review(), "2026-10/1/abc", issues=ISSUES, browse="https://nordlys.example/browse/"),
    "empty review": lambda: compose(empty_review()),
    "hostile review": lambda: compose(full_review((" ".join(HOSTILE[:-1]) + "x" * 200)[:300])),
    "review of one long word": lambda: compose(full_review("x" * 300)),
    **{phase.value: lambda phase=phase: BUILDERS[phase]()[0] for phase in Phase},
}


@dataclass
class Opened:
    """A page in the browser, with everything it asked for and everything it complained of."""

    page: Any
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def show(self, path: Path) -> None:
        self.asked.clear()
        self.errors.clear()
        self.page.goto(path.as_uri())
        self.page.wait_for_load_state("networkidle")


def opened(browser: Any, **options: Any) -> Opened:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="da-DK", **options)
    found = Opened(page)
    page.on("request", lambda request: found.asked.append(request.url))
    page.on("console", lambda message: found.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    return found


@pytest.fixture(scope="module", params=LOOKS)
def reader(request: pytest.FixtureRequest, browser: Any) -> Iterator[Opened]:
    found = opened(browser, color_scheme=request.param)
    yield found
    found.page.close()


@pytest.fixture(scope="module")
def light(browser: Any) -> Iterator[Opened]:
    found = opened(browser, color_scheme="light")
    yield found
    found.page.close()


def written(document: Document, folder: Path, language: str = "da") -> Path:
    path = folder / "page.html"
    path.write_text(render_page(document, language), encoding="utf-8")
    return path


def serious(page: Any) -> list[str]:
    """axe-core's serious and critical findings, each with the first place."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_asks_for_nothing_errs_nowhere_and_everybody_can_read_it(
    reader: Opened, name: str, tmp_path: Path
) -> None:
    path = written(DOCUMENTS[name](), tmp_path)
    reader.show(path)
    assert reader.asked == [path.as_uri()]
    assert reader.errors == []
    assert serious(reader.page) == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_figures_on_the_page_are_those_of_the_review(light: Opened, language: str, tmp_path: Path) -> None:
    document = DOCUMENTS["review"]()
    light.show(written(document, tmp_path, language))
    shown = light.page.eval_on_selector_all(
        "table", "tables => tables.map(t => [...t.rows].map(r => [...r.cells].map(c => c.innerText.trim())))"
    )
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    wanted = []
    for section in document.sections:
        for table in (t for t in section.all_tables if t.rows):
            rows = [
                [speaker.value(v, c.kind, c.decimals) for v, c in zip(row, table.columns, strict=True)]
                for row in table.rows
            ]
            wanted.append(rows)
    found = [[row[len(row) - len(rows[0]) :] for row in table[1:]] for table, rows in zip(shown, wanted, strict=True)]
    assert [[[" ".join(c.split()) for c in row] for row in table] for table in found] == [
        [[" ".join(c.split()) for c in row] for row in table] for table in wanted
    ]


def test_dark_paper_is_dark_and_print_is_white_whatever_the_reader_prefers(browser: Any, tmp_path: Path) -> None:
    dark = opened(browser, color_scheme="dark")
    dark.show(written(DOCUMENTS["review"](), tmp_path))
    background = "getComputedStyle(document.body).backgroundColor"
    assert dark.page.evaluate(background) == "rgb(18, 23, 30)"
    dark.page.emulate_media(media="print")
    assert dark.page.evaluate(background) == "rgb(255, 255, 255)"
    assert dark.page.evaluate("getComputedStyle(document.querySelector('svg path')).fill !== ''")
    dark.page.close()


def test_nothing_is_cut_off_in_print(light: Opened, tmp_path: Path) -> None:
    light.show(written(DOCUMENTS["review"](), tmp_path))
    light.page.set_viewport_size({"width": 690, "height": 980})  # A4 less its margins, at 96 dots an inch
    light.page.emulate_media(media="print")
    wide = light.page.eval_on_selector_all(
        "main, table, figure, .verdict, .asks",
        "all => all.filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120))",
    )
    light.page.emulate_media(media="screen")
    light.page.set_viewport_size({"width": 1280, "height": 900})
    assert wide == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_narrow_screen_scrolls_tables_and_never_the_page(light: Opened, width: int, tmp_path: Path) -> None:
    light.page.set_viewport_size({"width": width, "height": 800})
    light.show(written(DOCUMENTS["hostile review"](), tmp_path))
    assert light.page.evaluate("document.documentElement.scrollWidth") <= width
    light.page.set_viewport_size({"width": 1280, "height": 900})


def test_the_keyboard_reaches_the_content_the_contents_and_every_table(light: Opened, tmp_path: Path) -> None:
    light.show(written(DOCUMENTS["review"](), tmp_path))
    reached = []
    for _ in range(60):
        light.page.keyboard.press("Tab")
        reached.append(
            light.page.evaluate("(e => e.className + ' ' + (e.getAttribute('href') || ''))(document.activeElement)")
        )
    assert reached[0].strip() == "skip #main"
    assert "#s2" in reached[1]
    assert any("scroll" in one for one in reached)


def test_headings_go_down_one_step_at_a_time_and_every_picture_has_words(light: Opened, tmp_path: Path) -> None:
    light.show(written(DOCUMENTS["review"](), tmp_path))
    levels = light.page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(e => Number(e.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    words = light.page.eval_on_selector_all("[role=img]", "all => all.map(e => e.getAttribute('aria-label'))")
    assert words
    assert all(len(said) > 20 for said in words)


def test_the_review_is_pictured(browser: Any, tmp_path: Path) -> None:
    """Not a check: with ROLLOUT_SCREENSHOTS the looks are kept for people."""
    for look in LOOKS:
        shown = opened(browser, color_scheme=look)
        shown.show(written(DOCUMENTS["review"](), tmp_path))
        picture(shown.page, f"sample-review-{look}", whole=True)
        shown.page.close()
