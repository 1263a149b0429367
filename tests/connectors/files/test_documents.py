"""Published documents as files: safe names, whole files, nothing touched when nothing changed."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.errors import RequestRefused
from connectors.files.documents import ReviewFolder, safe_name
from connectors.files.folder import Folder
from connectors.ports.files import Store


@pytest.fixture
def folder(shelf: Store) -> ReviewFolder:
    return ReviewFolder(shelf)


def test_a_document_is_written_where_its_place_is(folder: ReviewFolder, shelf: Store) -> None:
    place = folder.write("nordlys", "sla-review-2026-10.html", "Gennemgang æøå".encode())
    assert place == folder.place("nordlys", "sla-review-2026-10.html")
    assert place.address == f"{shelf.address()}/nordlys/sla-review-2026-10.html"
    assert place.read() == "Gennemgang æøå".encode()
    assert folder.documents("nordlys") == [place]


def test_a_link_leads_to_the_file_or_to_where_people_see_it(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    assert ReviewFolder(shelf).place("nordlys", "a.html").url == (tmp_path / "nordlys" / "a.html").as_uri()
    shown = ReviewFolder(shelf, "https://reports.example/site/").place("nordlys", "a.html")
    assert shown.url == "https://reports.example/site/nordlys/a.html"


def test_new_content_replaces_a_document(folder: ReviewFolder) -> None:
    folder.write("nordlys", "a.html", b"one")
    place = folder.write("nordlys", "a.html", b"two")
    assert place.read() == b"two"
    assert folder.documents("nordlys") == [place]


def test_documents_are_listed_by_name_per_rollout_without_hidden_ones(folder: ReviewFolder, shelf: Store) -> None:
    for rollout, name in [("nordlys", "b.html"), ("nordlys", "a.pdf"), ("fjord", "c.html")]:
        folder.write(rollout, name, b"x")
    shelf.write("nordlys/.hidden", b"x")
    shelf.write("nordlys/deeper/d.html", b"x")
    assert [place.file_name for place in folder.documents("nordlys")] == ["a.pdf", "b.html"]
    assert folder.documents("unknown") == []


@pytest.mark.parametrize("rollout_id", ["", ".", "..", "../x", "a/b", "/etc", ".hidden", "a\x00", "ø", "a" * 65])
def test_a_rollout_id_that_could_lead_elsewhere_is_refused(folder: ReviewFolder, shelf: Store, rollout_id: str) -> None:
    with pytest.raises(RequestRefused, match="cannot be the id of a rollout"):
        folder.write(rollout_id, "a.html", b"x")
    with pytest.raises(RequestRefused, match="cannot be the id of a rollout"):
        folder.documents(rollout_id)
    assert list(shelf.names()) == []


@pytest.mark.parametrize(
    "name", ["sla-review-2026-10.html", "a", "a_b.json", "phase-2", "x.tar-gz.gz".replace(".", "-")]
)
def test_a_name_that_is_safe_stays_as_it_is(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        ("Månedsgennemgang øst.html", "maanedsgennemgang-oest-", ".html"),
        ("Ærø & Åbenrå.PDF", "aeroe-aabenraa-", ".pdf"),
        ("Crème brûlée.html", "creme-brulee-", ".html"),
        ("../../etc/passwd", "etc-passwd-", ""),
        ("C:\\Windows\\x.html", "c-windows-x-", ".html"),
        ("报告", "document-", ""),
        ("", "document-", ""),
        ("..", "document-", ""),
        (".html", "document-", ".html"),
        ("con.html", "con-", ".html"),
        ("a\x00b\n.html", "a-b-", ".html"),
        ("half \ud83d.html", "half-", ".html"),
        ("x" * 300 + ".html", "x" * 100 + "-", ".html"),
    ],
)
def test_other_names_are_spelled_safely(name: str, begins: str, ends: str) -> None:
    safe = safe_name(name)
    assert safe.startswith(begins)
    assert safe.endswith(ends)
    mark = safe.removeprefix(begins).removesuffix(ends)
    assert len(mark) == 8


@given(st.text(max_size=300))
@example("x" * 300)
def test_every_name_stays_one_short_file_inside_the_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe.isascii()
    assert safe == safe.lower()
    assert 0 < len(safe) <= 120
    assert Path(safe).name == safe
    assert not safe.startswith((".", "-"))


NEAR_ALIKE = st.text("aåA/-. ", max_size=4)


@given(NEAR_ALIKE, NEAR_ALIKE)
def test_two_names_never_share_a_file(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)
