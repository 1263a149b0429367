"""How a table fits on paper: upright or lying page, size of type, width of each column, where long words break.

Here: the geometry of printed pages and tables, from the widths of their texts. Not here: the texts
(`reports.language`), the signs and their widths (`reports.forms.paper.glyphs`), the look (`document.typ`).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from reports.forms.paper.glyphs import BREAK, HARD_BREAK, JOINERS, width

MARGIN = 51.0
"""White on the left and right of every page, in points."""

UPRIGHT, LYING = 595.28 - 2 * MARGIN, 841.89 - 2 * MARGIN
GAP = 3.5
"""White on the left and right of a cell."""

SAFETY = 1.03
"""Widths are sums of advances; this leaves room for what shaping adds."""

LONGEST_LINE, LONGEST_WORD, LONGEST_HEAD = 34.0, 14.0, 11.0
"""In em: wider texts are wrapped, wider words and wider words of headings broken."""

COMFORT = 0.3
"""A page is wide enough when texts get this much of what they would need to stay on one line."""

FILLED = 0.62
"""Narrow tables are stretched to this part of the page: figures stay near their labels."""

TRIES = ((False, 9.0), (False, 8.25), (False, 7.5), (True, 8.25), (True, 7.5), (True, 7.0), (True, 6.5))
SHORT = 5.5
"""In em: texts up to this stay on one line; `95,0 %` in two is no figure any more."""

_WORD = re.compile(r"[^ \n]+")


@dataclass(frozen=True)
class Column:
    """What a column holds, as shown.

    Attributes:
        numeric: right aligned, and kept on one line where it can be.
    """

    head: str
    texts: Sequence[str]
    numeric: bool = False


@dataclass(frozen=True)
class Fit:
    """How a table is set: a lying page or not, type in points, columns in points."""

    lying: bool
    size: float
    widths: tuple[float, ...]


@dataclass(frozen=True)
class _Need:
    """In em: the least a column can do with, and what it would take."""

    least: float
    wished: float


def fit(columns: Sequence[Column]) -> Fit:
    """The first of `TRIES` that gives every column what it needs; the last one shares out what there is."""
    needs = [_need(column) for column in columns]
    for lying, size in TRIES:
        room = _room(lying, size, len(columns))
        comfortable = sum(need.least + COMFORT * (need.wished - need.least) for need in needs)
        if comfortable <= room:
            return Fit(lying, size, _in_points(_shared(needs, room), size))
    lying, size = TRIES[-1]
    return Fit(lying, size, _in_points(_shared(needs, _room(lying, size, len(columns))), size))


def _room(lying: bool, size: float, columns: int) -> float:
    return max(1.0, ((LYING if lying else UPRIGHT) - 2 * GAP * columns) / size)


def _in_points(widths: Sequence[float], size: float) -> tuple[float, ...]:
    return tuple(round(width * size + 2 * GAP, 2) for width in widths)


def _need(column: Column) -> _Need:
    longest = max((width(line) for text in column.texts for line in text.split("\n")), default=0.0)
    word = max((width(word) for text in column.texts for word in _WORD.findall(text)), default=0.0)
    head = max((width(word, bold=True) for word in _WORD.findall(column.head)), default=0.0)
    whole = longest if longest <= (LONGEST_WORD if column.numeric else SHORT) else 0.0
    # A third of a long text: three lines of it are still read at a glance.
    least = max(1.2, min(max(word, longest / 3), LONGEST_WORD), whole, min(head, LONGEST_HEAD))
    wished = max(least, min(longest, LONGEST_LINE), min(width(column.head, bold=True), least * 1.4))
    return _Need(least * SAFETY, wished * SAFETY)


def _shared(needs: Sequence[_Need], room: float) -> list[float]:
    """Widths in em that fill the room as far as it is good for reading."""
    least, wished = sum(need.least for need in needs), sum(need.wished for need in needs)
    if least > room:
        return [need.least * room / least for need in needs]
    if wished > room:
        part = (room - least) / (wished - least)
        return [need.least + part * (need.wished - need.least) for need in needs]
    stretch = max(1.0, FILLED * room / wished) if wished else 1.0
    return [need.wished * min(stretch, 2.2) for need in needs]


def broken(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text with a break wherever a word is wider than the room (both in points)."""
    limit = room / size / SAFETY
    if width(text, bold=bold) <= limit:
        return text
    return _WORD.sub(lambda found: _broken_word(found[0], limit, bold), text)


def _broken_word(word: str, limit: float, bold: bool) -> str:
    if width(word, bold=bold) <= limit:
        return word
    made, piece, used = "", "", 0.0
    for sign in word:
        wide = width(sign, bold=bold)
        if piece and used + wide > limit and not _belongs_to_the_one_before(sign):
            made += piece + (BREAK if piece[-1].isalnum() and sign.isalnum() else HARD_BREAK)
            piece, used = "", 0.0
        piece, used = piece + sign, used + wide
    return made + piece


def _belongs_to_the_one_before(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign).startswith("M")
