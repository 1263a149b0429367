"""Backup and restore: the ledger and every file this program keeps, in one archive.

Here: what goes in and how it comes back. Not here: lines of a ledger (`connectors.ledger.copies`). An archive holds no
secret: keys, codes and letters stay out. Runs may go on while a backup is made: entries and snapshots only grow, and
the ledger is read first, so every snapshot an entry names is in the archive.
"""

import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from configs.settings import Settings
from connectors.ledger.copies import as_lines, from_lines, put_back
from connectors.ports.files import Store
from domain.problems import Problem
from domain.reasons import Reason, verbatim
from flows.wiring.ledger import open_ledger
from flows.wiring.places import store_of

KEPT = ("snapshots", "published", "reviews", "checks")
"""Folders that cannot be made again from workbooks and tracker as they are today."""


def back_up(settings: Settings, archive: Path) -> dict[str, int]:
    """Write the archive; returns rollout -> entries.

    Raises:
        Problem: the archive is there already, or cannot be written.
    """
    if archive.exists():
        raise Problem(
            Reason("{path} is there already", path=str(archive)),
            next_step=Reason("name another file, or move this one away"),
        )
    ledger, store = open_ledger(settings), store_of(settings)
    texts = {rollout: as_lines(ledger.events(rollout)) for rollout in ledger.rollouts()}
    waiting = archive.with_name(f"{archive.name}.part")
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(waiting, "w:gz") as made:
            for rollout, text in texts.items():
                _add(made, f"ledger/{rollout}.ndjson", text.encode("utf-8", "backslashreplace"))
            for name in KEPT:
                _add_folder(made, store, name)
        waiting.replace(archive)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise Problem(
            Reason("The backup could not be written"),
            where=str(archive),
            why=verbatim(error.strerror or type(error).__name__),
            next_step=Reason("make room on the disk, or name a place this user may write to"),
        ) from None
    return {rollout: text.count("\n") for rollout, text in texts.items()}


def restore(settings: Settings, archive: Path) -> dict[str, int]:
    """Bring an archive back into an empty home and an empty ledger; returns rollout -> entries.

    Every hash is checked before anything is written.

    Raises:
        Problem: the archive cannot be read, is damaged, or something is there already.
    """
    store = store_of(settings)
    for name in KEPT:
        if next(store.names(name), None):
            raise Problem(
                Reason("{path} is there already", path=store.address(name)),
                why=Reason("nothing is ever overwritten"),
                next_step=Reason("restore into an empty folder: set ROLLOUT_HOME")
                if not settings.store_url
                else Reason("restore into an empty folder: set ROLLOUT_STORE_URL"),
            )
    try:
        with tarfile.open(archive, "r:gz") as found:
            ledgers = [
                from_lines(_content(found, member).decode("utf-8"), member.name)
                for member in found.getmembers()
                if member.name.startswith("ledger/") and member.isfile()
            ]
            for events in ledgers:
                put_back(settings.ledger_address(), events)
            for member in found.getmembers():
                if member.name.startswith("home/") and member.isfile():
                    store.write(member.name.removeprefix("home/"), _content(found, member))
    except (OSError, EOFError, tarfile.TarError) as error:
        raise Problem(
            Reason("The backup cannot be read"),
            where=str(archive),
            why=verbatim(str(error) or type(error).__name__),
            next_step=Reason("check the file's name, or use another backup"),
        ) from None
    return {events[0].rollout_id: len(events) for events in ledgers if events}


def archive_name(at: datetime) -> str:
    """The default name of a backup made at an instant."""
    return f"rollout-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar.gz"


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _add_folder(archive: tarfile.TarFile, store: Store, folder: str) -> None:
    for name in store.names(folder):
        content = store.read(name)
        if content is not None:
            _add(archive, f"home/{name}", content)


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    assert file is not None
    return file.read()
