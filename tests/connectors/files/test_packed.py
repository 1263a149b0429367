"""Packed tables come back exactly as they were given, under the same id; what cannot be packed stays plain."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from connectors.files.folder import Folder
from connectors.files.packed import packed, unpacked
from connectors.files.snapshots import SnapshotFolder
from domain.sla.tickets import ROW
from tests.benchmarks.frames import bench_frames

Change = Callable[[pl.DataFrame], pl.DataFrame]
NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)


@pytest.fixture
def frames() -> dict[str, pl.DataFrame]:
    return bench_frames(40)


def test_a_packed_snapshot_reads_back_as_it_was_saved_and_under_the_same_id(
    frames: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    plain, small = SnapshotFolder(Folder(tmp_path / "a")), SnapshotFolder(Folder(tmp_path / "b"), packs_from_tickets=0)
    snapshot_id = plain.save("nordlys", "jira:NB", frames, taken_at=NOW).snapshot_id
    assert small.save("nordlys", "jira:NB", frames, taken_at=NOW).snapshot_id == snapshot_id
    for name, frame in frames.items():
        for store in (plain, small):
            assert_frame_equal(store.read(snapshot_id, name), frame, check_exact=True)
        # Either reads what the other wrote: nothing but the files says how they are kept.
        assert_frame_equal(SnapshotFolder(Folder(tmp_path / "b")).read(snapshot_id, name), frame, check_exact=True)


def test_only_the_packed_history_is_read_as_numbers(frames: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    store = SnapshotFolder(Folder(tmp_path), packs_from_tickets=40)
    snapshot_id = store.save("nordlys", "jira:NB", frames, taken_at=NOW).snapshot_id
    history = store.read(snapshot_id, "history", packed=True)
    assert history.schema[ROW] == pl.Int32
    assert history.schema["history_id"] == pl.Int64
    assert isinstance(history.schema["to_id"], pl.Enum)
    assert_frame_equal(store.read(snapshot_id, "tickets", packed=True), frames["tickets"], check_exact=True)


def test_a_small_snapshot_stays_in_the_first_format(frames: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    formats = {}
    for least in (40, 41):
        store = SnapshotFolder(Folder(tmp_path / str(least)), packs_from_tickets=least)
        snapshot_id = store.save("nordlys", "jira:NB", frames, taken_at=NOW).snapshot_id
        manifest = json.loads((tmp_path / str(least) / "nordlys" / snapshot_id / "manifest.json").read_bytes())
        formats[least] = manifest["format"], manifest["tables"]["history"]["columns"]["to_id"]
        assert_frame_equal(store.read(snapshot_id, "history"), frames["history"], check_exact=True)
    assert formats == {40: (2, "String"), 41: (1, "String")}


def test_rows_in_another_order_than_the_tickets_come_back_in_theirs(frames: dict[str, pl.DataFrame]) -> None:
    frames["tickets"] = frames["tickets"].reverse()
    found = packed(frames)
    types = {name: str(kind) for name, kind in frames["history"].schema.items()}
    assert found["history"][ROW].is_sorted()
    assert_frame_equal(unpacked(found["history"], types, frames["tickets"]["issue_id"]), frames["history"])


def test_ids_that_are_not_the_text_of_a_number_stay_texts(frames: dict[str, pl.DataFrame]) -> None:
    padded = frames["history"].with_columns(pl.format("0{}", "history_id").alias("history_id"))
    assert packed(frames | {"history": padded})["history"].schema["history_id"] == pl.String


@pytest.mark.parametrize(
    "change",
    [
        lambda history: history.with_columns(issue_id=pl.lit("1")),
        lambda history: history.reverse(),
        lambda history: history.drop("issue_id"),
    ],
    ids=["of a ticket that is not there", "in an order that is lost", "without tickets"],
)
def test_a_table_that_would_not_come_back_is_left_plain(frames: dict[str, pl.DataFrame], change: Change) -> None:
    assert set(packed(frames | {"history": change(frames["history"])})) == {"tickets", "comments"}


def test_nothing_is_packed_where_two_tickets_have_one_id(frames: dict[str, pl.DataFrame]) -> None:
    twice = pl.concat([frames["tickets"], frames["tickets"]])
    assert packed(frames | {"tickets": twice}) == {}
