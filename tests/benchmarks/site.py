"""The site of many rollouts: the front page over 1,000 with 12,000 frozen months, a refresh there, and the search.

One rollout of twelve months is built as it is in use; the others are its part under another name, as they lie in the
folder. CPU seconds of this process; bytes are of files as they lie on the disk.
"""

import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from configs.settings import Settings
from connectors.files.site import MARKER
from flows.site.build import SEARCH, build_site
from flows.site.parts import PART_FILE, TERMS_FILE, TEXTS_FILE, kept_part
from flows.site.search import LARGEST_WHOLE_SIGNS
from flows.wiring.places import published_reviews, review_folder, site_folder
from reports.forms.html.pages import render_page
from reports.forms.html.search_parts import text_file
from reports.forms.html.search_terms import Terms, bucket, terms_of
from reports.review.review import compose
from reports.site import portfolio
from tests.domain.portfolio.test_card import DISCOVERED, published
from tests.flows.site.test_build import add_rollout, record
from tests.reports.review.samples import full_review

MONTHS, BREACHES, VARIANTS = 12, 120, 10
FIRST_LOAD_KB, PAGE_SECONDS = 300, 3.0
QUERIES = {"a ticket's key": "4711", "a word": "leverandoer"}


@dataclass(frozen=True)
class Made:
    """A site of many rollouts in a folder."""

    settings: Settings
    root: Path
    names: tuple[str, ...]


def main() -> None:
    """Print the figures with their aims."""
    table = Table(title="The site")
    for heading in ("What", "Rollouts", "Pages", "Measured", "Aim"):
        table.add_column(heading, justify="left" if heading == "What" else "right")
    for rollouts in (70, 1_000):
        with tempfile.TemporaryDirectory(prefix="rollout-bench-") as kept:
            made = _made(Path(kept), rollouts)
            for what, figure, aim in _figures(made):
                table.add_row(what, f"{rollouts:,}", f"{_pages(made):,}", figure, aim)
    Console(width=120).print(table)


def _figures(made: Made) -> Iterator[tuple[str, str, str]]:
    large = len(made.names) * MONTHS >= 12_000
    yield "front page from kept parts", f"{_cpu(lambda: _front(made)):.2f} s", f"{PAGE_SECONDS} s" if large else "-"
    _refreshed(made)
    before = {path: path.stat().st_mtime_ns for path in made.root.rglob("*") if path.is_file()}
    _publish(made.settings, MONTHS)
    took = _cpu(lambda: _refreshed(made))
    changed = [path for path in made.root.rglob("*") if path.is_file() and before.get(path) != path.stat().st_mtime_ns]
    yield "refresh after a new month, CPU", f"{took:.2f} s", "-"
    size = sum(path.stat().st_size for path in changed)
    yield "refresh after a new month, files written", f"{len(changed)} of {size / 1e6:.1f} MB", "-"
    first = (made.root / SEARCH).stat().st_size / 1000
    yield "search, first load", f"{first:.0f} kB", "-" if large else f"{FIRST_LOAD_KB} kB"
    count = len(list(made.root.glob("search-*.js"))) - 1
    words = (made.root / "search-words.js").stat().st_size
    for what, word in QUERIES.items():
        loaded = (made.root / f"search-{bucket(word) % count}.js").stat().st_size + (0 if word.isdigit() else words)
        yield f"search for {what}, words loaded", f"{loaded / 1000:.0f} kB", "-"


def _front(made: Made) -> None:
    """What a refresh does for the front page: every kept part read, composed and rendered."""
    contents = [(made.root / name / PART_FILE).read_bytes() for name in made.names]
    parts = [part for part in map(kept_part, contents) if part is not None]
    assert len(parts) == len(made.names)
    assert all(len(part.card.months) >= MONTHS for part in parts)
    documents = {part.card.facts.rollout_id: frozenset(part.documents) for part in parts}
    render_page(portfolio.compose([part.card for part in parts], {}, documents), "da")


def _refreshed(made: Made) -> None:
    build_site(made.settings, site_folder(made.settings, made.root), only=made.names[0])


def _cpu(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _pages(made: Made) -> int:
    return sum(1 for _ in made.root.rglob("*.html"))


def _made(folder: Path, rollouts: int) -> Made:
    settings = Settings(home=folder / "home", rollouts_dir=folder / "rollouts")
    settings.home.mkdir()
    names = tuple(f"r{number:04}" for number in range(rollouts))
    for name in names:
        add_rollout(settings, name, f"Company {name}")
    record(settings, DISCOVERED, names[0])
    for month in range(MONTHS):
        _publish(settings, month)
    root = folder / "site"
    only = settings.model_copy(update={"rollouts_dir": folder / "one"})
    add_rollout(only, names[0], f"Company {names[0]}")
    build_site(only, site_folder(only, root))
    _cloned(root, names)
    return Made(settings, root, names)


def _publish(settings: Settings, month: int) -> None:
    name = f"{2026 + month // 12}-{month % 12 + 1:02}"
    review = full_review("Ærø & Søn", BREACHES).model_copy(update={"rollout_id": "r0000", "month": name})
    published_reviews(settings).save(review)
    record(settings, (published(review),), "r0000")
    page = re.sub(r"NB-\d+", _ticket, render_page(compose(review), "da"))
    review_folder(settings).write("r0000", f"sla-{name}.html", page.encode())


def _cloned(root: Path, names: tuple[str, ...]) -> None:
    """Every other rollout's part: the same pages with other tickets."""
    first = root / names[0]
    whole, texts = (first / PART_FILE).read_text("utf-8"), (first / TEXTS_FILE).read_text("utf-8")
    part = kept_part(whole.encode())
    assert part is not None
    assert part.signs * len(names) > LARGEST_WHOLE_SIGNS
    variants = [_varied(texts).kept() for _ in range(VARIANTS)]
    kept = []
    for number, name in enumerate(names[1:]):
        (root / name).mkdir()
        own = [file.replace(names[0], name) for file in part.files]
        own += [text_file(page).replace(names[0], name) for page in part.pages]
        for file in own:
            (root / file).touch()
        (root / name / PART_FILE).write_text(whole.replace(names[0], name), encoding="utf-8")
        (root / name / TERMS_FILE).write_bytes(variants[number % VARIANTS])
        kept += [*own, f"{name}/{TERMS_FILE}"]
    marker = json.loads((root / MARKER).read_text("utf-8"))
    marker["files"] = sorted({*marker["files"], *kept})
    (root / MARKER).write_text(json.dumps(marker), encoding="utf-8")


def _varied(texts: str) -> Terms:
    return terms_of(json.loads(re.sub(r"NB-\d+", _ticket, texts)))


def _ticket(_: object = None) -> str:
    return f"NB-{random.randrange(90_000)}"


if __name__ == "__main__":
    main()
