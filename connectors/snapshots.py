"""Snapshots: what was pulled, once, as Parquet files and a manifest, under a hash of the content.

    <root>/<rollout>/<snapshot id>/<table>.parquet
                                   manifest.json      rows and sha256 of each table, source, time, notes

Written to a folder beside it and renamed, so that a snapshot is there whole or not at all. Equal content has an equal
id, and the first manifest stays. Not here: what a table holds.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from connectors.base import IncompleteData, NotFound, RequestRefused, Snapshot
from domain.gates import canonical_json

FORMAT = 1
SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}")


class SnapshotFolder:
    """Snapshots under one folder."""

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
            RequestRefused: a name that cannot be a file's.
        """
        for name in (rollout_id, *frames):
            _check(name)
        parent = self._root / rollout_id
        parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".writing-", dir=parent))
        try:
            tables = {name: _write(beside, name, frame) for name, frame in sorted(frames.items())}
            identity = {"format": FORMAT, "source": source, "tables": tables, "notes": notes or {}}
            snapshot_id = hashlib.sha256(canonical_json(identity).encode()).hexdigest()[:16]
            manifest = identity | {"rollout_id": rollout_id, "taken_at": taken_at.isoformat()}
            _write_whole(beside / "manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False).encode())
            self._put(beside, parent / snapshot_id)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return self.find(snapshot_id)

    def find(self, snapshot_id: str) -> Snapshot:
        """The snapshot of that id, its files present.

        Raises:
            NotFound: there is none. IncompleteData: a file is gone or the manifest cannot be read.
        """
        folder = self._folder(snapshot_id)
        manifest = _manifest(folder)
        missing = [name for name in manifest["tables"] if not (folder / f"{name}.parquet").exists()]
        if missing:
            raise IncompleteData(
                f"The snapshot {snapshot_id} is not whole",
                where=str(folder / f"{missing[0]}.parquet"),
                why="the file is gone",
                next_step="restore it from a backup",
            )
        return Snapshot(
            snapshot_id=snapshot_id,
            rollout_id=manifest["rollout_id"],
            source=manifest["source"],
            taken_at=datetime.fromisoformat(manifest["taken_at"]),
            tables={name: table["rows"] for name, table in manifest["tables"].items()},
            notes=manifest["notes"],
        )

    def read(self, snapshot_id: str, table: str) -> pl.DataFrame:
        """One table, its hash checked against the manifest.

        Raises:
            NotFound: no such snapshot or table. IncompleteData: the file was changed; names it.
        """
        folder = self._folder(snapshot_id)
        entry = _manifest(folder)["tables"].get(table)
        if entry is None:
            raise NotFound(f"The snapshot {snapshot_id} has no table '{table}'", where=str(folder))
        path = folder / f"{table}.parquet"
        content = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            raise IncompleteData(
                f"The snapshot {snapshot_id} was changed",
                where=str(path),
                why="its content is not what the manifest says",
                next_step="restore it from a backup",
            )
        return pl.read_parquet(content)

    def _folder(self, snapshot_id: str) -> Path:
        _check(snapshot_id)
        found = next(iter(sorted(self._root.glob(f"*/{snapshot_id}"))), None)
        if found is None:
            raise NotFound(
                f"There is no snapshot {snapshot_id}", where=str(self._root), next_step="run the phase again"
            )
        return found

    @staticmethod
    def _put(beside: Path, target: Path) -> None:
        _flush_folder(beside)
        try:
            beside.rename(target)
        except OSError:
            if not (target / "manifest.json").exists():  # another writer's equal content is as good as ours
                raise
        _flush_folder(target.parent)


def _write(folder: Path, name: str, frame: pl.DataFrame) -> dict[str, Any]:
    path = folder / f"{name}.parquet"
    frame.write_parquet(path, compression="zstd", statistics=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"rows": frame.height, "sha256": digest}


def _write_whole(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IncompleteData(
            "A snapshot's manifest cannot be read",
            where=str(path),
            why=type(error).__name__,
            next_step="restore it from a backup",
        ) from None
    return dict(manifest)


def _check(name: str) -> None:
    if not SAFE_NAME.fullmatch(name):
        raise RequestRefused(f"'{name[:80]}' cannot be part of a snapshot's path", next_step="use letters and digits")
