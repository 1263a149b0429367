"""The static site: every rollout, review and report as a folder that opens from a disk or any web server.

    <out>/index.html, search.html, <rollout>/index.html, dashboard.html, restated-YYYY-MM.html, and what was published

Here: which parts are made or kept, the pages they share, writing them. Not here: one rollout's part
(`flows.site.parts`), the folder on the disk (`connectors.files.site`). Equal input gives equal bytes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from configs.rollouts import EXAMPLES, RolloutSettings, read_rollout, rollout_files
from configs.settings import Settings
from connectors.files.site import SiteFolder
from connectors.ports.ledger import Ledger
from domain.problems import Problem
from domain.reasons import Reason
from flows.site.parts import PART_FILE, Files, RolloutPart, compose_part, kept_part
from flows.site.search import Search
from flows.wiring.ledger import open_ledger
from flows.wiring.telling import for_pages
from reports.documents import Link
from reports.forms.html.page_texts import page_text
from reports.forms.html.pages import render_page
from reports.forms.html.search_page import PageKind, PageText
from reports.language import Speaker
from reports.site import portfolio

FRONT, SEARCH = "index.html", "search.html"


@dataclass(frozen=True)
class SiteResult:
    """What a build came to.

    Attributes:
        front: a link to the front page.
        pages: HTML pages the site has now; `changed` and `removed` count files.
        left_out: rollout or `rollout month` -> why it is not shown whole.
    """

    front: str
    pages: int
    changed: int
    removed: int
    left_out: Mapping[str, str]


@dataclass
class _Build:
    """What is gathered on the way."""

    parts: list[RolloutPart] = field(default_factory=list)
    files: Files = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    left_out: dict[str, Problem] = field(default_factory=dict)


def build_site(settings: Settings, folder: SiteFolder, language: str = "", *, only: str = "") -> SiteResult:
    """Write the site into its folder: what has changed, and nothing else.

    Args:
        language: of every page made here; empty: each rollout's own, and for shared pages the one most of them have.
        only: make this rollout's part anew and keep the others as they are, in the language the site has.

    Raises:
        Problem: the folder is in use for something else or cannot be written, or the ledger does not answer.
    """
    ledger = open_ledger(settings)
    with folder.held():
        language = folder.language() if only else language
        build = _gathered(settings, ledger, folder, language, only)
        shared = language or _most_spoken([part.card.facts.language for part in build.parts])
        left_out = {name: for_pages(problem, Speaker(shared), name) for name, problem in build.left_out.items()}
        build.files |= _shared(build, folder, left_out, shared)
        changed, removed = folder.publish(build.files, frozenset(build.kept), language)
    notes = {name: why for part in build.parts for name, why in part.notes.items()}
    names = (*build.files, *build.kept)
    return SiteResult(
        front=folder.url(FRONT),
        pages=sum(name.endswith(".html") for name in names),
        changed=changed,
        removed=removed,
        left_out=left_out | notes,
    )


def _gathered(settings: Settings, ledger: Ledger, folder: SiteFolder, language: str, only: str) -> _Build:
    build, named = _Build(), folder.files()  # once: the marker of a large site has tens of thousands of names
    for name in _shown(settings, ledger):
        part = _kept(folder, name, named) if only and name != only else None
        if part is not None:
            build.kept |= set(part.files)
        else:
            try:
                rollout = _settings(settings, name)
                part, files = compose_part(settings, rollout, ledger, language or rollout.language)
            except Problem as problem:
                build.left_out[name] = problem
                continue
            build.files |= files
        build.parts.append(part)
    return build


def _shown(settings: Settings, ledger: Ledger) -> list[str]:
    """Rollouts of this installation: with settings of its own, or with entries; a shipped example only once it ran."""
    own = {name for name, path in rollout_files(settings.rollouts_dir) if path.parent != EXAMPLES}
    return sorted(own | set(ledger.rollouts()))


def _settings(settings: Settings, rollout_id: str) -> RolloutSettings:
    if rollout_id not in dict(rollout_files(settings.rollouts_dir)):
        raise Problem(
            Reason("The ledger has entries of {rollout_id}, and no file has its settings", rollout_id=rollout_id),
            next_step=Reason(
                "put {file} back into {folder}", file=f"{rollout_id}.yaml", folder=str(settings.rollouts_dir)
            ),
        )
    return read_rollout(rollout_id, settings.rollouts_dir)


def _kept(folder: SiteFolder, rollout_id: str, named: frozenset[str]) -> RolloutPart | None:
    """The part as it lies in the folder; None when something of it is missing."""
    name = f"{rollout_id}/{PART_FILE}"
    part = kept_part(folder.read(name) if name in named else None)
    whole = part is not None and part.card.facts.rollout_id == rollout_id and folder.holds(part.files)
    return part if whole else None


def _shared(build: _Build, folder: SiteFolder, left_out: Mapping[str, str], language: str) -> Files:
    """The front page and the search over all pages."""
    cards = [part.card for part in build.parts]
    documents = {part.card.facts.rollout_id: frozenset(part.documents) for part in build.parts}
    front = render_page(portfolio.compose(cards, left_out, documents), language, (Link(Reason("Search"), SEARCH),))
    title, lines = page_text(front)
    text = PageText(address=FRONT, title=title, kind=PageKind.PORTFOLIO, company="", lines=lines)
    found = Search(folder, build.files, build.kept).compose(text, build.parts, language, SEARCH)
    return {FRONT: front.encode("utf-8", "replace")} | found


def _most_spoken(languages: Sequence[str]) -> str:
    """The language most rollouts have; Danish when there is none, the first by name when there are several."""
    counts = Counter(languages)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else "da"
