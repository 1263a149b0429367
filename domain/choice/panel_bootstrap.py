"""Whether the ranking hangs on who sat on the panel: evaluators drawn again, with replacement (Efron 1979).

Here: the share of such panels in which each bidder wins. Not here: other weights (`domain.choice.robustness`), whether
the scores may be looked at yet (`domain.vendor_selection.scores.sealed`).

Each panel has as many seats as the real one; somebody may sit on it twice and somebody else not at all. Medians and
totals follow the rules of `domain.vendor_selection.bids`; what nobody on a panel assessed counts as the lowest score.
Bidders who are equal in front share the panel. The same seed gives the same shares.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.arithmetic.rounding import SHARE_PLACES, measured
from domain.choice.scale import LOWEST_SCORE
from domain.gates.gates import same_person
from domain.reasons import Reason
from domain.values import Frozen
from domain.workbook.evaluation import Criterion, Score

PANELS: Final = 5_000
_SAME_TO = 9
_Figures = NDArray[np.float64]


class PanelBootstrap(Frozen):
    """How often each bidder wins over panels drawn from the evaluators.

    Attributes:
        evaluators: persons who were drawn from.
        wins: bidder -> share (0-1), four decimals; empty when it cannot be done.
        cannot: why it cannot be done; None when it could.
    """

    evaluators: int
    panels: int
    seed: int
    wins: dict[str, Decimal]
    cannot: Reason | None


def bootstrap_panel(
    criteria: Sequence[Criterion],
    vendor_ids: Sequence[str],
    scores: Sequence[Score],
    *,
    panels: int = PANELS,
    seed: int,
) -> PanelBootstrap:
    """Draw `panels` panels from the evaluators who gave scores and see who wins on each."""
    people = _people(scores)
    cannot = _why_not(len(people), vendor_ids, criteria)
    if cannot is not None:
        return PanelBootstrap(evaluators=len(people), panels=0, seed=seed, wins={}, cannot=cannot)
    names = sorted(vendor_ids)
    seats = np.random.default_rng(seed).integers(len(people), size=(panels, len(people)))
    weights = np.array([float(c.weight) for c in criteria])
    totals = np.stack([_medians(_sheet(n, criteria, people, scores)[seats]) @ weights for n in names], axis=1)
    rounded = np.round(totals, _SAME_TO)
    first = rounded == rounded.max(axis=1, keepdims=True)
    shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    wins = {n: measured(s, SHARE_PLACES) for n, s in zip(names, shares, strict=True)}
    return PanelBootstrap(evaluators=len(people), panels=panels, seed=seed, wins=wins, cannot=None)


def _why_not(people: int, vendor_ids: Sequence[str], criteria: Sequence[Criterion]) -> Reason | None:
    if not vendor_ids or not criteria or not people:
        return Reason("Nobody has been assessed, so no other panel can be tried.")
    if people == 1:
        return Reason("With one evaluator no other panel can be drawn: nothing is known of what hung on who sat on it.")
    return None


def _people(scores: Sequence[Score]) -> list[str]:
    """Evaluators who gave a score, one name a person, sorted so that the order of rows does not matter."""
    found: list[str] = []
    for name in sorted({score.evaluator for score in scores if score.points is not None}):
        if not any(same_person(name, known) for known in found):
            found.append(name)
    return found


def _sheet(vendor_id: str, criteria: Sequence[Criterion], people: Sequence[str], scores: Sequence[Score]) -> _Figures:
    """Evaluator x criterion for one bidder; not a number where nothing was given."""
    row: Mapping[str, int] = {
        score.evaluator: k for score in scores for k, name in enumerate(people) if same_person(name, score.evaluator)
    }
    column = {criterion.criterion_id: k for k, criterion in enumerate(criteria)}
    sheet = np.full((len(people), len(criteria)), np.nan)
    for score in scores:
        if score.vendor_id == vendor_id and score.points is not None and score.criterion_id in column:
            sheet[row[score.evaluator], column[score.criterion_id]] = float(score.points)
    return sheet


def _medians(panels: _Figures) -> _Figures:
    """Panel x criterion: median of the scores given on it; the lowest score where there are none."""
    ordered = np.sort(panels, axis=1)  # what is missing goes last
    count = np.isfinite(panels).sum(axis=1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=1)
    high = np.take_along_axis(ordered, count // 2, axis=1)
    medians: _Figures = np.where(count > 0, (low + high) / 2, float(LOWEST_SCORE))[:, 0, :]
    return medians
