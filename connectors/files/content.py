"""A hash of what a table holds, the same on every machine and for every release of the Parquet writer.

The bytes of a Parquet file change with the library that writes it; an id made of them would call equal content new.
Here every column is fed to sha256 in a fixed form: its name and type, which values are missing, then the values.

Not here: files (`connectors.files.snapshots`).
"""

import hashlib
from typing import Any

import numpy as np
import polars as pl

from domain.values import canonical_json

_AS_TEXT = (pl.Categorical, pl.Enum, pl.Decimal, pl.Int128)


def content_sha256(frame: pl.DataFrame) -> str:
    """sha256 (hex) over schema and values; the order of rows and of columns counts."""
    feed = hashlib.sha256()
    schema = [[name, str(dtype)] for name, dtype in frame.schema.items()]
    feed.update(canonical_json([frame.height, schema]).encode())
    for column in frame.iter_columns():
        _feed(feed, column)
    return feed.hexdigest()


def _feed(feed: Any, column: pl.Series) -> None:
    feed.update(np.packbits(column.is_null().to_numpy()).tobytes())
    kind = column.dtype
    if isinstance(kind, pl.Array):
        column = column.arr.to_list()
    if isinstance(kind, pl.List | pl.Array):
        lengths = column.list.len().fill_null(0)
        _feed_numbers(feed, lengths.cast(pl.Int64))
        _feed(feed, column.filter(lengths > 0).explode())
    elif isinstance(kind, pl.Struct):
        for field in column.struct.unnest().iter_columns():
            _feed(feed, field)
    elif isinstance(kind, pl.String | pl.Binary) or kind in _AS_TEXT:
        _feed_bytes(feed, column if isinstance(kind, pl.Binary) else column.cast(pl.String))
    elif not isinstance(kind, pl.Null):
        _feed_numbers(feed, column.to_physical())


def _feed_bytes(feed: Any, column: pl.Series) -> None:
    # Lengths first: ["ab", "c"] and ["a", "bc"] are not the same column.
    content = column.cast(pl.Binary).fill_null(b"")
    _feed_numbers(feed, content.bin.size().cast(pl.Int64))
    feed.update(b"".join(content))


def _feed_numbers(feed: Any, column: pl.Series) -> None:
    values = column.fill_null(False if column.dtype == pl.Boolean else 0).to_numpy()
    if values.dtype.kind == "f":
        values = np.where(np.isnan(values), np.nan, values)  # one NaN, of the many there are
    feed.update(values.astype(values.dtype.newbyteorder("<")).tobytes())
