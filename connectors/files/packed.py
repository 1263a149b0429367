"""Tables of tickets as their files hold them: repeated texts as categories, ids as numbers, tickets by their row.

Here: tables -> what is written, and back, exactly. Not here: files (`connectors.files.snapshots`), what the columns
mean (`domain.sla.tickets`).

A history of six million changes repeats some dozen texts and a million ids. A category is a number of a byte or two in
the file and in memory, an id that is a number one of eight, and `ROW` takes the place of `issue_id`, so that a review
reads numbers only. Rows stand by ticket and time: sorted once here, never again when they are read.
"""

from collections.abc import Mapping
from typing import Final

import polars as pl

from domain.sla.tickets import ROW

TICKETS: Final = "tickets"
ID: Final = "issue_id"
_MOST_CATEGORIES: Final = 10_000


def packed(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables that can be packed, packed: each that `unpacked` gives back exactly; others are left out."""
    ids = frames[TICKETS].get_column(ID, default=None) if TICKETS in frames else None
    if ids is None or ids.dtype != pl.String or ids.null_count() or not ids.is_unique().all():
        return {}
    made = {name: _packed(name, frame, ids) for name, frame in frames.items()}
    return {
        name: frame
        for name, frame in made.items()
        if frame is not None and unpacked(frame, _types(frames[name]), ids).equals(frames[name])
    }


def unpacked(frame: pl.DataFrame, types: Mapping[str, str], ids: pl.Series) -> pl.DataFrame:
    """A packed table as it was given.

    Args:
        types: name -> type of its columns as they were given.
        ids: those of all tickets, in the tickets' order.
    """
    if ROW in frame.columns and ROW not in types:
        frame = frame.with_columns(ids.gather(frame[ROW]).alias(ID))
        if not ids.is_sorted():
            frame = frame.sort(ID, maintain_order=True)
    return texts(frame.select(list(types)), types)


def texts(frame: pl.DataFrame, types: Mapping[str, str]) -> pl.DataFrame:
    """The same table, every column that was given as text a text again."""
    given = [name for name in frame.columns if types.get(name) == str(pl.String)]
    return frame.with_columns(pl.col(given).cast(pl.String)) if given else frame


def _packed(name: str, frame: pl.DataFrame, ids: pl.Series) -> pl.DataFrame | None:
    if name == TICKETS:
        return pl.DataFrame([_smaller(column) for column in frame.iter_columns()])
    if frame.columns[:1] != [ID] or frame.schema[ID] != pl.String or ROW in frame.columns:
        return None
    places = pl.DataFrame({ID: ids, ROW: pl.int_range(len(ids), dtype=pl.Int32, eager=True)})
    placed = frame.join(places, on=ID, how="left", maintain_order="left").drop(ID)
    if placed[ROW].null_count():
        return None
    ordered = placed.select(ROW, pl.exclude(ROW)).sort(ROW, maintain_order=True)
    return pl.DataFrame([_smaller(column) for column in ordered.iter_columns()])


def _smaller(column: pl.Series) -> pl.Series:
    """The column as numbers or categories, where it is made of texts and that takes less."""
    if column.dtype != pl.String:
        return column
    numbers = column.cast(pl.Int64, strict=False)
    if column.n_unique() <= min(_MOST_CATEGORIES, len(column) // 2):
        return column.cast(pl.Enum(column.unique().drop_nulls().sort()))
    return numbers if numbers.cast(pl.String).equals(column) else column


def _types(frame: pl.DataFrame) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in frame.schema.items()}
