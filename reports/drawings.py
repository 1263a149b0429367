"""What charts are drawn of: plain numbers and words, one shape per kind of chart.

Here: the shapes. Not here: how they look (`reports.forms.charts.specifications`), which figures they show
(`reports.review.review`). Every chart stands beside a table with the same figures (`reports.documents.Chart`).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.reasons import Reason

Status = Literal["good", "warning", "bad", "neutral", "unmeasured"]
"""Shown as symbol + word + colour, never colour alone. unmeasured: there should be a value and there is none."""


@dataclass(frozen=True)
class Bars:
    """Lying bars, the longest first, each made of parts: a Pareto chart.

    Attributes:
        rows: (label, counts of the parts in the order of `parts`).
        adds_up: whether the share of all, up to and with each bar, says something.
    """

    parts: tuple[Reason, ...]
    rows: tuple[tuple[Reason, tuple[int, ...]], ...]
    adds_up: bool = True


@dataclass(frozen=True)
class Flow:
    """Work over months: what arrived and was resolved as lines, what was left as an area.

    Attributes:
        months: (YYYY-MM, arrived, resolved, backlog at the end), oldest first.
    """

    months: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Step:
    """One column of a waterfall. A "total" stands on the ground, a "change" hangs on the step before it."""

    label: Reason
    amount: Decimal
    kind: Literal["total", "change"] = "change"


@dataclass(frozen=True)
class Waterfall:
    """How one amount becomes another, step by step, in the document's currency."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class AgainstPlan:
    """A sum that grows over months, beside its plan with a low and a high case, in the document's currency.

    Attributes:
        months: (YYYY-MM, reached so far or None, plan low, expected, high; None without a plan), oldest first.
    """

    months: tuple[tuple[str, Decimal | None, Decimal | None, Decimal | None, Decimal | None], ...]


@dataclass(frozen=True)
class Span:
    """One bar of a timeline; `until_on` None runs on to the timeline's own day."""

    label: Reason
    from_on: date
    until_on: date | None
    state: Reason
    status: Status = "neutral"


@dataclass(frozen=True)
class Timeline:
    """Phases over time, up to `today_on`."""

    spans: tuple[Span, ...]
    today_on: date


@dataclass(frozen=True)
class SpreadRow:
    """One line of a spread: from the lowest to the highest value with the middle marked; all None without values."""

    group: Reason
    label: Reason
    low: Decimal | None
    middle: Decimal | None
    high: Decimal | None
    apart: bool = False


@dataclass(frozen=True)
class Spread:
    """How far values lie apart, line by line under the heading of their group, on one common scale.

    Attributes:
        scale: lowest and highest value there can be.
        middle, apart: what the mark of a line means, and that of one whose values lie far apart.
    """

    rows: tuple[SpreadRow, ...]
    scale: tuple[int, int]
    middle: Reason
    apart: Reason


Drawing = Bars | Flow | Waterfall | AgainstPlan | Timeline | Spread
