"""Equal totals: what counts as a tie, and what decides it.

Here: the order of options whose totals are printed alike. Not here: the totals (`domain.vendor_selection.bids`).

Two totals are a tie when they are equal to the precision they are shown with: a difference that nobody can see decides
nothing. Ties are decided by criteria named beforehand, in their order; what is still equal then is for people to
decide. There is no silent rule such as the order of ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from domain.arithmetic.rounding import POINT_PLACES, rounded
from domain.reasons import Reason
from domain.values import Frozen

HIGHEST_WEIGHT, TOTAL_COST = "highest_weight", "total_cost"
"""What settings call the tie-breaks that are no single criterion (`domain.vendor_selection.ranking`)."""


class TieBreak(Frozen):
    """One criterion that decides between equals.

    Attributes:
        name: as people read it, "Total cost over the term".
        values: option -> value; a tie with an option that has none is not decided by it.
        lowest_first: less is better, as with costs.
    """

    name: Reason
    values: dict[str, Decimal]
    lowest_first: bool = False


class Tie(Frozen):
    """Options with equal totals and equal on all earlier tie-breaks, by id.

    Attributes:
        points: their total as shown.
        decided_by: the tie-break that tells them apart; None when none does and people decide.
    """

    options: tuple[str, ...]
    points: Decimal
    decided_by: Reason | None

    def reason(self, names: Mapping[str, str]) -> Reason:
        """The tie in one sentence.

        Args:
            names: option -> the name people know it by.
        """
        listed = ", ".join(names.get(option, option) for option in self.options)
        if self.decided_by is None:
            return Reason(
                "{options} are equal at {points} points and on every tie-break: people decide.",
                options=listed,
                points=self.points,
            )
        return Reason(
            "{options} are equal at {points} points. Decided by: {tie_break}.",
            options=listed,
            points=self.points,
            tie_break=self.decided_by,
        )


class Ranking(Frozen):
    """Options best first.

    Attributes:
        places: one option each, or several where people must decide.
        ties: every tie that was met, decided or not.
    """

    places: tuple[tuple[str, ...], ...]
    ties: tuple[Tie, ...]

    @property
    def winner(self) -> str | None:
        """The one option in front; None when people must decide, or nobody takes part."""
        return self.places[0][0] if self.places and len(self.places[0]) == 1 else None


def rank_with_ties(totals: Mapping[str, Decimal], tie_breaks: Sequence[TieBreak]) -> Ranking:
    """Highest total first, equal ones (as points are shown) by the tie-breaks in their order."""
    shown = {name: rounded(total, POINT_PLACES) for name, total in totals.items()}
    places: list[tuple[str, ...]] = []
    ties: list[Tie] = []
    for group in _grouped(shown, shown, lowest_first=False):
        places += _decided(group, shown[group[0]], tie_breaks, ties)
    return Ranking(places=tuple(places), ties=tuple(ties))


def _decided(
    group: tuple[str, ...], points: Decimal, tie_breaks: Sequence[TieBreak], ties: list[Tie]
) -> list[tuple[str, ...]]:
    """The group in its order; adds to `ties` what was met on the way."""
    if len(group) == 1:
        return [group]
    for k, tie_break in enumerate(tie_breaks):
        known = all(option in tie_break.values for option in group)
        parts = _grouped(group, tie_break.values, lowest_first=tie_break.lowest_first) if known else [group]
        if len(parts) > 1:
            ties.append(Tie(options=group, points=points, decided_by=tie_break.name))
            return [place for part in parts for place in _decided(part, points, tie_breaks[k + 1 :], ties)]
    ties.append(Tie(options=group, points=points, decided_by=None))
    return [group]


def _grouped(options: Iterable[str], values: Mapping[str, Decimal], *, lowest_first: bool) -> list[tuple[str, ...]]:
    """Options with equal values together, by id; groups best first."""
    groups: dict[Decimal, list[str]] = {}
    for option in sorted(options):
        groups.setdefault(values[option], []).append(option)
    return [tuple(groups[value]) for value in sorted(groups, reverse=not lowest_first)]
