"""The search over a thousand pages in a real browser, from the disk and from a web server: little is loaded, and what
is found is what the page with all texts in it finds, in the same order."""

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from reports.forms.html.search_page import PageKind, PageText, render_large_search, render_search
from reports.forms.html.search_parts import file_count, stamp_of, text_file, text_script, word_files
from reports.forms.html.search_terms import terms_of
from tests.browser.test_documents_in_the_browser import Opened, opened

pytestmark = pytest.mark.slow

ROLLOUTS, MONTHS, LINES = 50, 20, 330
FIRST_LOAD_BYTES, QUERY_BYTES = 300_000, 500_000
WORDS = ("måned", "leverandør", "svartid", "ændring", "løsning", "kanoudlejning", "Ærø", "afvisning", "kvalitet")
LATE = ("Sidst nævnt: Zürich-aftalen, Straße 7, ordet xylofonmuseum", "NB-99017 · 2026-10-31T14:30 · 95,0 %")
QUERIES = (
    "xylofonmuseum", "xylofon", "lofonmus", "XYLOFON zurich", "strasse 7", "strasse", "NB-99017", "nb-9901", "99017",
    "9901", "14:30", "2026-10-31", "95,0", "95", "%", "a", "oe", "ærø", "aeroe", "kanoudlejning kvalitet", "udlejning",
    "review 2026", "firma 49", "firma 4", "firma-7 month-3", "r-1-", "-1", "title", "oktober findes ikke", "·", "nb-",
    "phase", "month-19",
)  # fmt: skip


def page_of(rollout: int, month: int, chance: random.Random) -> PageText:
    """A page of about 20 kB with keys of its own, as a month with breaches has."""
    lines = [
        f"NB-{chance.randrange(90_000)} · {chance.choice(WORDS)} {chance.choice(WORDS)} · "
        f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02} · {chance.randrange(1000)},{month % 10} %"
        for _ in range(LINES)
    ]
    late = LATE if (rollout, month) == (ROLLOUTS - 1, MONTHS - 1) else ()
    return PageText(
        address=f"r-{rollout}/sla-{month:02}.html",
        title=f"Title of month-{month} and firma-{rollout}",
        kind=PageKind.REVIEW if month % 5 else PageKind.PHASE,
        company=f"Firma {rollout} <A/S>",
        lines=(*lines, *late),
    )


@dataclass(frozen=True)
class Sites:
    """A folder with the search in both forms, and the same folder on a web server."""

    folder: Path
    url: str

    def address(self, name: str, way: str) -> str:
        return (self.folder / name).as_uri() if way == "disk" else f"{self.url}/{name}"

    def size(self, asked: list[str]) -> int:
        """Bytes of the files that were asked for."""
        names = [
            url.split("#")[0].removeprefix(f"{self.folder.as_uri()}/").removeprefix(f"{self.url}/") for url in asked
        ]
        return sum((self.folder / name).stat().st_size for name in names)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder, chance = tmp_path_factory.mktemp("large"), random.Random(13)
    rollouts = [tuple(page_of(r, m, chance) for m in range(MONTHS)) for r in range(ROLLOUTS)]
    terms, stamp = [terms_of([page.lines for page in pages]) for pages in rollouts], stamp_of(rollouts)
    everything = [page for pages in rollouts for page in pages]
    files = word_files(terms, stamp) | {text_file(page): text_script(page, page.lines) for page in everything}
    files["whole.html"] = render_search(everything, "en").encode()
    files["search.html"] = render_large_search(rollouts, file_count(terms), stamp, "en").encode()
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Sites(folder, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def searcher(browser: Any) -> Iterator[Opened]:
    found = opened(browser)
    yield found
    found.page.close()


def search(page: Any, words: str) -> tuple[str, list[str]]:
    """What the page says, and where its results lead, once it has looked for the words."""
    before = page.evaluate("document.getElementById('count').textContent = 'waiting'")
    page.locator("#query").fill(words)
    page.wait_for_function("before => document.getElementById('count').textContent !== before", arg=before)
    found = page.locator("#results a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return page.locator("#count").inner_text(), found


@pytest.mark.parametrize("way", ["disk", "web"])
def test_a_word_on_a_late_page_is_found_and_little_is_loaded(searcher: Opened, sites: Sites, way: str) -> None:
    searcher.asked.clear()
    searcher.errors.clear()
    searcher.page.goto(sites.address("search.html", way))
    assert searcher.page.locator("#count").inner_text() == f"{ROLLOUTS * MONTHS} pages can be searched."
    assert sites.size(searcher.asked) <= FIRST_LOAD_BYTES
    for words in ("xylofonmuseum", "NB-99017"):
        searcher.asked.clear()
        said, found = search(searcher.page, words)
        assert (said, found) == ("One page has all these words.", [f"r-{ROLLOUTS - 1}/sla-{MONTHS - 1}.html"])
        searcher.page.locator("#results mark").first.wait_for()
        assert sites.size(searcher.asked) <= QUERY_BYTES
    assert searcher.errors == []


def test_both_forms_find_the_same_pages_in_the_same_order(searcher: Opened, sites: Sites) -> None:
    answers = []
    for name in ("whole.html", "search.html"):
        searcher.page.goto(sites.address(name, "disk"))
        answers.append({words: search(searcher.page, words) for words in QUERIES})
    assert answers[0] == answers[1]
    assert sum(bool(found) for _, found in answers[0].values()) > len(QUERIES) / 2
    assert searcher.errors == []


def test_a_result_shows_its_lines_when_it_comes_into_sight(searcher: Opened, sites: Sites) -> None:
    searcher.page.goto(sites.address("search.html", "disk") + f"#q={quote('kanoudlejning')}")
    searcher.page.locator("#results mark").first.wait_for()
    searcher.asked.clear()
    last = searcher.page.locator("#results li").last
    assert last.locator("mark").count() == 0
    last.scroll_into_view_if_needed()
    last.locator("mark").first.wait_for()
    assert searcher.asked


def test_words_of_another_state_of_the_site_are_not_searched_and_the_page_says_so(
    searcher: Opened, sites: Sites
) -> None:
    words = sites.folder / "search-words.js"
    content = words.read_bytes()
    for damage in (content.replace(b'["', b'["0', 1), b""):
        words.write_bytes(damage)
        searcher.page.goto(sites.address("search.html", "disk"))
        assert "Load the page again" in search(searcher.page, "kanoudlejning")[0]
    words.write_bytes(content)


def test_nothing_of_another_address_may_be_loaded(searcher: Opened, sites: Sites) -> None:
    searcher.page.goto(sites.address("search.html", "web"))
    searcher.errors.clear()
    searcher.page.evaluate(
        "address => { const s = document.createElement('script'); s.src = address; document.head.append(s); }",
        sites.url.replace("127.0.0.1", "localhost") + "/search-words.js",
    )
    searcher.page.wait_for_timeout(300)
    assert any("Content Security Policy" in error for error in searcher.errors)
