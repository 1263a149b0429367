"""A history's rows by ticket and time: whose ticket each is, in which order they happened, what its texts stand for.

Here: rows of plain tables (ticket by `issue_id`, texts) and of packed ones (ticket by its row, categories), which come
to the same. Not here: what a change means (`domain.sla.ticket_time`), how tables are packed (a store's concern).
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from domain.arithmetic.columns import Index, Seconds
from domain.sla.tickets import ROW


def changes_of(held: pl.DataFrame, history: pl.DataFrame, field: str, *columns: str) -> pl.DataFrame:
    """Changes of one field in order: by ticket, time, number of the entry, place inside it.

    Args:
        held: tickets with `created` (seconds), `ROW` (their row among all) and `ticket` (their position here).
        columns: further columns of the history to keep.

    Returns:
        `ticket`, its position; `start`, the second of the change, not before the creation; and `columns`.
    """
    # In memory, since the streaming engine promises no order of rows.
    mine = history.lazy().filter(pl.col("field") == field)
    owner = owner_column(history)
    found = _placed(held, mine.select(owner, "at", *columns).collect(engine="in-memory"))
    if not _in_order(found):
        number = pl.col("history_id").cast(pl.Int64, strict=False)
        rows = mine.select(owner, "at", "item", *columns, number=number).collect(engine="in-memory")
        whole = _placed(held, rows)
        found = whole.sort("ticket", "at", "number", "item", maintain_order=True)
    return found.select("ticket", *columns, start=pl.max_horizontal(epoch_seconds("at"), "created"))


def owner_column(rows: pl.DataFrame) -> str:
    """The column that says whose a row is: `ROW` in a packed table, `issue_id` in a plain one."""
    return ROW if ROW in rows.columns else "issue_id"


def positions_of(held: pl.DataFrame, rows: pl.DataFrame) -> Index:
    """Position of the ticket each row belongs to; -1 for a ticket that is not held.

    A ticket's rows stand together, so its position is looked up once for all of them.
    """
    owners = rows[owner_column(rows)]
    if owners.name == ROW:
        return _positions_by_row(held, owners)
    begins = (owners != owners.shift(1)).fill_null(True)
    places = _looked_up(held["issue_id"], owners.filter(begins))
    positions: Index = places[np.cumsum(begins.to_numpy()) - 1] if len(places) else np.zeros(0, dtype=np.int64)
    return positions


def codes_of(ids: pl.Series, codes: Mapping[str, int]) -> npt.NDArray[np.int8]:
    """The code of each text; -1 for one without a code and for null."""
    if isinstance(ids.dtype, pl.Enum):
        # One more element than there are categories: -1, a null, finds the last one.
        table = np.array([*(codes.get(text, -1) for text in ids.dtype.categories), -1], dtype=np.int8)
        found: npt.NDArray[np.int8] = table[ids.to_physical().cast(pl.Int32).fill_null(-1).to_numpy()]
        return found
    return ids.replace_strict(codes, default=-1, return_dtype=pl.Int8).fill_null(-1).to_numpy()


def epoch_seconds(column: str) -> pl.Expr:
    """An instant as UTC seconds, floored."""
    return pl.col(column).dt.epoch("ms").floordiv(1000)


def _placed(held: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of tickets that are held, with the ticket's position and creation."""
    bare = rows.drop(owner_column(rows))
    if not held.height:
        return bare.with_columns(ticket=pl.lit(0), created=pl.lit(0)).clear()
    ticket = positions_of(held, rows)
    placed = bare.with_columns(ticket=ticket, created=held["created"].to_numpy()[ticket])
    return placed.filter(pl.col("ticket") >= 0) if np.any(ticket < 0) else placed


def _positions_by_row(held: pl.DataFrame, owners: pl.Series) -> Index:
    rows, wanted = held[ROW].to_numpy(), owners.to_numpy()
    places = np.full(max(int(wanted.max(initial=0)), int(rows.max(initial=0))) + 1, -1, dtype=np.int64)
    places[rows] = np.arange(len(rows))
    found: Index = places[wanted]
    return found


def _looked_up(ids: pl.Series, wanted: pl.Series) -> Index:
    """Position of each wanted id among `ids`; -1 where it is not. Ids that are numbers are found faster."""
    known, asked = _as_numbers(ids), _as_numbers(wanted)
    if known is None or asked is None:
        places = pl.DataFrame({"id": ids, "place": np.arange(len(ids))})
        found = pl.DataFrame({"id": wanted}).join(places, on="id", how="left", maintain_order="left")
        return found["place"].fill_null(-1).to_numpy()
    if not len(known):
        return np.full(len(asked), -1, dtype=np.int64)
    order = np.argsort(known, kind="stable")
    at = np.minimum(np.searchsorted(known[order], asked), len(known) - 1)
    return np.where(known[order][at] == asked, order[at], -1)


def _as_numbers(ids: pl.Series) -> Seconds | None:
    """Ids as numbers, when they are plain ones: `045` and `45` are two texts and one number."""
    numbers = ids.cast(pl.Int64, strict=False)
    plain = not numbers.null_count() and not (ids.str.starts_with("0") | ids.str.starts_with("+")).any()
    return numbers.to_numpy() if plain else None


def _in_order(rows: pl.DataFrame) -> bool:
    """Whether rows stand by ticket and time without a tie, as in a snapshot; quicker seen than sorted."""
    ticket, at = rows["ticket"].to_numpy(), rows["at"].dt.epoch("ms").to_numpy()
    return bool(np.all((ticket[1:] > ticket[:-1]) | ((ticket[1:] == ticket[:-1]) & (at[1:] > at[:-1]))))
