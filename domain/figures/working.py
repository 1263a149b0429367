"""How one figure of a phase's report came about: its formula with numbers, what it was read from, whose rule it is.

Here: the shape, and where rows stand in the workbook. Not here: the workings themselves (each rule records its own
while it computes, through `domain.figures.trace`), their words on the terminal
(`reports.discovery.figures`), which snapshot answers (`flows.explain.phase`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from domain.arithmetic.rounding import measured
from domain.reasons import Fact, Reason
from domain.values import Frozen, changed
from domain.workbook.tables import Row

Unit = Literal["count", "number", "percent", "money"]
"""How the value is shown; percent: a share 0-1, money: the rollout's currency."""
Word = Callable[[StrEnum], Reason]
"""What a term is called (`reports.words.word`); handed in, so that rules keep out of texts for readers."""


class Source(Frozen):
    """What a figure was read from.

    Attributes:
        kind: a tab of the workbook, the tickets of a project, a path in the settings, what a phase's gate recorded.
        place: the tab's title, the project's key, the path, the phase.
        rows: how many rows or tickets; 0 for a setting.
        cells: their addresses in the tab, neighbours as one range: ("G2:G31", "G34"); empty when not known.
    """

    kind: Literal["tab", "tickets", "settings", "gate"]
    place: str
    rows: int = 0
    cells: tuple[str, ...] = ()


class Working(Frozen):
    """One figure's story.

    Attributes:
        figure_id: what `rollout explain` calls it: `process.F-03.suitability`.
        value: as the report shows it; None when it could not be computed or may not be shown (a step says why).
        decimals: places the report shows of a number or a percentage.
        steps: the formula in words and with numbers, in order.
        parts: figure ids this one is put together from; each can be explained in turn.
        rule: the source of the rule: the article's section, a design decision, a paper.
        snapshot_id: what the inputs were read from.
    """

    figure_id: str
    label: Reason
    value: Decimal | int | None
    unit: Unit
    decimals: int = 1
    steps: tuple[Reason, ...] = ()
    parts: tuple[str, ...] = ()
    inputs: tuple[Source, ...] = ()
    rule: str = ""
    snapshot_id: str = ""


@dataclass(frozen=True)
class Sources:
    """Where the rows of a snapshot stand, for naming cells.

    Attributes:
        titles: row model name -> title of its tab.
        columns: row model name -> field -> column letters.
        numbers: row -> its number in the sheet, from 1.
        snapshot_id: of the tabs.
        tickets_snapshot_id, project: of the internal tickets; empty when there were none.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    numbers: Mapping[Row, int] = field(default_factory=dict)
    snapshot_id: str = ""
    tickets_snapshot_id: str = ""
    project: str = ""

    def of(self, model: type[Row], rows: Iterable[Row], name: str) -> Source:
        """The cells of one field in some rows of a tab."""
        found = list(rows)
        letters = self.columns.get(model.__name__, {}).get(name, "")
        numbers = sorted(self.numbers[row] for row in found if row in self.numbers) if letters else []
        title = self.titles.get(model.__name__, model.tab)
        return Source(kind="tab", place=title, rows=len(found), cells=_ranges(letters, numbers))

    def fields(self, model: type[Row], row: Row, names: Iterable[str]) -> Source:
        """The cells of several fields of one row."""
        found = [self.of(model, [row], name) for name in names]
        return changed(found[0], cells=tuple(cell for one in found for cell in one.cells))

    def tickets(self, count: int) -> Source:
        """The internal tickets."""
        return Source(kind="tickets", place=self.project, rows=count)


def setting(path: str) -> Source:
    """A path in the rollout's settings file."""
    return Source(kind="settings", place=path)


def listed(values: Iterable[Fact | Reason]) -> Reason:
    """One or more values in one, with semicolons between them: in Danish a comma stands inside a number."""
    first, *others = values
    found = Reason("{value}", value=first)
    for value in others:
        found = Reason("{first}; {value}", first=found, value=value)
    return found


def added(amounts: Iterable[Decimal]) -> Reason:
    """One or more amounts with a plus between them."""
    first, *others = amounts
    found = Reason("{some_amount}", some_amount=first)
    for amount in others:
        found = Reason("{first} + {some_amount}", first=found, some_amount=amount)
    return found


def of_float(value: float | None, places: int) -> Decimal | None:
    """A measured figure as the report shows it, without noughts at its end, as records have it; None stays None."""
    return None if value is None else Decimal(str(float(measured(value, places))))


def _ranges(letters: str, numbers: Sequence[int]) -> tuple[str, ...]:
    """Row numbers as ranges of one column: 2, 3, 4, 9 in G are G2:G4 and G9."""
    breaks = [place for place, (one, two) in enumerate(pairwise(numbers), start=1) if two != one + 1]
    parts = [numbers[start:end] for start, end in zip([0, *breaks], [*breaks, len(numbers)], strict=True)]
    return tuple(
        f"{letters}{part[0]}" if len(part) == 1 else f"{letters}{part[0]}:{letters}{part[-1]}" for part in parts if part
    )
