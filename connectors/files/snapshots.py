"""Snapshots: what was pulled, once, as Parquet files and a manifest, under a hash of the content.

    <root>/<rollout>/<snapshot id>/<table>.parquet
                                   manifest.json      rows, columns and hashes of each table, source, time, notes

Written to a folder beside it and renamed, so that a snapshot is there whole or not at all. Equal content has an equal
id whenever it was pulled, and the first manifest stays. Not here: what a table holds, what equal content is
(`connectors.files.content`).
"""

import hashlib
import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from connectors.errors import IncompleteData, NotFound, RequestRefused
from connectors.files.content import content_sha256
from connectors.files.durable import rollout_folder, sync_folder, unwritable, write_whole
from connectors.ports.stores import Snapshot
from domain.reasons import Reason
from domain.values import canonical_json

FORMAT = 1
MANIFEST = "manifest.json"
SNAPSHOT_ID = re.compile(r"[0-9a-f]{16}")
TABLE_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


class TableEntry(BaseModel):
    """One table of a manifest: name -> type of its columns, and hashes of the file and of what it holds."""

    model_config = ConfigDict(frozen=True)

    rows: int
    columns: dict[str, str]
    size_bytes: int
    sha256: str
    content_sha256: str


class Manifest(BaseModel):
    """What is written beside the tables."""

    model_config = ConfigDict(frozen=True)

    format: int
    rollout_id: str
    source: str
    taken_at: AwareDatetime
    notes: dict[str, Any]
    tables: dict[str, TableEntry]

    @property
    def snapshot_id(self) -> str:
        """16 hex signs over everything but the time: rollout, source, notes, the tables' content."""
        tables = {name: table.content_sha256 for name, table in self.tables.items()}
        return _snapshot_id(self.rollout_id, self.source, self.notes, tables)


class SnapshotFolder:
    """`connectors.ports.stores.SnapshotStore` under one folder. Many processes may use it at once."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def save(
        self,
        rollout_id: str,
        source: str,
        frames: Mapping[str, pl.DataFrame],
        *,
        taken_at: datetime,
        notes: Mapping[str, Any] | None = None,
    ) -> Snapshot:
        """Keep frames as a snapshot; equal content that was kept before is returned as it was.

        Raises:
            RequestRefused: a name that cannot be a file's, or the folder cannot be written.
            IncompleteData: equal content was kept before and has been damaged since.
        """
        parent = rollout_folder(self._root, rollout_id)
        for name in frames:
            _check_table_name(name)
        noted = json.loads(canonical_json(dict(notes or {})))
        contents = {name: content_sha256(frame) for name, frame in frames.items()}
        snapshot_id = _snapshot_id(rollout_id, source, noted, contents)
        if not (parent / snapshot_id).exists():
            with _beside(parent) as folder:
                tables = {name: _write(folder, name, frame, contents[name]) for name, frame in sorted(frames.items())}
                manifest = Manifest(
                    format=FORMAT, rollout_id=rollout_id, source=source, taken_at=taken_at, notes=noted, tables=tables
                )
                write_whole(folder / MANIFEST, _json(manifest))
                _put(folder, parent / snapshot_id)
        return self.find(snapshot_id)

    def find(self, snapshot_id: str) -> Snapshot:
        """The snapshot of that id, every file's hash checked.

        Raises:
            NotFound: there is none.
            IncompleteData: a file is gone or was changed, or the manifest is not what the id was made of; names it.
        """
        folder = self._folder(snapshot_id)
        manifest = _manifest(folder)
        for name, table in manifest.tables.items():
            _checked_bytes(folder, name, table)
        return Snapshot(
            snapshot_id=snapshot_id,
            rollout_id=manifest.rollout_id,
            source=manifest.source,
            taken_at=manifest.taken_at,
            tables={name: table.rows for name, table in manifest.tables.items()},
            notes=manifest.notes,
        )

    def read(self, snapshot_id: str, table: str) -> pl.DataFrame:
        """One table, its hash checked against the manifest.

        Raises:
            NotFound: no such snapshot or table.
            IncompleteData: the file is gone or was changed; names it.
        """
        folder = self._folder(snapshot_id)
        tables = _manifest(folder).tables
        if table not in tables:
            raise NotFound(
                Reason("The snapshot {snapshot_id} has no table '{table}'", snapshot_id=snapshot_id, table=table[:64]),
                where=str(folder),
                why=Reason("it has {names}", names=", ".join(tables)) if tables else Reason("it has none"),
            )
        return pl.read_parquet(_checked_bytes(folder, table, tables[table]))

    def _folder(self, snapshot_id: str) -> Path:
        found = sorted(self._root.glob(f"*/{snapshot_id}")) if SNAPSHOT_ID.fullmatch(snapshot_id) else []
        if not found:
            raise NotFound(
                Reason("There is no snapshot {snapshot_id!a}", snapshot_id=snapshot_id[:60]),
                where=str(self._root),
                next_step=Reason("run the phase again"),
            )
        return found[0]


def _snapshot_id(rollout_id: str, source: str, notes: Mapping[str, Any], contents: Mapping[str, str]) -> str:
    # The rollout is part of it, so that an id alone finds one snapshot even when two rollouts read the same sheet.
    identity = canonical_json([FORMAT, rollout_id, source, notes, contents])
    return hashlib.sha256(identity.encode("utf-8", "backslashreplace")).hexdigest()[:16]


@contextmanager
def _beside(parent: Path) -> Iterator[Path]:
    """A folder to write in that nobody looks at; removed when it was not given its name."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".writing-", dir=parent))
    except OSError as error:
        raise unwritable(parent, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, name: str, frame: pl.DataFrame, content: str) -> TableEntry:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=True)
    file = buffer.getvalue()
    write_whole(folder / f"{name}.parquet", file)
    return TableEntry(
        rows=frame.height,
        columns={column: str(dtype) for column, dtype in frame.schema.items()},
        size_bytes=len(file),
        sha256=hashlib.sha256(file).hexdigest(),
        content_sha256=content,
    )


def _put(beside: Path, target: Path) -> None:
    """Give a finished folder its name; when another writer was faster, its equal content is as good as ours."""
    beside.chmod(0o755)  # mkdtemp gives 0700
    sync_folder(beside)
    try:
        beside.rename(target)
    except OSError as error:
        if not (target / MANIFEST).exists():
            raise unwritable(target, error) from error
    sync_folder(target.parent)


def _json(manifest: Manifest) -> bytes:
    text = json.dumps(manifest.model_dump(mode="json"), indent=1, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace")


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > FORMAT:
            raise RequestRefused(
                Reason("The snapshot was written by a newer version of this software"),
                where=str(path),
                next_step=Reason("update this installation"),
            )
        manifest = Manifest.model_validate(found)
    except (OSError, ValidationError, ValueError) as error:
        raise _damaged(path, Reason("the manifest is gone or cannot be read")) from error
    if manifest.snapshot_id != folder.name:
        raise _damaged(path, Reason("the manifest is not the one the snapshot's id was made of"))
    return manifest


def _checked_bytes(folder: Path, name: str, table: TableEntry) -> bytes:
    path = folder / f"{name}.parquet"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _damaged(path, Reason("the file is gone or cannot be read")) from error
    if hashlib.sha256(content).hexdigest() != table.sha256:
        raise _damaged(path, Reason("the file's content is not what the manifest says"))
    return content


def _damaged(path: Path, why: Reason) -> IncompleteData:
    return IncompleteData(
        Reason("The snapshot {name} is not whole", name=path.parent.name),
        where=str(path),
        why=why,
        next_step=Reason(
            "put {name} back from a backup, or move the folder {folder} away and pull again",
            name=path.name,
            folder=path.parent.name,
        ),
    )


def _check_table_name(name: str) -> None:
    if not TABLE_NAME.fullmatch(name):
        raise RequestRefused(
            Reason("{name!a} cannot be a table's name", name=name[:64]),
            next_step=Reason("use small letters, digits and _"),
        )
