"""Snapshots: the same content is the same snapshot, whole or not at all, and a changed file is found."""

import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from connectors.errors import IncompleteData, NotFound, RequestRefused
from connectors.files.content import content_sha256
from connectors.files.folder import Folder
from connectors.files.snapshots import SnapshotFolder
from connectors.ports.files import Store
from connectors.ports.stores import SnapshotStore
from connectors.workbook.frames import cells_frame, cells_from_frame, cells_notes
from domain.sla.tickets import COMMENTS, HISTORY, TICKETS, empty
from domain.workbook.cells import Cell, TabCells, WorkbookCells
from tests.budgets import FAR_OFF_SECONDS
from tests.storage import S3Server, content_of, store_at

NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
FRAMES = {
    "tickets": pl.DataFrame({"key": ["NB-1", "NB-2", None], "labels": [["a", "æ"], [], None], "hours": [0.5, -0.0, 1]}),
    "history": pl.DataFrame({"at": [datetime(2026, 1, 1, tzinfo=UTC)]}, schema={"at": pl.Datetime("ms", "UTC")}),
}
NOTES = {"locale": "da_DK", "pages": 3}


@pytest.fixture
def store(shelf: Store) -> SnapshotFolder:
    return SnapshotFolder(shelf)


def test_what_is_saved_reads_back_equal(store: SnapshotFolder) -> None:
    protocol: SnapshotStore = store
    at = datetime(2026, 11, 2, 7, 0, 0, 5, timezone(timedelta(hours=1)))
    saved = protocol.save("nordlys", "jira:NB", FRAMES, taken_at=at, notes=NOTES)
    assert protocol.find(saved.snapshot_id) == saved
    assert (saved.rollout_id, saved.source, saved.taken_at, saved.notes) == ("nordlys", "jira:NB", at, NOTES)
    assert dict(saved.tables) == {"tickets": 3, "history": 1}
    for name, frame in FRAMES.items():
        assert_frame_equal(store.read(saved.snapshot_id, name), frame, check_exact=True)


@pytest.mark.parametrize("schema", [TICKETS, HISTORY, COMMENTS])
def test_a_table_without_rows_keeps_its_columns(store: SnapshotFolder, schema: dict[str, pl.DataType]) -> None:
    saved = store.save("nordlys", "jira:NB", {"t": empty(schema)}, taken_at=NOW)
    assert store.read(saved.snapshot_id, "t").schema == pl.Schema(schema)


def test_equal_content_is_the_same_snapshot_and_the_first_manifest_stays(store: SnapshotFolder, shelf: Store) -> None:
    first = store.save("nordlys", "jira:NB", FRAMES, taken_at=NOW, notes=NOTES)
    before = content_of(shelf)
    again = store.save(
        "nordlys", "jira:NB", dict(reversed(FRAMES.items())), taken_at=NOW + timedelta(days=1), notes=NOTES
    )
    assert again == first
    assert content_of(shelf) == before


def test_every_difference_in_content_makes_another_snapshot(store: SnapshotFolder) -> None:
    def saved(rollout: str = "nordlys", source: str = "jira:NB", notes: Any = NOTES, **changed: pl.DataFrame) -> str:
        return store.save(rollout, source, FRAMES | changed, taken_at=NOW, notes=notes).snapshot_id

    tickets = FRAMES["tickets"]
    ids = [
        saved(),
        saved(rollout="fjord"),
        saved(source="jira:NI"),
        saved(notes={}),
        saved(extra=tickets),
        saved(tickets=tickets.reverse()),
        saved(tickets=tickets.with_columns(pl.col("hours").cast(pl.Float32))),
        saved(tickets=tickets.rename({"hours": "days"})),
    ]
    assert len(set(ids)) == len(ids)


def test_the_id_does_not_change_with_the_release_that_computes_it(store: SnapshotFolder) -> None:
    # Fixed once by this code: an id is written into ledgers and reviews, so the same content must give it for ever.
    saved = store.save("nordlys", "jira:NB", FRAMES, taken_at=NOW, notes=NOTES)
    assert saved.snapshot_id == "59ecc0900659bb0b"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pl.Series(["ab", "c"]), pl.Series(["a", "bc"])),
        (pl.Series(["", None]), pl.Series([None, ""])),
        (pl.Series([0, None]), pl.Series([None, 0])),
        (pl.Series([[1], [2, 3]]), pl.Series([[1, 2], [3]])),
        (pl.Series([[], None], dtype=pl.List(pl.Int64)), pl.Series([None, []], dtype=pl.List(pl.Int64))),
        (pl.Series([[None], [1]]), pl.Series([[1], [None]])),
        (pl.Series([True, False]), pl.Series([False, True])),
        (pl.Series([1]), pl.Series([1.0])),
        (pl.Series([date(2026, 1, 1)]), pl.Series([date(2026, 1, 2)])),
        (pl.Series([time(1)]), pl.Series([time(2)])),
        (pl.Series([Decimal("1.10")]), pl.Series([Decimal("1.11")])),
        (pl.Series([{"a": 1, "b": "x"}]), pl.Series([{"a": 1, "b": "y"}])),
        (pl.Series([b"\x00"]), pl.Series([b"\x00\x00"])),
        (pl.Series(["a"], dtype=pl.Categorical), pl.Series(["b"], dtype=pl.Categorical)),
        (pl.Series(["a"], dtype=pl.Enum(["a", "b"])), pl.Series(["b"], dtype=pl.Enum(["a", "b"]))),
        (pl.Series([[1, 2]], dtype=pl.Array(pl.Int8, 2)), pl.Series([[1, 3]], dtype=pl.Array(pl.Int8, 2))),
        (pl.Series([None]), pl.Series([None, None])),
    ],
)
def test_columns_that_differ_have_different_hashes(one: pl.Series, other: pl.Series) -> None:
    assert content_sha256(pl.DataFrame({"c": one})) != content_sha256(pl.DataFrame({"c": other}))
    assert content_sha256(pl.DataFrame({"c": one})) == content_sha256(pl.DataFrame({"c": one.clone()}))


def test_how_a_table_lies_in_memory_does_not_matter() -> None:
    whole = pl.DataFrame({"a": range(10), "b": [f"æ{n}" for n in range(10)]})
    pieces = pl.concat([whole.slice(0, 3), whole.slice(3, 4), whole.slice(7)], rechunk=False)
    assert content_sha256(pieces) == content_sha256(whole)


# --- Damage -----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(store: SnapshotFolder) -> str:
    return store.save("nordlys", "jira:NB", FRAMES, taken_at=NOW, notes=NOTES).snapshot_id


def read(shelf: Store, name: str) -> bytes:
    found = shelf.read(name)
    assert found is not None
    return found


def test_a_changed_file_is_named(store: SnapshotFolder, kept: str, shelf: Store) -> None:
    name = f"nordlys/{kept}/tickets.parquet"
    content = bytearray(read(shelf, name))
    content[len(content) // 2] ^= 1
    shelf.write(name, bytes(content))
    with pytest.raises(IncompleteData, match=r"tickets\.parquet.*not what the manifest says"):
        store.read(kept, "tickets")
    with pytest.raises(IncompleteData, match=r"tickets\.parquet"):
        store.find(kept)
    assert store.read(kept, "history").height == 1


def test_a_missing_file_is_named_and_equal_content_does_not_hide_it(
    store: SnapshotFolder, kept: str, shelf: Store
) -> None:
    shelf.remove(f"nordlys/{kept}/history.parquet")
    with pytest.raises(IncompleteData, match=r"history\.parquet.*gone"):
        store.find(kept)
    with pytest.raises(IncompleteData, match=r"history\.parquet.*gone"):
        store.save("nordlys", "jira:NB", FRAMES, taken_at=NOW, notes=NOTES)


@pytest.mark.parametrize("field", ["source", "rollout_id", "notes", "tables"])
def test_an_edited_manifest_is_found(store: SnapshotFolder, kept: str, shelf: Store, field: str) -> None:
    name = f"nordlys/{kept}/manifest.json"
    manifest = json.loads(read(shelf, name))
    edits = {"source": "jira:XX", "rollout_id": "fjord", "notes": {"pages": 4}, "tables": {}}
    shelf.write(name, json.dumps(manifest | {field: edits[field]}).encode())
    with pytest.raises(IncompleteData, match=r"manifest\.json.*id was made of"):
        store.find(kept)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"format": 1}', None], ids=str)
def test_a_manifest_that_cannot_be_read_is_named(
    store: SnapshotFolder, kept: str, shelf: Store, content: str | None
) -> None:
    name = f"nordlys/{kept}/manifest.json"
    shelf.remove(name) if content is None else shelf.write(name, content.encode())
    with pytest.raises(IncompleteData, match=r"manifest\.json"):
        store.find(kept)


def test_a_snapshot_of_a_newer_format_says_so(store: SnapshotFolder, kept: str, shelf: Store) -> None:
    name = f"nordlys/{kept}/manifest.json"
    shelf.write(name, json.dumps(json.loads(read(shelf, name)) | {"format": 3}).encode())
    with pytest.raises(RequestRefused, match="newer version"):
        store.find(kept)


def test_a_table_that_is_not_there_is_named_with_those_that_are(store: SnapshotFolder, kept: str) -> None:
    with pytest.raises(NotFound, match=r"no table 'comments'.*history, tickets"):
        store.read(kept, "comments")


@pytest.mark.parametrize("snapshot_id", ["", "*", "..", "../nordlys", "0" * 16, "0" * 300, "ABCDEF0123456789"])
def test_an_unknown_or_odd_id_is_not_found(store: SnapshotFolder, kept: str, snapshot_id: str) -> None:
    with pytest.raises(NotFound):
        store.find(snapshot_id)


ODD_NAMES = ["", ".", "..", "../x", "a/b", "a\\b", "/etc", ".hidden", "a b", "nordlys\n", "a\x00", "ø", "-x", "a" * 65]


@pytest.mark.parametrize("rollout_id", ODD_NAMES)
def test_a_rollout_id_that_could_lead_elsewhere_is_refused(
    store: SnapshotFolder, shelf: Store, rollout_id: str
) -> None:
    with pytest.raises(RequestRefused, match="cannot be the id of a rollout"):
        store.save(rollout_id, "jira:NB", FRAMES, taken_at=NOW)
    assert content_of(shelf) == {}


@pytest.mark.parametrize("table", [*ODD_NAMES, "manifest.json", "Tickets"])
def test_a_table_name_that_could_lead_elsewhere_is_refused(store: SnapshotFolder, shelf: Store, table: str) -> None:
    with pytest.raises(RequestRefused, match="cannot be a table's name"):
        store.save("nordlys", "jira:NB", {table: FRAMES["tickets"]}, taken_at=NOW)
    assert content_of(shelf) == {}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RequestRefused, match="could not be written"):
        SnapshotFolder(Folder(tmp_path / "file")).save("nordlys", "jira:NB", FRAMES, taken_at=NOW)


# --- Two at once, and one that dies -----------------------------------------------------------------------------


def _writer(shelf: Store, minute: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.connectors.snapshot_process", shelf.address(), str(minute)]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def test_two_writers_at_once_keep_one_snapshot_and_both_get_it(shelf: Store) -> None:
    children = [_writer(shelf, minute) for minute in (1, 2)]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [child.communicate(timeout=FAR_OFF_SECONDS)[0] for child in children]
    assert said[0] == said[1] != ""
    assert {name.split("/")[1] for name in shelf.names()} == {said[0].split()[0]}


def test_a_writer_that_is_killed_leaves_nothing_that_counts_as_a_snapshot(tmp_path: Path) -> None:
    root = tmp_path / "snapshots"
    store = SnapshotFolder(Folder(root))
    (root / "nordlys/.writing-dead").mkdir(parents=True)
    (root / "nordlys/.writing-dead/tickets.parquet").write_bytes(b"PAR1 half of it")
    saved = store.save("nordlys", "jira:NB", FRAMES, taken_at=NOW)
    assert store.find(saved.snapshot_id) == saved
    with pytest.raises(NotFound):
        store.find(".writing-dead")


@pytest.mark.parametrize("left", ["equal", "of another release", "cut", "nothing"])
def test_a_writer_that_dies_between_two_objects_of_a_bucket_is_followed_by_one_that_ends_it(
    s3: S3Server, left: str
) -> None:
    whole, half = (store_at(f"s3://{s3.new_bucket()}") for _ in range(2))
    snapshot_id = SnapshotFolder(whole).save("nordlys", "jira:NB", FRAMES, taken_at=NOW).snapshot_id
    name = f"nordlys/{snapshot_id}/history.parquet"
    table = io.BytesIO()
    FRAMES["history"].write_parquet(table, compression="uncompressed")
    files = {"equal": read(whole, name), "of another release": table.getvalue(), "cut": read(whole, name)[:9]}
    if left in files:
        half.write(name, files[left])
        with pytest.raises(IncompleteData, match="manifest is gone"):  # nobody takes it for a snapshot
            SnapshotFolder(half).find(snapshot_id)
    SnapshotFolder(half).save("nordlys", "jira:NB", FRAMES, taken_at=NOW)
    assert content_of(half) == content_of(whole)


# --- Workbooks --------------------------------------------------------------------------------------------------

CELL: st.SearchStrategy[Cell] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, 1, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 10**400])
    | st.floats(allow_nan=False)
    | st.text(st.characters())
)
ROWS = st.lists(st.lists(CELL, max_size=4).map(tuple), max_size=4).map(tuple)
TITLES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=5)


def workbook_of(tabs: dict[str, tuple[tuple[Cell, ...], ...]]) -> WorkbookCells:
    read = {title: TabCells(title, number * 7, rows) for number, (title, rows) in enumerate(tabs.items())}
    return WorkbookCells("1AbC", "Nordlys – udrulning", "da_DK", "Europe/Copenhagen", read)


def exact(workbook: WorkbookCells) -> list[object]:
    """Everything of a workbook, with 1, 1.0 and True told apart."""
    head = [workbook.spreadsheet_id, workbook.title, workbook.locale, workbook.zone]
    return head + [
        (tab.title, tab.sheet_id, [[(type(cell), repr(cell)) for cell in row] for row in tab.rows])
        for _, tab in sorted(workbook.tabs.items())
    ]


@given(st.dictionaries(TITLES, ROWS, max_size=4))
def test_a_workbook_survives_the_way_through_a_frame_exactly(tabs: dict[str, tuple[tuple[Cell, ...], ...]]) -> None:
    workbook = workbook_of(tabs)
    notes = json.loads(json.dumps(cells_notes(workbook)))
    assert exact(cells_from_frame(cells_frame(workbook), notes)) == exact(workbook)


@given(st.dictionaries(TITLES, ROWS, max_size=4))
def test_the_order_of_tabs_does_not_make_another_frame(tabs: dict[str, tuple[tuple[Cell, ...], ...]]) -> None:
    workbook = workbook_of(tabs)
    turned = WorkbookCells(
        "1AbC", workbook.title, "da_DK", "Europe/Copenhagen", dict(reversed(list(workbook.tabs.items())))
    )
    assert_frame_equal(cells_frame(turned), cells_frame(workbook))
    assert cells_notes(turned) == cells_notes(workbook)


def test_a_workbook_survives_the_way_through_a_snapshot(store: SnapshotFolder) -> None:
    workbook = workbook_of(
        {
            "Processer": (("id", "timer", "kerne"), (), ("P1", 40, True), ("P2", 40.0, None), (None, "", 0.1, False)),
            "Tom": (),
            "Tomme rækker": ((), (None,), ()),
            "Tal": ((1, 1.0, True, "1", 2**70, -0.0, 1e300, "\ud83d", "\x00"),),
        }
    )
    saved = store.save(
        "nordlys", "sheets:1AbC", {"cells": cells_frame(workbook)}, taken_at=NOW, notes=cells_notes(workbook)
    )
    back = cells_from_frame(store.read(saved.snapshot_id, "cells"), store.find(saved.snapshot_id).notes)
    assert exact(back) == exact(workbook)
    assert back == workbook
