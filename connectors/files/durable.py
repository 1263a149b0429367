"""Files and folders that are there whole or not at all, also after a power cut, and names safe to make paths of.

Not here: what is in a file.
"""

import os
import re
import tempfile
from pathlib import Path

from connectors.errors import RequestRefused
from connectors.ports.files import WAITING
from domain.reasons import Reason, verbatim

SAFE_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target, force to disk, then rename: a reader sees the old file or the new one, never a part.

    The folder must exist.

    Raises:
        RequestRefused: the disk is full or the folder may not be written; names it.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=WAITING)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)  # mkstemp gives 0600; a document is there to be read
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to disk, so that a rename survives a power cut."""
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rollout_folder(rollout_id: str) -> str:
    """The name of a rollout's folder: its id.

    Raises:
        RequestRefused: the id could lead elsewhere or is no file name on some system.
    """
    if not SAFE_FOLDER.fullmatch(rollout_id):
        raise RequestRefused(
            Reason("{rollout_id!a} cannot be the id of a rollout", rollout_id=rollout_id[:60]),
            why=Reason("files are kept under it"),
            next_step=Reason("use 1-64 letters, digits and dashes, a letter or digit first"),
        )
    return rollout_id


def unwritable(path: Path, error: OSError) -> RequestRefused:
    """A file that could not be written, in words."""
    return RequestRefused(
        Reason("'{name}' could not be written", name=path.name),
        where=str(path.parent),
        why=verbatim(error.strerror or type(error).__name__),
        next_step=Reason("make room on the disk, or give this user the right to write there, and run again"),
    )
