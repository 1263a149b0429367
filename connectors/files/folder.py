"""Files in a folder of this machine: `connectors.ports.files.Store` on a disk.

Here: reading, writing whole, listing, turns by a lock file. Not here: what is in the files (the modules beside).
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from connectors.errors import RequestRefused
from connectors.files.durable import sync_folder, unwritable, write_whole
from connectors.ports.files import WAITING, Store, checked_name
from domain.reasons import Reason


class Folder(Store):
    """Files under one folder, made when the first is written.

    Args:
        follows_links: False: a folder in it that is a link to elsewhere is refused, as a site's is.
    """

    def __init__(self, root: Path, *, follows_links: bool = True) -> None:
        self._root, self._follows_links = root, follows_links

    def under(self, folder: str) -> "Folder":
        """A folder of this one."""
        return Folder(self._root / checked_name(folder), follows_links=self._follows_links)

    def address(self, name: str = "") -> str:
        """The path, as the folder was given."""
        return (self._root / name).as_posix()

    def url(self, name: str) -> str:
        """`file://...`."""
        return (self._root / name).resolve().as_uri()

    def read(self, name: str) -> bytes | None:
        """As the protocol."""
        try:
            return self._path(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def holds(self, name: str) -> bool:
        """As the protocol."""
        return self._path(name).is_file()

    def names(self, folder: str = "") -> Iterator[str]:
        """As the protocol; what is being written is left out."""
        top = self._path(folder) if folder else self._root
        for place, folders, files in os.walk(top):
            folders[:] = sorted(name for name in folders if not name.startswith(WAITING))
            yield from (
                (Path(place) / name).relative_to(self._root).as_posix()
                for name in sorted(files)
                if not name.startswith(WAITING)
            )

    def folders(self) -> list[str]:
        """As the protocol."""
        if not self._root.is_dir():
            return []
        return sorted(path.name for path in self._root.iterdir() if path.is_dir() and not path.name.startswith(WAITING))

    def occupied(self, but: str) -> bool:
        """As the protocol; a file in the folder's place counts."""
        if not self._root.exists():
            return False
        try:
            return not self._root.is_dir() or any(path.name != but for path in self._root.iterdir())
        except OSError as error:
            raise unwritable(self._root, error) from error

    def write(self, name: str, content: bytes) -> bool:
        """As the protocol."""
        path = self._path(name)
        self._check_inside(path)
        if path.is_file() and path.read_bytes() == content:
            return False
        _make(path.parent)
        write_whole(path, content)
        return True

    def keep(self, folder: str, files: Mapping[str, bytes]) -> None:
        """As the protocol: written to a folder beside, which is renamed when it is whole."""
        target = self._path(folder)
        with _beside(target.parent) as beside:
            for name, content in files.items():
                write_whole(beside / checked_name(name), content)
            _put(beside, target)

    def remove(self, name: str) -> bool:
        """As the protocol; a folder that is empty then goes too."""
        path = self._path(name)
        self._check_inside(path)
        there = path.is_file()
        try:
            path.unlink(missing_ok=True)
            if path.parent != self._root and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()
        except OSError as error:
            raise unwritable(path, error) from error
        return there

    @contextmanager
    def turn(self, name: str, patience_seconds: float) -> Iterator[None]:
        """As the protocol; given back also when the process dies."""
        _make(self._root)
        with _locked(self._path(name), patience_seconds):
            yield

    def _path(self, name: str) -> Path:
        return self._root / checked_name(name)

    def _check_inside(self, path: Path) -> None:
        if self._follows_links:
            return
        if path.parent.resolve() != self._root.resolve() / path.parent.relative_to(self._root):
            raise RequestRefused(
                Reason("'{path}' leads out of the site", path=str(path.parent)),
                next_step=Reason("remove it, and write the site again"),
            )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


@contextmanager
def _beside(parent: Path) -> Iterator[Path]:
    """A folder to write in that nobody looks at; removed when it was not given its name."""
    _make(parent)
    try:
        folder = Path(tempfile.mkdtemp(prefix=WAITING, dir=parent))
    except OSError as error:
        raise unwritable(parent, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(beside: Path, target: Path) -> None:
    """Give a finished folder its name; when another writer was faster, its equal content is as good as ours."""
    beside.chmod(0o755)  # mkdtemp gives 0700
    sync_folder(beside)
    try:
        beside.rename(target)
    except OSError as error:
        if not target.is_dir():
            raise unwritable(target, error) from error
    sync_folder(target.parent)


@contextmanager
def _locked(path: Path, patience_seconds: float) -> Iterator[None]:
    """Hold the lock file; it is given back also when the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: files are still whole, but two writers at once may leave one's front page behind
        yield
        return
    try:
        file = path.open("a")
    except OSError as error:
        raise unwritable(path, error) from error
    with file:
        until = time.monotonic() + patience_seconds
        while not _taken(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB):
            if time.monotonic() > until:
                raise RequestRefused(
                    Reason("Another run is writing the site"), where=str(path), next_step=Reason("try again later")
                )
            time.sleep(0.1)
        yield


def _taken(handle: int, how: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        return False
    return True
