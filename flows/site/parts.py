"""One rollout's part of the site: its card, its pages, and the published documents as they are.

Here: gathering and composing one part. Not here: the front page, search and the folder (`flows.site.build`), what a
page says (`reports`).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field, ValidationError

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.errors import IncompleteData, RequestRefused
from connectors.ports.files import Place
from connectors.ports.ledger import Ledger
from domain.full_rollout.gate import recorded_waves
from domain.gates.evidence import latest_gate
from domain.ledger.events import Event
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.periods import local_day
from domain.portfolio.card import RolloutCard, RolloutFacts, published_months, recorded_restatements, rollout_card
from domain.problems import Problem, Start, Work
from domain.reasons import Reason, verbatim
from domain.review.review import MonthlyReview
from domain.values import Frozen, canonical_json
from flows.wiring.contract_terms import with_contract_in_force
from flows.wiring.places import published_reviews, review_folder
from flows.wiring.telling import for_pages
from reports.documents import Document, Link
from reports.forms.html.page_texts import page_text
from reports.forms.html.pages import NEIGHBOUR, render_page
from reports.forms.html.search_page import PageEntry, PageKind, PageText
from reports.language import Speaker
from reports.site import dashboard, restated, rollout_page

PART_FILE = ".part.json"
TEXTS_FILE, TERMS_FILE = ".texts.json", ".terms"
"""The lines of its pages, and the words in them once the site is large."""
ENDINGS = (".html", ".pdf", ".xlsx")
Files = dict[str, bytes | Place]
Composed = tuple[PageKind, Document]


class RolloutPart(Frozen):
    """What the rest of the site knows of one rollout; kept beside its pages.

    Attributes:
        version: of this shape: a part of another one is made again.
        documents: names of the published files.
        files: everything of the part, relative to the site.
        pages: as the search lists them; their lines are in a file beside it.
        signs: how long these lines are together.
        notes: what could not be read -> why.
    """

    version: Literal[2] = 2
    card: RolloutCard
    documents: tuple[str, ...]
    files: tuple[str, ...]
    pages: tuple[PageEntry, ...]
    signs: int
    notes: dict[str, str] = Field(default_factory=dict)


def compose_part(
    settings: Settings, rollout: RolloutSettings, ledger: Ledger, language: str
) -> tuple[RolloutPart, Files]:
    """A rollout's part and what its files hold.

    Raises:
        Problem: its ledger or a published file cannot be read.
    """
    folder = rollout.rollout_id
    events = ledger.events(folder)
    reviews, notes = _reviews(settings, folder, events, Speaker(language, zone=rollout.zone))
    published = _published(settings, folder)
    card, composed = _composed(rollout, events, reviews, frozenset(published))
    pages = {f"{folder}/{document.slug}.html": (kind, _page(document, language, card)) for kind, document in composed}
    texts = [_text(name, kind, card, page) for name, (kind, page) in pages.items()]
    texts += [
        _text(f"{folder}/{name}", PageKind.REVIEW if name.startswith("sla-") else PageKind.PHASE, card, _read(path))
        for name, path in sorted(published.items(), key=lambda item: item[0].startswith("sla-"), reverse=True)
        if name.endswith(".html")
    ]
    files: Files = {f"{folder}/{name}": path for name, path in published.items()}
    files |= {name: page.encode("utf-8", "replace") for name, (_, page) in pages.items()}
    lines = json.dumps([text.lines for text in texts], ensure_ascii=False, separators=(",", ":"))
    files[f"{folder}/{TEXTS_FILE}"] = lines.encode("utf-8", "replace")
    part = RolloutPart(
        card=card,
        documents=tuple(sorted(published)),
        files=(*sorted(files), f"{folder}/{PART_FILE}"),
        pages=tuple(PageEntry(**text.model_dump(exclude={"lines"})) for text in texts),
        signs=sum(len(line) for text in texts for line in text.lines),
        notes=notes,
    )
    files[f"{folder}/{PART_FILE}"] = canonical_json(part.model_dump(mode="json")).encode("utf-8", "replace")
    return part, files


def kept_part(content: bytes | None) -> RolloutPart | None:
    """A part as it was kept; None when there is none, or it is of another shape."""
    if content is None:
        return None
    try:
        return RolloutPart.model_validate_json(content)
    except ValidationError:
        return None


def _composed(
    rollout: RolloutSettings, events: Sequence[Event], reviews: Mapping[str, MonthlyReview], documents: frozenset[str]
) -> tuple[RolloutCard, list[Composed]]:
    try:
        card = rollout_card(_facts(with_contract_in_force(rollout, events)), events, reviews)
        restated_months = recorded_restatements(events)
        gate = latest_gate(events, Phase.FULL_ROLLOUT)
    except (ValidationError, KeyError) as error:
        raise Problem(
            Reason("The ledger of {rollout_id} holds an entry of another shape", rollout_id=rollout.rollout_id),
            why=verbatim(type(error).__name__),
            next_step=Reason("have the ledger checked"),
            start=Start(Work.VERIFY_LEDGER, rollout_id=rollout.rollout_id),
        ) from error
    latest = reviews.get(card.latest.review_hash) if card.latest else None
    recorded = recorded_waves(gate[0], local_day(gate[1], rollout.zone)) if gate else None
    return card, [
        (PageKind.ROLLOUT, rollout_page.compose(card, latest, documents)),
        (PageKind.DASHBOARD, dashboard.compose(card.facts, recorded, latest)),
        *(
            (PageKind.RESTATEMENT, restated.compose(card.facts, month, found, documents))
            for month, found in reversed(restated_months.items())
        ),
    ]


def _facts(rollout: RolloutSettings) -> RolloutFacts:
    return RolloutFacts(
        rollout_id=rollout.rollout_id,
        company=rollout.company,
        vendor=rollout.contract.vendor,
        language=rollout.language,
        zone=rollout.zone,
        currency=rollout.contract.currency,
        holders={role: tuple(person.name for person in rollout.holders(role)) for role in Role},
        demo=rollout.demo,
    )


def _reviews(
    settings: Settings, rollout_id: str, events: Sequence[Event], speaker: Speaker
) -> tuple[dict[str, MonthlyReview], dict[str, str]]:
    """Typed reviews by their hash, and month -> why its review cannot be read."""
    store, found, notes = published_reviews(settings), {}, {}
    for month, payload in published_months(events).items():
        digest, name = str(payload["review_hash"]), f"{rollout_id} {month}"
        try:
            review = store.find(rollout_id, digest)
        except (IncompleteData, RequestRefused) as problem:
            notes[name] = for_pages(problem, speaker, rollout_id)
            continue
        if review is None:
            gone = Reason("The typed review is not in the home; its page is shown, its figures are not.")
            notes[name] = speaker.say(gone)
        else:
            found[digest] = review
    return found, notes


def _published(settings: Settings, rollout_id: str) -> dict[str, Place]:
    """Name -> file of every published document that a page may link to; our own pages' names are ours."""
    return {
        place.file_name: place
        for place in review_folder(settings).documents(rollout_id)
        if place.file_name.endswith(ENDINGS)
        and NEIGHBOUR.fullmatch(place.file_name)
        and place.file_name not in rollout_page.OWN_PAGES
    }


def _read(place: Place) -> str:
    try:
        return (place.read() or b"").decode("utf-8", "replace")
    except OSError as error:
        raise Problem(
            Reason("The published document '{name}' cannot be read", name=place.file_name),
            where=place.address.rpartition("/")[0],
            why=verbatim(error.strerror or type(error).__name__),
            next_step=Reason("give this user the right to read it"),
        ) from None


def _page(document: Document, language: str, card: RolloutCard) -> str:
    own = () if document.slug == "index" else (Link(card.facts.company, "index.html"),)
    front, search = (
        Link(Reason("All rollouts and reports"), "../index.html"),
        Link(Reason("Search"), "../search.html"),
    )
    return render_page(document, language, (front, *own, search))


def _text(name: str, kind: PageKind, card: RolloutCard, page: str) -> PageText:
    title, lines = page_text(page)
    return PageText(address=name, title=title, kind=kind, company=card.facts.company, lines=lines)
