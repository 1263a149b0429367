"""Published documents as files: safe names, whole files, nothing touched when nothing changed."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.errors import RequestRefused
from connectors.files.documents import ReviewFolder, safe_name


@pytest.fixture
def folder(tmp_path: Path) -> ReviewFolder:
    return ReviewFolder(tmp_path / "reviews")


def test_a_document_is_written_where_its_place_is(folder: ReviewFolder, tmp_path: Path) -> None:
    path = folder.write("nordlys", "sla-review-2026-10.html", "Gennemgang æøå".encode())
    assert path == tmp_path / "reviews/nordlys/sla-review-2026-10.html"
    assert path == folder.place("nordlys", "sla-review-2026-10.html")
    assert path.read_text(encoding="utf-8") == "Gennemgang æøå"
    assert folder.documents("nordlys") == [path]


def test_equal_content_leaves_the_file_untouched_and_new_content_replaces_it(folder: ReviewFolder) -> None:
    path = folder.write("nordlys", "a.html", b"one")
    before = path.stat()
    assert folder.write("nordlys", "a.html", b"one") == path
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    folder.write("nordlys", "a.html", b"two")
    assert path.read_bytes() == b"two"
    assert folder.documents("nordlys") == [path]


def test_a_reader_who_has_the_old_file_open_reads_it_to_its_end(folder: ReviewFolder) -> None:
    path = folder.write("nordlys", "a.html", b"one" * 1000)
    with path.open("rb") as reader:
        folder.write("nordlys", "a.html", b"two")
        assert reader.read() == b"one" * 1000


def test_a_write_that_fails_leaves_the_old_document_and_no_rest(folder: ReviewFolder) -> None:
    path = folder.place("nordlys", "a.html")
    path.mkdir()
    (path / "in the way").touch()
    with pytest.raises(RequestRefused, match=r"'a\.html' could not be written") as refusal:
        folder.write("nordlys", "a.html", b"one")
    assert refusal.value.next_step
    assert [child.name for child in path.parent.iterdir()] == ["a.html"]


def test_documents_are_listed_by_name_per_rollout_without_half_written_ones(folder: ReviewFolder) -> None:
    for rollout, name in [("nordlys", "b.html"), ("nordlys", "a.pdf"), ("fjord", "c.html")]:
        folder.write(rollout, name, b"x")
    (folder.place("nordlys", "a.pdf").parent / ".writing-xyz").touch()
    assert [path.name for path in folder.documents("nordlys")] == ["a.pdf", "b.html"]
    assert folder.documents("unknown") == []


@pytest.mark.parametrize("rollout_id", ["", ".", "..", "../x", "a/b", "/etc", ".hidden", "a\x00", "ø", "a" * 65])
def test_a_rollout_id_that_could_lead_elsewhere_is_refused(
    folder: ReviewFolder, tmp_path: Path, rollout_id: str
) -> None:
    with pytest.raises(RequestRefused, match="cannot be the id of a rollout"):
        folder.write(rollout_id, "a.html", b"x")
    with pytest.raises(RequestRefused, match="cannot be the id of a rollout"):
        folder.documents(rollout_id)
    assert list(tmp_path.iterdir()) == []


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
