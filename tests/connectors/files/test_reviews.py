"""Published reviews as files: kept once, read back as they were, damage named."""

from pathlib import Path

import pytest

from connectors.errors import IncompleteData, RequestRefused
from connectors.files.folder import Folder
from connectors.files.reviews import PublishedReviews
from connectors.ports.files import Store
from domain.review.review import MonthlyReview
from reports.language import Speaker
from reports.review.review import compose
from tests.domain.review.months import review
from tests.domain.sla.stories import SOLVED, Story, contract, frames
from tests.storage import content_of

CREDITS = {
    "at_risk_share": "0.12",
    "levels": {"resolution": {"weight_percent": 100}},
}


@pytest.fixture
def published() -> MonthlyReview:
    terms = type(contract()).model_validate(contract().model_dump(mode="json") | {"credits": CREDITS})
    late = Story("2026-10-05 08:00", (("2026-10-05 15:00", SOLVED),))
    return review(frames(late, late), "2026-10", terms)


def test_a_review_comes_back_as_it_was(shelf: Store, published: MonthlyReview) -> None:
    store = PublishedReviews(shelf)
    store.save(published)
    found = store.find("nordlys", published.review_hash)
    assert found is not None
    assert found.review_hash == published.review_hash
    assert (found.figures, found.breaches, found.credit_note and found.credit_note.total) == (
        published.figures,
        published.breaches,
        published.credit_note and published.credit_note.total,
    )


def test_the_credits_working_reads_the_same_after_it_was_kept(shelf: Store, published: MonthlyReview) -> None:
    store = PublishedReviews(shelf)
    store.save(published)
    found = store.find("nordlys", published.review_hash)
    assert found is not None
    assert published.credit_note is not None
    assert found.credit_note is not None
    says = [Speaker("da").say(note.lines[0].working) for note in (published.credit_note, found.credit_note)]
    assert says[0] == says[1]
    assert "250.000" in says[0]
    assert compose(found).slug == compose(published).slug


def test_keeping_it_again_leaves_the_file_alone(tmp_path: Path, published: MonthlyReview) -> None:
    store = PublishedReviews(Folder(tmp_path))
    store.save(published)
    [path] = (tmp_path / "nordlys").iterdir()
    path.chmod(0o444)
    before = path.stat().st_mtime_ns, path.read_bytes()
    store.save(published)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_what_was_never_kept_is_not_there(shelf: Store, published: MonthlyReview) -> None:
    assert PublishedReviews(shelf).find("nordlys", published.review_hash) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"{}"])
def test_a_file_that_cannot_be_read_is_named(shelf: Store, published: MonthlyReview, damage: bytes) -> None:
    store = PublishedReviews(shelf)
    store.save(published)
    [name] = shelf.names()
    shelf.write(name, damage)
    with pytest.raises(IncompleteData, match=name.rpartition("/")[2]):
        store.find("nordlys", published.review_hash)


def test_an_edited_figure_is_noticed(shelf: Store, published: MonthlyReview) -> None:
    store = PublishedReviews(shelf)
    store.save(published)
    [(name, content)] = content_of(shelf).items()
    assert content is not None
    shelf.write(name, content.replace(b'"breached_resolved":2', b'"breached_resolved":1', 1))
    with pytest.raises(IncompleteData, match="not what was published"):
        store.find("nordlys", published.review_hash)


@pytest.mark.parametrize("name", ["../../etc/passwd", "ab", ""])
def test_only_a_hash_is_a_name(shelf: Store, name: str) -> None:
    with pytest.raises(RequestRefused):
        PublishedReviews(shelf).find("nordlys", name)
