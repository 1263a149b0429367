"""Snapshots: what was pulled, once, as Parquet files and a manifest, under a hash of the content.

    <root>/<rollout>/<snapshot id>/<table>.parquet
                                   manifest.json      rows, columns and hashes of each table, source, time, notes

The manifest is there only when every table is, so that a snapshot is there whole or not at all. Equal content has an
equal id whenever it was pulled, and the first manifest stays. Not here: what a table holds, what equal content is
(`connectors.files.content`), how many tickets are kept small (`connectors.files.packed`), where files lie
(`connectors.ports.files`).
"""

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import polars as pl
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from connectors.errors import IncompleteData, NotFound, RequestRefused
from connectors.files.content import content_sha256
from connectors.files.durable import rollout_folder
from connectors.files.packed import ID, TICKETS, packed, texts, unpacked
from connectors.ports.files import Store
from connectors.ports.stores import Snapshot
from domain.reasons import Reason
from domain.values import canonical_json

FORMAT = 2
"""The newest that is read, and of a snapshot with packed tables; without them it is 1, as ever."""
MANIFEST = "manifest.json"
SNAPSHOT_ID = re.compile(r"[0-9a-f]{16}")
PACKS_FROM_TICKETS = 10_000
"""Smaller snapshots are read in a blink, and stay plain for every other reader of Parquet files."""
TABLE_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


class TableEntry(BaseModel):
    """One table of a manifest: name -> type of its columns as given, and hashes of the file and of what it holds."""

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
    """`connectors.ports.stores.SnapshotStore` under one folder of a store. Many processes may use it at once.

    Args:
        rollout_id: where a snapshot is looked for first; empty looks through all rollouts.
        packs_from_tickets: from how many tickets on a snapshot is packed.
    """

    def __init__(self, store: Store, rollout_id: str = "", packs_from_tickets: int = PACKS_FROM_TICKETS) -> None:
        self._store, self._first, self._packs_from = store, rollout_id, packs_from_tickets

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
        parent = rollout_folder(rollout_id)
        for name in frames:
            _check_table_name(name)
        noted = json.loads(canonical_json(dict(notes or {})))
        contents = {name: content_sha256(frame) for name, frame in frames.items()}
        snapshot_id = _snapshot_id(rollout_id, source, noted, contents)
        self._first = parent
        if not self._store.holds(f"{parent}/{snapshot_id}/{MANIFEST}"):
            small = self._packed(frames)
            files = {f"{name}.parquet": _parquet(small.get(name, frame)) for name, frame in sorted(frames.items())}
            tables = {n: _entry(frames[n], files[f"{n}.parquet"], content) for n, content in sorted(contents.items())}
            kept_as = FORMAT if small else 1
            manifest = Manifest(
                format=kept_as, rollout_id=rollout_id, source=source, taken_at=taken_at, notes=noted, tables=tables
            )
            self._store.keep(f"{parent}/{snapshot_id}", files | {MANIFEST: _json(manifest)})
        return self.find(snapshot_id)

    def find(self, snapshot_id: str) -> Snapshot:
        """The snapshot of that id, every file's hash checked.

        Raises:
            NotFound: there is none.
            IncompleteData: a file is gone or was changed, or the manifest is not what the id was made of; names it.
        """
        folder = self._folder(snapshot_id)
        manifest = self._manifest(folder)
        for name, table in manifest.tables.items():
            self._checked_bytes(folder, name, table)
        return Snapshot(
            snapshot_id=snapshot_id,
            rollout_id=manifest.rollout_id,
            source=manifest.source,
            taken_at=manifest.taken_at,
            tables={name: table.rows for name, table in manifest.tables.items()},
            notes=manifest.notes,
        )

    def read(self, snapshot_id: str, table: str, *, packed: bool = False) -> pl.DataFrame:
        """One table, its hash checked against the manifest.

        Args:
            packed: as `domain.sla.tickets.TicketTables` may have it, where the file holds it so; else as it was saved.

        Raises:
            NotFound: no such snapshot or table.
            IncompleteData: the file is gone or was changed; names it.
        """
        folder = self._folder(snapshot_id)
        manifest = self._manifest(folder)
        found = pl.read_parquet(self._table(folder, manifest, table))
        types = manifest.tables[table].columns
        if manifest.format == 1 or (packed and table != TICKETS):
            return found
        if table == TICKETS:
            return texts(found, types)
        ids = pl.read_parquet(self._table(folder, manifest, TICKETS), columns=[ID])
        return unpacked(found, types, ids[ID].cast(pl.String))

    def _packed(self, frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        return packed(frames) if TICKETS in frames and frames[TICKETS].height >= self._packs_from else {}

    def _table(self, folder: str, manifest: Manifest, table: str) -> bytes:
        tables, snapshot_id = manifest.tables, folder.rpartition("/")[2]
        if table not in tables:
            raise NotFound(
                Reason("The snapshot {snapshot_id} has no table '{table}'", snapshot_id=snapshot_id, table=table[:64]),
                where=self._store.address(folder),
                why=Reason("it has {names}", names=", ".join(tables)) if tables else Reason("it has none"),
            )
        return self._checked_bytes(folder, table, tables[table])

    def _folder(self, snapshot_id: str) -> str:
        if SNAPSHOT_ID.fullmatch(snapshot_id):
            for rollout_id in self._rollouts():
                folder = f"{rollout_id}/{snapshot_id}"
                if next(self._store.names(folder), None):
                    return folder
        raise NotFound(
            Reason("There is no snapshot {snapshot_id!a}", snapshot_id=snapshot_id[:60]),
            where=self._store.address(),
            next_step=Reason("run the phase again"),
        )

    def _rollouts(self) -> Iterator[str]:
        if self._first:
            yield self._first
        yield from (name for name in self._store.folders() if name != self._first)

    def _manifest(self, folder: str) -> Manifest:
        path = f"{folder}/{MANIFEST}"
        try:
            found = json.loads((self._store.read(path) or b"").decode("utf-8"))
            if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > FORMAT:
                raise RequestRefused(
                    Reason("The snapshot was written by a newer version of this software"),
                    where=self._store.address(path),
                    next_step=Reason("update this installation"),
                )
            manifest = Manifest.model_validate(found)
        except (OSError, ValidationError, ValueError) as error:
            raise self._damaged(path, Reason("the manifest is gone or cannot be read")) from error
        if manifest.snapshot_id != folder.rpartition("/")[2]:
            raise self._damaged(path, Reason("the manifest is not the one the snapshot's id was made of"))
        return manifest

    def _checked_bytes(self, folder: str, name: str, table: TableEntry) -> bytes:
        path = f"{folder}/{name}.parquet"
        try:
            content = self._store.read(path)
        except OSError:
            content = None
        if content is None:
            raise self._damaged(path, Reason("the file is gone or cannot be read"))
        if hashlib.sha256(content).hexdigest() != table.sha256:
            raise self._damaged(path, Reason("the file's content is not what the manifest says"))
        return content

    def _damaged(self, path: str, why: Reason) -> IncompleteData:
        _, snapshot_id, name = path.split("/")
        return IncompleteData(
            Reason("The snapshot {name} is not whole", name=snapshot_id),
            where=self._store.address(path),
            why=why,
            next_step=Reason(
                "put {name} back from a backup, or move the folder {folder} away and pull again",
                name=name,
                folder=snapshot_id,
            ),
        )


def _snapshot_id(rollout_id: str, source: str, notes: Mapping[str, Any], contents: Mapping[str, str]) -> str:
    # The rollout is part of it, so that an id alone finds one snapshot even when two rollouts read the same sheet.
    # 1 whatever the format: how a table is written does not change what it is.
    identity = canonical_json([1, rollout_id, source, notes, contents])
    return hashlib.sha256(identity.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=True)
    return buffer.getvalue()


def _entry(frame: pl.DataFrame, file: bytes, content: str) -> TableEntry:
    return TableEntry(
        rows=frame.height,
        columns={column: str(dtype) for column, dtype in frame.schema.items()},
        size_bytes=len(file),
        sha256=hashlib.sha256(file).hexdigest(),
        content_sha256=content,
    )


def _json(manifest: Manifest) -> bytes:
    text = json.dumps(manifest.model_dump(mode="json"), indent=1, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace")


def _check_table_name(name: str) -> None:
    if not TABLE_NAME.fullmatch(name):
        raise RequestRefused(
            Reason("{name!a} cannot be a table's name", name=name[:64]),
            next_step=Reason("use small letters, digits and _"),
        )
