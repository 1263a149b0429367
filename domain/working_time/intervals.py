"""Open time as a counting function over UTC seconds: how much lies before an instant, and when an amount is reached.

Here: disjoint intervals, their running total and its two inverses, in exact integers on arrays. Not here: which
intervals are open (`domain.working_time.calendars`) and whose time it is (`domain.sla.ticket_time`).

The running total is read either by binary search, which works for any boundaries, or from a table of 15-minute
buckets when every boundary falls on one: `total = before[bucket] + rate[bucket] * seconds into the bucket`. Total and
rate (0 or 1) share one 32-bit integer, so that a look-up is one gather, and chunks are worked on in place, in the
processor's cache (research page on SLA clocks, 3.1; `make bench` measures it).
"""

from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.arithmetic.columns import Seconds

Halves = npt.NDArray[np.int32]
"""Whole seconds in half the space."""

NEVER: Final = np.int64(1 << 33)
"""An instant after all others (year 2242): not stopped, not breached, not reached."""

_BUCKET: Final = 900
_CHUNK: Final = 1 << 15
_TABLE_SPAN: Final = 60 * 366 * 86400
_TABLE_PAYS_FROM: Final = 20_000


class OpenTime:
    """Sorted disjoint intervals [open, close) that are complete between two instants.

    Args:
        opens, closes: UTC seconds of the intervals; they may overlap or touch and are merged.
        first, last: the range in which the intervals are complete; questions outside it are the caller's mistake.
    """

    def __init__(self, opens: Seconds, closes: Seconds, *, first: int, last: int) -> None:
        self.opens, self.closes = _merged(opens, closes)
        self.first, self.last = first, last
        self._through: Seconds = np.cumsum(self.closes - self.opens)
        self._before: Seconds = self._through - (self.closes - self.opens)

    @property
    def total_seconds(self) -> int:
        """Open seconds of the whole range."""
        return int(self._through[-1]) if len(self._through) else 0

    def before(self, instants: Seconds) -> Seconds:
        """Open seconds before each instant, counted from the first interval."""
        if not len(self.opens):
            return np.zeros(len(instants), dtype=np.int64)
        if len(instants) >= _TABLE_PAYS_FROM and self._table is not None:
            return self._before_by_table(instants, *self._table)
        index = np.searchsorted(self.opens, instants, side="right") - 1
        started = np.maximum(index, 0)
        within = np.minimum(instants, self.closes[started]) - self.opens[started]
        found: Seconds = np.where(index < 0, 0, self._before[started] + within)
        return found

    def between(self, starts: Seconds, ends: Seconds) -> Seconds:
        """Open seconds in each [start, end); 0 where the end is not after the start."""
        if len(starts) >= _TABLE_PAYS_FROM and len(self.opens) and self._table is not None:
            return self._between_by_table(starts, ends, *self._table)
        length: Seconds = np.maximum(self.before(ends) - self.before(starts), 0)
        return length

    def reached(self, amounts: Seconds) -> Seconds:
        """Earliest instant before which `amount` open seconds lie; exactly at a closing it is that closing.

        Amounts are over 0 and at most `total_seconds`.
        """
        return self._at(np.searchsorted(self._through, amounts, side="left"), amounts)

    def exceeded(self, amounts: Seconds) -> Seconds:
        """Last instant before which no more than `amount` open seconds lie; at a closing it is the next opening.

        Amounts are under `total_seconds`.
        """
        return self._at(np.searchsorted(self._through, amounts, side="right"), amounts)

    def _at(self, index: npt.NDArray[np.intp], amounts: Seconds) -> Seconds:
        found: Seconds = self.opens[index] + amounts - self._before[index]
        return found

    @cached_property
    def _table(self) -> tuple[int, Halves] | None:
        """Origin, and per bucket twice the open seconds before it plus its rate; None when it would not be exact."""
        origin = min(self.first, int(self.opens[0]))
        origin -= origin % _BUCKET
        end = max(self.last, int(self.closes[-1]))
        boundaries = np.concatenate([self.opens, self.closes])
        if end - origin > _TABLE_SPAN or self.total_seconds >= 1 << 30 or np.any(boundaries % _BUCKET):
            return None
        steps = np.zeros((end - origin) // _BUCKET + 2, dtype=np.int32)
        steps[(self.opens - origin) // _BUCKET] += 1
        steps[(self.closes - origin) // _BUCKET] -= 1
        rate = np.cumsum(steps, dtype=np.int32)
        before = np.concatenate([[0], np.cumsum(rate[:-1], dtype=np.int64) * _BUCKET])
        return origin, (2 * before + rate).astype(np.int32)

    def _before_by_table(self, instants: Seconds, origin: int, table: Halves) -> Seconds:
        found = np.empty(len(instants), dtype=np.int64)
        room = _room(2)
        for low in range(0, len(instants), _CHUNK):
            part = instants[low : low + _CHUNK]
            offset, total = (space[: len(part)] for space in room)
            found[low : low + _CHUNK] = _totals(part, origin, table, offset, total)
        return found

    def _between_by_table(self, starts: Seconds, ends: Seconds, origin: int, table: Halves) -> Seconds:
        found = np.empty(len(starts), dtype=np.int64)
        room = _room(3)
        for low in range(0, len(starts), _CHUNK):
            part = starts[low : low + _CHUNK]
            offset, at_start, at_end = (space[: len(part)] for space in room)
            _totals(ends[low : low + _CHUNK], origin, table, offset, at_end)
            _totals(part, origin, table, offset, at_start)
            np.subtract(at_end, at_start, out=at_end)
            found[low : low + _CHUNK] = np.maximum(at_end, 0, out=at_end)
        return found


def _room(count: int) -> list[Halves]:
    """Space for one chunk each, used again for every chunk."""
    return [np.empty(_CHUNK, dtype=np.int32) for _ in range(count)]


def _totals(instants: Seconds, origin: int, table: Halves, offset: Halves, total: Halves) -> Halves:
    """Open seconds before each instant of a chunk, written to `total`; `offset` is room to work in."""
    np.subtract(instants, origin, out=offset, casting="unsafe")
    bucket = offset // np.int32(_BUCKET)
    table.take(bucket, out=total, mode="clip")  # "clip" writes without a copy; no bucket is outside
    bucket *= np.int32(_BUCKET)
    offset -= bucket
    np.bitwise_and(total, 1, out=bucket)
    offset *= bucket
    total >>= 1
    total += offset
    return total


def _merged(opens: Seconds, closes: Seconds) -> tuple[Seconds, Seconds]:
    """The union of the intervals: sorted, disjoint, never touching."""
    kept = opens < closes
    order = np.argsort(opens[kept], kind="stable")
    opens, closes = opens[kept][order], closes[kept][order]
    if not len(opens):
        return opens, closes
    reach = np.maximum.accumulate(closes)
    fresh = np.concatenate([[True], opens[1:] > reach[:-1]])
    last_of_run = np.concatenate([fresh[1:], [True]])
    return opens[fresh], reach[last_of_run]
