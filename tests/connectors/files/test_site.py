"""The site's folder: only ours is written, only ours is removed, whole files, one writer at a time."""

import json
import threading
from pathlib import Path

import pytest

from connectors.errors import NotFound, RequestRefused
from connectors.files.folder import Folder
from connectors.files.site import MARKER, SiteFolder
from connectors.ports.files import Place, Store
from tests.storage import content_of

NONE: frozenset[str] = frozenset()


def written(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and path.name[0] != "."}


def site(root: Path, patience_seconds: float = 120.0) -> SiteFolder:
    return SiteFolder(Folder(root, follows_links=False), patience_seconds)


def publish(root: Path | Store, *names: str, kept: frozenset[str] = NONE) -> tuple[int, int]:
    folder = site(root) if isinstance(root, Path) else SiteFolder(root)
    with folder.held():
        return folder.publish({name: name.encode() for name in names}, kept, "")


def test_a_new_folder_an_empty_one_and_our_own_are_written(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new/deep", "empty"):
        assert publish(tmp_path / name, "index.html", "nordlys/index.html") == (2, 0)
        assert publish(tmp_path / name, "index.html", "nordlys/index.html") == (0, 0)
        assert written(tmp_path / name) == {"index.html", "nordlys/index.html"}


@pytest.mark.parametrize("marker", [None, "{}", "not json", '{"made_by": "somebody"}', "[1]"])
def test_a_folder_with_other_files_is_refused_and_stays_as_it_is(tmp_path: Path, marker: str | None) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    if marker is not None:
        (tmp_path / MARKER).write_text(marker, encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(RequestRefused, match="in use for something else") as refusal:
        publish(tmp_path, "index.html")
    assert "Next: name a new or empty folder with --out" in refusal.value.sentence()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(RequestRefused, match="in use for something else"):
        publish(tmp_path / "site", "index.html")


def test_what_is_no_longer_part_goes_and_what_is_kept_or_not_ours_stays(shelf: Store) -> None:
    publish(shelf, "index.html", "a/index.html", "b/index.html", "b/sla-2026-10.html")
    shelf.write("robots.txt", b"theirs")
    assert publish(shelf, "index.html", kept=frozenset({"a/index.html"})) == (0, 2)
    assert {name for name in shelf.names() if name[0] != "."} == {"index.html", "a/index.html", "robots.txt"}
    assert shelf.folders() == ["a"]


def test_what_is_published_again_changes_nothing_and_what_was_there_is_known(shelf: Store) -> None:
    assert publish(shelf, "index.html", "nordlys/index.html") == (2, 0)
    assert publish(shelf, "index.html", "nordlys/index.html") == (0, 0)
    folder = SiteFolder(shelf)
    with folder.held():
        assert folder.holds(["index.html", "nordlys/index.html"])
        assert not folder.holds(["index.html", "sydlys/index.html"])
        assert folder.read("nordlys/index.html") == b"nordlys/index.html"


def test_a_store_with_other_files_is_refused(shelf: Store) -> None:
    shelf.write("deep/mine.txt", b"mine")
    with pytest.raises(RequestRefused, match="in use for something else"):
        publish(shelf, "index.html")
    assert content_of(shelf) == {"deep/mine.txt": b"mine"}


def test_a_document_that_goes_while_the_site_is_written_is_named(shelf: Store) -> None:
    folder = SiteFolder(shelf)
    with folder.held(), pytest.raises(NotFound, match=r"'gone\.pdf' is gone"):
        folder.publish({"nordlys/gone.pdf": Place(shelf, "reviews/gone.pdf")}, NONE, "")


def test_a_marker_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path) -> None:
    victim = tmp_path / "victim.html"
    victim.write_text("theirs", encoding="utf-8")
    root = tmp_path / "site"
    publish(root, "index.html")
    marker = json.loads((root / MARKER).read_text(encoding="utf-8"))
    marker["files"] += ["../victim.html", str(victim), "a/../../victim.html", 7, None]
    (root / MARKER).write_text(json.dumps(marker), encoding="utf-8")
    assert publish(root, "index.html") == (0, 0)
    assert victim.exists()


@pytest.mark.parametrize("name", ["../x.html", "/etc/x", "a/b/c.html", ".hidden", "A b.html", ""])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestRefused, match="cannot be a file of the site"):
        publish(tmp_path / "site", name)
    assert written(tmp_path) == set()


def test_a_folder_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    publish(root, "index.html", "nordlys/index.html")
    (root / "nordlys" / "index.html").unlink()
    (root / "nordlys").rmdir()
    elsewhere.mkdir()
    (root / "nordlys").symlink_to(elsewhere)
    with pytest.raises(RequestRefused, match="leads out of the site"):
        publish(root, "index.html", "nordlys/index.html")
    assert list(elsewhere.iterdir()) == []


def test_a_writer_that_fails_leaves_nothing_the_next_one_does_not_know_of(tmp_path: Path) -> None:
    publish(tmp_path, "nordlys/index.html")
    (tmp_path / "index.html").mkdir()  # no file can take its place
    with pytest.raises(RequestRefused, match=r"'index\.html' could not be written"):
        publish(tmp_path, "index.html", "old/index.html")
    assert written(tmp_path) == {"nordlys/index.html", "old/index.html"}
    (tmp_path / "index.html").rmdir()
    assert publish(tmp_path, "index.html") == (1, 2)
    assert written(tmp_path) == {"index.html"}


def test_two_writers_take_turns(shelf: Store) -> None:
    order: list[str] = []

    def second() -> None:
        with SiteFolder(shelf).held():
            order.append("second")

    with SiteFolder(shelf).held():
        other = threading.Thread(target=second)
        other.start()
        other.join(0.5)
        order.append("first")
    other.join(60)
    assert order == ["first", "second"]


def test_a_writer_that_waits_too_long_is_told_so(shelf: Store) -> None:
    with SiteFolder(shelf).held():
        with pytest.raises(RequestRefused, match="Another run is writing the site"):
            with SiteFolder(shelf, patience_seconds=0.2).held():
                pass
    with SiteFolder(shelf, patience_seconds=0.2).held():
        pass
