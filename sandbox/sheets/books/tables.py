"""Where `append` lands: the tables of a tab, found as the service finds them.

A table is a block of cells with values that touch each other, corners included, with its bounding box; boxes that
overlap are one table. The service's guide ("Appending values"): the last table that the given range touches gets the
new rows, below it and from its own first column on; without any, the range's first cell does. That is why a row such as
`[x, "", z]` makes the next appended row land shifted to the right: z is a table of its own.
"""

from dataclasses import dataclass

from sandbox.sheets.books.ranges import Box
from sandbox.sheets.books.tab import Tab


@dataclass(frozen=True)
class _Block:
    row: int
    end_row: int
    column: int
    end_column: int

    def meets(self, other: "_Block") -> bool:
        rows = self.row < other.end_row and other.row < self.end_row
        return rows and self.column < other.end_column and other.column < self.end_column

    def joined(self, other: "_Block") -> "_Block":
        return _Block(
            min(self.row, other.row),
            max(self.end_row, other.end_row),
            min(self.column, other.column),
            max(self.end_column, other.end_column),
        )


def last_table(tab: Tab, searched: Box) -> Box | None:
    """The last table that `searched` touches; None without one."""
    area = _Block(searched.row, searched.end_row, searched.column, searched.end_column)
    touched = [block for block in _blocks(tab) if block.meets(area)]
    if not touched:
        return None
    last = max(touched, key=lambda block: (block.end_row, block.end_column))
    return Box(tab, last.row, last.end_row, last.column, last.end_column)


def _blocks(tab: Tab) -> list[_Block]:
    left = set(tab.used())
    blocks: list[_Block] = []
    while left:
        blocks.append(_grown(left))
    return _joined(blocks)


def _grown(left: set[tuple[int, int]]) -> _Block:
    """One block of touching cells, taken out of `left`."""
    start = left.pop()
    waiting, cells = [start], [start]
    while waiting:
        row, column = waiting.pop()
        for beside in ((row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)):
            if beside in left:
                left.remove(beside)
                waiting.append(beside)
                cells.append(beside)
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    return _Block(min(rows), max(rows) + 1, min(columns), max(columns) + 1)


def _joined(blocks: list[_Block]) -> list[_Block]:
    done: list[_Block] = []
    for block in blocks:
        merged = block
        while meeting := [other for other in done if other.meets(merged)]:
            for other in meeting:
                done.remove(other)
                merged = merged.joined(other)
        done.append(merged)
    return done
