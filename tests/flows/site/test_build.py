"""The site as a folder: whole, linked, the same bytes again, nothing outside it, and never a traceback."""

import json
import re
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from configs.rollouts import EXAMPLES
from configs.settings import Settings
from connectors.ledger.ledger import SqlLedger
from domain.problems import Problem
from flows.site.build import SiteResult, build_site
from flows.wiring.places import published_reviews, review_folder, site_folder, site_page
from tests.domain.ledger.samples import Entry
from tests.domain.portfolio.test_card import DISCOVERED, published, restated
from tests.domain.review.samples import HIT, MISS, breach, whole_review

NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
PAGE = "<!doctype html><title>SLA-gennemgang</title><p>NB-1423 blev løst for sent</p>"
OCTOBER = whole_review("2025-10", HIT, saved=400)
NOVEMBER = whole_review("2025-11", HIT, MISS, saved=900, breaches=(breach(),))


def add_rollout(
    settings: Settings, rollout_id: str, company: str = "Nordlys Regnskab A/S", language: str = "da"
) -> None:
    """A rollout of one's own: the example under another name."""
    text = (EXAMPLES / "nordlys.yaml").read_text(encoding="utf-8")
    text = text.replace("rollout_id: nordlys", f"rollout_id: {rollout_id}").replace(
        "language: da", f"language: {language}"
    )
    settings.rollouts_dir.mkdir(exist_ok=True)
    text = re.sub(r"^company: .*$", lambda _: f"company: {json.dumps(company)}", text, flags=re.M)
    (settings.rollouts_dir / f"{rollout_id}.yaml").write_text(text, encoding="utf-8")


def record(settings: Settings, entries: Iterable[Entry], rollout_id: str = "nordlys") -> None:
    ledger = SqlLedger.open(settings.ledger_address())
    lease = ledger.acquire(rollout_id, "elsewhere:1:run", now=NOW, ttl=timedelta(hours=1))
    known = len(ledger.events(rollout_id))
    for number, (kind, payload) in enumerate(entries):
        ledger.append(lease, kind, f"k{known + number}", payload, actor="mette", at=NOW)
    ledger.release(lease)
    ledger.close()


def publish(settings: Settings, rollout_id: str = "nordlys") -> None:
    """Two reviewed months with their pages, a restatement, a phase report."""
    for review in (OCTOBER, NOVEMBER):
        published_reviews(settings).save(review.model_copy(update={"rollout_id": rollout_id}))
    kept = [review.model_copy(update={"rollout_id": rollout_id}) for review in (OCTOBER, NOVEMBER)]
    record(settings, (*DISCOVERED, *map(published, kept), restated("2025-10", "2025-12-03")), rollout_id)
    for name in ("sla-2025-10.html", "sla-2025-11.html", "sla-2025-11.pdf", "sla-2025-11.xlsx", "discovery.html"):
        review_folder(settings).write(rollout_id, name, f"{PAGE}<p>{name}</p>".encode())


@pytest.fixture
def used(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "home", rollouts_dir=tmp_path / "rollouts")
    settings.home.mkdir()
    publish(settings)
    return settings


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def links(page: str) -> list[str]:
    reader = _Links()
    reader.feed(page)
    return reader.found


def content(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def pages(root: Path) -> dict[str, str]:
    return {name: text.decode() for name, text in content(root).items() if name.endswith(".html")}


def built(settings: Settings, root: Path, language: str = "", *, only: str = "") -> SiteResult:
    """The site in a folder of this machine."""
    return build_site(settings, site_folder(settings, root), language, only=only)


def test_a_site_has_every_page_and_the_published_documents_byte_for_byte(used: Settings, tmp_path: Path) -> None:
    result = built(used, tmp_path / "site")
    assert set(pages(tmp_path / "site")) == {
        "index.html", "search.html", "nordlys/index.html", "nordlys/dashboard.html", "nordlys/restated-2025-10.html",
        "nordlys/sla-2025-10.html", "nordlys/sla-2025-11.html", "nordlys/discovery.html",
    }  # fmt: skip
    assert (result.pages, result.removed, result.left_out) == (8, 0, {})
    for document in review_folder(used).documents("nordlys"):
        assert (tmp_path / "site" / "nordlys" / document.file_name).read_bytes() == document.read()


def test_every_link_leads_to_a_file_of_the_site(used: Settings, tmp_path: Path) -> None:
    add_rollout(used, "sydlys", "Sydlys <A/S>", "en")
    record(used, DISCOVERED, "sydlys")
    root = tmp_path / "site"
    built(used, root)
    reached = {"index.html"}
    for name, page in pages(root).items():
        for link in links(page):
            parts = urlsplit(link)
            assert not parts.scheme
            assert not parts.netloc
            if parts.path:
                target = (root / name).parent / unquote(parts.path)
                assert target.is_file(), f"{name} -> {link}"
                reached.add(target.resolve().relative_to(root.resolve()).as_posix())
            elif parts.fragment:
                assert f'id="{parts.fragment}"' in page
    assert reached == {name for name in content(root) if not Path(name).name.startswith(".")}


def test_equal_input_gives_equal_bytes_and_writes_nothing_again(used: Settings, tmp_path: Path) -> None:
    built(used, tmp_path / "one")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "one").rglob("*.html")}
    again, other = built(used, tmp_path / "one"), built(used, tmp_path / "two")
    assert (again.changed, again.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert other.changed > 0
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert built(used, tmp_path / "one", only="nordlys").changed == 0
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_nothing_outside_the_folder_is_written(used: Settings, tmp_path: Path) -> None:
    SqlLedger.open(used.ledger_address()).close()
    before = {name: text for name, text in content(tmp_path).items() if "ledger.db" not in name}
    built(used, tmp_path / "site")
    after = {name: text for name, text in content(tmp_path).items() if "ledger.db" not in name}
    assert {name: text for name, text in after.items() if not name.startswith("site/")} == before


def test_a_folder_in_use_is_refused_before_anything_is_written(used: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.html").write_text("mine", encoding="utf-8")
    with pytest.raises(Problem, match="in use for something else"):
        built(used, tmp_path / "mine")
    with pytest.raises(Problem, match="in use for something else"):
        built(used, used.home / "reviews")
    assert content(tmp_path / "mine") == {"thesis.html": b"mine"}


def test_a_document_or_rollout_that_is_gone_leaves_the_site(used: Settings, tmp_path: Path) -> None:
    add_rollout(used, "sydlys")
    publish(used, "sydlys")
    built(used, tmp_path / "site")
    (used.home / "reviews" / "nordlys" / "sla-2025-11.pdf").unlink()
    shutil.copy(used.rollouts_dir / "sydlys.yaml", tmp_path)
    (used.rollouts_dir / "sydlys.yaml").unlink()
    result = built(used, tmp_path / "site")
    assert not (tmp_path / "site" / "nordlys" / "sla-2025-11.pdf").exists()
    assert not (tmp_path / "site" / "sydlys").exists()
    assert result.left_out["sydlys"].startswith("Hovedbogen har poster for sydlys")
    assert "sydlys.yaml" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_broken_settings_leave_that_rollout_out_and_both_the_page_and_the_result_say_so(
    used: Settings, tmp_path: Path
) -> None:
    used.rollouts_dir.mkdir()
    (used.rollouts_dir / "sydlys.yaml").write_text("company: 7\n", encoding="utf-8")
    (used.rollouts_dir / "vestlys.yaml").write_text("a: [", encoding="utf-8")
    result = built(used, tmp_path / "site")
    assert set(result.left_out) == {"sydlys", "vestlys"}
    front = pages(tmp_path / "site")["index.html"]
    assert "sydlys.yaml" in front
    assert "Nordlys Regnskab A/S" in front


@pytest.mark.parametrize("damage", ["missing", "edited", "no json"])
def test_a_review_that_cannot_be_read_leaves_its_figures_out_and_its_page_in(
    used: Settings, tmp_path: Path, damage: str
) -> None:
    path = used.home / "published" / "nordlys" / f"{NOVEMBER.review_hash}.json"
    if damage == "missing":
        path.unlink()
    else:
        path.write_text("{" if damage == "no json" else path.read_text().replace("Baltic", "Balkan"), encoding="utf-8")
    result = built(used, tmp_path / "site", "en")
    assert set(result.left_out) == {"nordlys 2025-11"}
    rollout = pages(tmp_path / "site")["nordlys/index.html"]
    assert "its figures are not kept here" in rollout
    assert 'href="sla-2025-11.html"' in rollout


def test_an_example_that_was_never_run_here_is_not_shown(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", rollouts_dir=tmp_path / "rollouts")
    settings.home.mkdir()
    result = built(settings, tmp_path / "site", "en")
    assert (result.pages, result.left_out) == (2, {})
    assert "There is no rollout yet" in pages(tmp_path / "site")["index.html"]


def test_a_hostile_company_is_text_on_every_page(used: Settings, tmp_path: Path) -> None:
    add_rollout(used, "sydlys", '</script><script>alert(1)</script>"><img src=x>')
    publish(used, "sydlys")
    built(used, tmp_path / "site")
    for name, page in pages(tmp_path / "site").items():
        assert page.count("<script") == (2 if name == "search.html" else 0), name
        assert "<img" not in page


def test_each_rollout_speaks_its_own_language_and_one_language_can_be_asked_for(used: Settings, tmp_path: Path) -> None:
    add_rollout(used, "sydlys", "Sydlys", "en")
    record(used, DISCOVERED, "sydlys")
    built(used, tmp_path / "site")
    own = pages(tmp_path / "site")
    assert ['lang="da"' in own[name] for name in ("index.html", "nordlys/index.html", "sydlys/index.html")] == [
        True, True, False,
    ]  # fmt: skip
    built(used, tmp_path / "site", "en")
    built(used, tmp_path / "site", only="nordlys")  # a flow's refresh keeps to what was asked for
    asked = pages(tmp_path / "site")
    assert all('lang="en"' in asked[name] for name in ("index.html", "search.html", "nordlys/dashboard.html"))


def test_a_ticket_of_a_month_and_danish_words_are_in_the_search(used: Settings, tmp_path: Path) -> None:
    built(used, tmp_path / "site")
    search = pages(tmp_path / "site")["search.html"]
    (data,) = re.findall(r'id="pages">(.*?)</script>', search, flags=re.S)
    found = {address for address, *texts in json.loads(data) if "NB-1423 blev løst for sent" in "".join(texts)}
    assert found == {"nordlys/sla-2025-10.html", "nordlys/sla-2025-11.html", "nordlys/discovery.html"}


def test_a_refresh_makes_one_rollout_anew_and_keeps_the_others_as_they_are(used: Settings, tmp_path: Path) -> None:
    add_rollout(used, "sydlys")
    publish(used, "sydlys")
    root = tmp_path / "site"
    built(used, root)
    for rollout in ("nordlys", "sydlys"):
        review_folder(used).write(rollout, "sla-2025-12.html", PAGE.encode())
    assert built(used, root, only="nordlys").changed == 3  # the document, the rollout's page, the search
    assert (root / "nordlys" / "sla-2025-12.html").exists()
    assert not (root / "sydlys" / "sla-2025-12.html").exists()
    (root / "sydlys" / "dashboard.html").unlink()
    built(used, root, only="nordlys")
    assert (root / "sydlys" / "dashboard.html").exists()  # a part that is not whole is made again
    assert (root / "sydlys" / "sla-2025-12.html").exists()


def test_a_part_of_another_version_is_made_again(used: Settings, tmp_path: Path) -> None:
    add_rollout(used, "sydlys")
    record(used, DISCOVERED, "sydlys")
    root = tmp_path / "site"
    built(used, root)
    whole = content(root)
    for damage in ("{}", "no json", whole["sydlys/.part.json"].decode().replace('"version":2', '"version":0')):
        (root / "sydlys" / ".part.json").write_text(damage, encoding="utf-8")
        built(used, root, only="nordlys")
        assert content(root) == whole


def test_rollouts_that_end_at_once_are_all_on_the_site(used: Settings, tmp_path: Path) -> None:
    names = [f"r{number}" for number in range(6)]
    for name in names:
        add_rollout(used, name, f"Company {name}")
        record(used, DISCOVERED, name)
    root = tmp_path / "site"
    with ThreadPoolExecutor(6) as together:
        for done in [together.submit(built, used, root, only=name) for name in names]:
            done.result()
    refreshed = content(root)
    built(used, root)
    assert content(root) == refreshed
    assert all(f"Company {name}" in refreshed["index.html"].decode() for name in names)


def test_a_refresh_among_fifty_rollouts_costs_no_more_than_its_own_pages(used: Settings, tmp_path: Path) -> None:
    for number in range(50):
        add_rollout(used, f"r{number}", f"Company {number}")
    record(used, DISCOVERED, "r1")
    root = tmp_path / "site"
    built(used, root)
    before = content(root)
    for number in range(50):
        add_rollout(used, f"r{number}", "Renamed")  # every page would be another one if it were made now
    built(used, root, only="r1")
    after = content(root)
    changed = {name for name in after if after[name] != before[name]}
    assert {name for name in changed if not name.startswith("r1/")} == {"index.html", "search.html"}
    assert "r1/index.html" in changed


def test_a_page_is_linked_where_people_reach_it(used: Settings) -> None:
    assert site_page(used, "nordlys") == (used.home / "site" / "nordlys" / "index.html").as_uri()
    shown: dict[str, Any] = {"site_url": "https://reports.nordlys.example/site/"}
    assert site_page(used.model_copy(update=shown), "nordlys") == (
        "https://reports.nordlys.example/site/nordlys/index.html"
    )


def large(settings: Settings, *names: str) -> None:
    """Rollouts with so much text that the search is no longer one page."""
    for name in names:
        add_rollout(settings, name, f"Company {name}")
        publish(settings, name)
        rows = "".join(f"<p>NB-{number} {name} blev løst for sent efter en længere sag</p>" for number in range(30_000))
        review_folder(settings).write(name, "sla-2025-09.html", f"{PAGE}{rows}".encode())


def test_a_large_site_has_its_search_in_small_files_and_a_refresh_makes_its_own_anew(
    used: Settings, tmp_path: Path
) -> None:
    large(used, "sydlys", "vestlys")
    root = tmp_path / "site"
    built(used, root)
    before = content(root)
    assert len(before["search.html"]) < 50_000
    assert "'self'" in before["search.html"].decode()
    for name in pages(root):
        assert name == "search.html" or name.replace(".html", ".js") in before
    again = built(used, root, only="sydlys")
    assert (again.changed, content(root)) == (0, before)
    review_folder(used).write("sydlys", "sla-2025-12.html", b"<title>December</title><p>xylofon")
    built(used, root, only="sydlys")
    after = content(root)
    changed = {name for name in after if after[name] != before.get(name)}
    assert "sydlys/sla-2025-12.js" in changed
    assert not [name for name in changed if name.startswith(("vestlys/", "nordlys/"))]
    assert b"xylofon" in after["search-words.js"]
    built(used, root)
    assert content(root) == after


def test_a_site_that_becomes_small_again_keeps_no_file_of_the_large_search(used: Settings, tmp_path: Path) -> None:
    root = tmp_path / "site"
    built(used, root)
    small = set(content(root))
    large(used, "sydlys")
    (used.home / "reviews" / "sydlys" / "sla-2025-09.html").write_bytes(b"<p>" + b"NB-1 " * 500_000)
    assert "search-words.js" not in small
    built(used, root, only="sydlys")
    assert "search-words.js" in content(root)
    (used.home / "reviews" / "sydlys" / "sla-2025-09.html").unlink()
    built(used, root, only="sydlys")
    assert not [name for name in content(root) if name.endswith((".js", ".terms"))]


@pytest.mark.parametrize("damage", ["no json", "[]"])
def test_damaged_texts_of_another_rollout_are_told_and_the_whole_site_puts_them_right(
    used: Settings, tmp_path: Path, damage: str
) -> None:
    add_rollout(used, "sydlys")
    record(used, DISCOVERED, "sydlys")
    root = tmp_path / "site"
    built(used, root)
    whole = content(root)
    (root / "sydlys" / ".texts.json").write_text(damage, encoding="utf-8")
    with pytest.raises(Problem, match="texts of sydlys") as told:
        built(used, root, only="nordlys")
    assert "rollout site" in str(told.value.next_step)
    built(used, root)
    assert content(root) == whole
