"""The site in a real browser, from the disk: every page of it, its search with and without script, light and dark."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Dialog

from configs.settings import Settings
from flows.site.build import build_site
from flows.wiring.places import published_reviews, review_folder, site_folder
from reports.forms.excel.workbooks import render_workbook
from reports.forms.html.pages import render_page
from reports.forms.paper.prints import render_pdf
from reports.review.review import compose
from tests.browser.test_documents_in_the_browser import LOOKS, Opened, opened, serious
from tests.domain.portfolio.test_card import DISCOVERED, published
from tests.flows.site.test_build import add_rollout, record
from tests.reports.review.samples import full_review

pytestmark = pytest.mark.slow

HOSTILE = "<script>alert(1)</script> & Søn"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rollout with a whole published review, and one with a hostile name that has only begun."""
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(home=folder / "home", rollouts_dir=folder / "rollouts")
    settings.home.mkdir()
    review = full_review("Gudenå Kanoudlejning")
    document = compose(review)
    published_reviews(settings).save(review)
    record(settings, (*DISCOVERED, published(review)))
    for ending, content in (
        ("html", render_page(document, "da").encode()),
        ("pdf", render_pdf(document, "da")),
        ("xlsx", render_workbook(document, "da")),
    ):
        review_folder(settings).write("nordlys", f"sla-{review.month}.{ending}", content)
    add_rollout(settings, "sydlys", HOSTILE, "en")
    record(settings, DISCOVERED, "sydlys")
    build_site(settings, site_folder(settings, folder / "site"))
    return folder / "site"


@pytest.fixture(scope="module", params=LOOKS)
def reader(request: pytest.FixtureRequest, browser: Any) -> Iterator[Opened]:
    found = opened(browser, color_scheme=request.param)
    yield found
    found.page.close()


@pytest.fixture
def searcher(browser: Any) -> Iterator[Opened]:
    found = opened(browser)
    yield found
    found.page.close()


def test_every_page_asks_for_nothing_errs_nowhere_and_everybody_can_read_it(reader: Opened, site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 7
    for path in pages:
        reader.show(path)
        assert reader.asked == [path.as_uri()]
        assert reader.errors == []
        assert serious(reader.page) == [], path.name
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_from_the_front_page_one_walks_to_a_review_and_back(searcher: Opened, site: Path) -> None:
    page = searcher.page
    searcher.show(site / "index.html")
    page.get_by_role("link", name="Nordlys Regnskab A/S").first.click()
    page.get_by_role("link", name="Performance-dashboard").first.click()
    assert page.url.endswith("/nordlys/dashboard.html")
    page.go_back()
    page.get_by_role("link", name="oktober 2026").first.click()
    assert page.url.endswith("/nordlys/sla-2026-10.html")
    page.go_back()
    page.get_by_role("navigation").get_by_role("link").first.click()
    assert page.url.endswith("/site/index.html")


@pytest.mark.parametrize("words", ["NB-2", "gudenå kano", "GUDENÅ", "kanoudlejning oktober"])
def test_words_and_ticket_keys_find_the_review_that_holds_them(searcher: Opened, site: Path, words: str) -> None:
    searcher.show(site / "search.html")
    searcher.page.locator("#query").fill(words)
    searcher.page.wait_for_timeout(400)
    found = searcher.page.locator("#results a")
    assert "sla-2026-10.html" in " ".join(found.evaluate_all("all => all.map(a => a.getAttribute('href'))"))
    assert searcher.errors == []


def test_a_search_can_be_sent_as_an_address_and_says_when_nothing_is_found(searcher: Opened, site: Path) -> None:
    searcher.page.goto(f"{(site / 'search.html').as_uri()}#q={quote('ordet findes ikke')}")
    searcher.page.wait_for_timeout(400)
    assert searcher.page.locator("#results a").count() == 0
    assert searcher.page.locator("#count").inner_text()


def test_a_hostile_name_is_text_in_the_search_too(searcher: Opened, site: Path) -> None:
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    searcher.page.on("dialog", note)
    searcher.show(site / "search.html")
    searcher.page.locator("#query").fill("alert")
    searcher.page.wait_for_timeout(400)
    assert asked == []
    assert "<script>alert(1)</script>" in searcher.page.locator("#results").inner_text()


def test_without_script_the_search_page_lists_every_page(browser: Any, site: Path) -> None:
    plain = opened(browser, java_script_enabled=False)
    plain.show(site / "search.html")
    listed = {
        re.sub(r"^\./", "", href)
        for href in plain.page.locator("noscript a, .results a").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )
    }
    plain.page.close()
    assert {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"search.html"} <= listed
