"""Files in a folder and in a bucket are the same files; and what is of a disk alone."""

from pathlib import Path

import pytest

from connectors.errors import RequestRefused
from connectors.files.folder import Folder
from connectors.ports.files import Store
from tests.storage import content_of


def test_what_is_written_is_read_listed_and_removed(shelf: Store) -> None:
    assert shelf.read("a/b.html") is None
    assert shelf.write("a/b.html", "æøå".encode())
    assert shelf.write("a/c/d.bin", b"")
    assert shelf.write("e.txt", b"e")
    assert shelf.read("a/b.html") == "æøå".encode()
    assert shelf.read("a/c/d.bin") == b""
    assert list(shelf.names()) == ["a/b.html", "a/c/d.bin", "e.txt"] or set(shelf.names()) == {
        "a/b.html", "a/c/d.bin", "e.txt",
    }  # fmt: skip
    assert list(shelf.names("a/c")) == ["a/c/d.bin"]
    assert list(shelf.names("nothing")) == []
    assert shelf.folders() == ["a"]
    assert shelf.remove("a/b.html")
    assert not shelf.remove("a/b.html")
    assert not shelf.holds("a/b.html")
    assert shelf.holds("e.txt")


def test_equal_content_is_not_written_again_and_new_content_replaces_it(shelf: Store) -> None:
    assert [shelf.write("a", content) for content in (b"one", b"one", b"two", b"two")] == [True, False, True, False]
    assert shelf.read("a") == b"two"


def test_a_part_of_a_store_holds_only_its_own(shelf: Store) -> None:
    shelf.write("ab/x", b"not of a")
    part = shelf.under("a").under("deep")
    part.write("x", b"of a")
    assert content_of(part) == {"x": b"of a"}
    assert shelf.read("a/deep/x") == b"of a"
    assert part.address("x") == f"{shelf.address()}/a/deep/x"
    assert list(shelf.under("a").names()) == ["deep/x"]


def test_several_files_are_kept_once_and_the_first_stay(shelf: Store) -> None:
    shelf.keep("r/1", {"a": b"1", "last": b"x"})
    shelf.keep("r/1", {"a": b"2", "last": b"y"})
    assert content_of(shelf) == {"r/1/a": b"1", "r/1/last": b"x"}


def test_occupied_means_anything_but_that_one_file(shelf: Store) -> None:
    assert not shelf.occupied(but=".lock")
    shelf.write(".lock", b"")
    assert not shelf.occupied(but=".lock")
    shelf.write("deep/mine", b"")
    assert shelf.occupied(but=".lock")


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/../x", "/etc/x", "a//b", "a/", "a\\b", "a\x00", "a\n"])
def test_a_name_that_could_lead_elsewhere_is_refused(shelf: Store, name: str) -> None:
    for deed in (shelf.read, shelf.holds, shelf.remove, shelf.under):
        with pytest.raises(RequestRefused, match="cannot be the name of a file"):
            deed(name)
    with pytest.raises(RequestRefused, match="cannot be the name of a file"):
        shelf.write(name, b"x")
    assert content_of(shelf) == {}


# --- Of a disk alone --------------------------------------------------------------------------------------------


def test_equal_content_leaves_the_file_untouched(tmp_path: Path) -> None:
    folder, path = Folder(tmp_path), tmp_path / "a.html"
    folder.write("a.html", b"one")
    before = path.stat()
    folder.write("a.html", b"one")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_reader_who_has_the_old_file_open_reads_it_to_its_end(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("a.html", b"one" * 1000)
    with (tmp_path / "a.html").open("rb") as reader:
        folder.write("a.html", b"two")
        assert reader.read() == b"one" * 1000


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    (tmp_path / "a.html" / "in the way").mkdir(parents=True)
    with pytest.raises(RequestRefused, match=r"'a\.html' could not be written") as refusal:
        Folder(tmp_path).write("a.html", b"one")
    assert refusal.value.next_step
    assert [child.name for child in tmp_path.iterdir()] == ["a.html"]


def test_what_is_being_written_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".writing-dead").mkdir()
    (tmp_path / ".writing-dead" / "half").touch()
    (tmp_path / ".writing-xyz").touch()
    folder = Folder(tmp_path)
    assert (list(folder.names()), folder.folders()) == ([], [])


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way", encoding="utf-8")
    folder = Folder(tmp_path / "home")
    assert folder.occupied(but=".lock")
    assert folder.read("a") is None
    with pytest.raises(RequestRefused, match="could not be written"):
        folder.write("a", b"")
    with pytest.raises(RequestRefused, match="could not be written"):
        folder.keep("a", {"b": b""})
