"""A state folder written by version 0.1.0 opens, verifies, replays, and gives the same bytes with today's program."""

import re
from hashlib import sha256

import pytest

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.actions.actions import action_issues
from domain.ledger.anchors import anchors_in
from domain.ledger.events import Event, EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus, derive_state
from domain.review.review import MonthlyReview
from flows.explain.phase import phase_workings
from flows.explain.replay import replay_month
from flows.keeping.audit import audit
from flows.wiring.ledger import open_ledger
from flows.wiring.places import published_reviews, review_folder
from reports.documents import Document
from reports.forms.excel.workbooks import render_workbook
from reports.forms.html.pages import render_page
from reports.review.review import compose
from tests.kept.replaying import KEPT, MONTHS, ROLLOUT


@pytest.fixture(scope="module")
def events(state: Settings) -> list[Event]:
    return open_ledger(state).events(ROLLOUT)


def test_its_ledger_verifies_against_the_hashes_printed_in_its_pages(state: Settings) -> None:
    pages = sorted((state.home / "reviews" / ROLLOUT).glob("*.html"))
    found = audit(state, ROLLOUT, pages)
    assert found.findings == ()
    assert found.entries == 321
    assert len(found.anchors) >= len(MONTHS)


def test_its_phases_stand_where_they_stood(events: list[Event]) -> None:
    phases = derive_state(ROLLOUT, events).phases
    assert {phase: phases[phase].status for phase in Phase} == dict.fromkeys(Phase, PhaseStatus.APPROVED)


@pytest.mark.parametrize("month", MONTHS)
def test_its_months_replay_to_the_same_bytes(state: Settings, rollout: RolloutSettings, month: str) -> None:
    replayed = replay_month(state, rollout, month, None)
    assert replayed.differences is None
    assert replayed.same_bytes


@pytest.mark.parametrize(("phase", "figures"), [(Phase.DISCOVERY, 723), (Phase.VENDOR_SELECTION, 594)])
def test_its_gates_figures_come_out_as_recorded(
    state: Settings, rollout: RolloutSettings, phase: Phase, figures: int
) -> None:
    explained = phase_workings(state, rollout, phase)
    assert explained.differing == ()
    assert len(explained.workings) >= figures


def review_of(state: Settings, events: list[Event], month: str) -> tuple[MonthlyReview, Event]:
    entry = next(e for e in events if e.kind is EventKind.REVIEW_PUBLISHED and e.key == month)
    review = published_reviews(state).find(ROLLOUT, entry.payload["review_hash"])
    assert review is not None
    return review, entry


def document_of(state: Settings, events: list[Event], month: str) -> tuple[Document, str]:
    """The month's document composed by today's program with what was known then, and its page as published."""
    review, entry = review_of(state, events, month)
    published = review_folder(state).place(ROLLOUT, f"sla-{month}.html").read()
    assert published is not None
    page = published.decode("utf-8")
    (anchor,) = {str(found) for found in anchors_in(page, ROLLOUT, month)}
    browse = re.findall(r'href="(http://127\.0\.0\.1:\d+/browse/)', page)
    known = [event for event in events if event.sequence < entry.sequence]
    return compose(review, anchor, issues=action_issues(known), browse=browse[0] if browse else ""), page


@pytest.mark.parametrize("month", MONTHS)
def test_its_reviews_pages_and_workbooks_are_composed_again_byte_for_byte(
    state: Settings, events: list[Event], month: str
) -> None:
    document, page = document_of(state, events, month)
    assert render_page(document, "da") == page
    listed = (line.split() for line in (KEPT / "workbooks.sha256").read_text().splitlines())
    hashes = {name: sha for sha, name in listed}
    assert sha256(render_workbook(document, "da")).hexdigest() == hashes[f"sla-{month}.xlsx"]
