"""Several evaluators, blind to each other until all scores are in; then medians, spread and where they disagree.

Here: what is in and what is missing, one person under two names, and the opened scores. Not here: medians
(`domain.vendor_selection.scores.panel`), sub-criteria (`domain.vendor_selection.scores.sub_criteria`), totals and
ranking (`domain.vendor_selection.bids`, `domain.vendor_selection.assess`), another panel
(`domain.choice.panel_bootstrap`). Rules: design page, section 4.

While one score of the declared panel is missing, only counts leave this module: no score, and no figure made of
scores, so that nobody follows another. A blank is missing. Whoever cannot assess a bidder writes so ("ikke vurderet"),
which counts as handed in.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from domain.gates.gates import same_person
from domain.reasons import Reason
from domain.values import Frozen
from domain.vendor_selection.scores.panel import PanelScore, score_panel
from domain.workbook.evaluation import Score

_Cell = tuple[str, str]
_Given = Mapping[_Cell, Mapping[str, Score]]


class CellCount(Frozen):
    """How many scores one bidder has on one criterion, and how many it needs."""

    vendor_id: str
    criterion_id: str
    given: int
    needed: int


class Outstanding(Frozen):
    """How many scores one evaluator still owes.

    Attributes:
        cells: (bidder, criterion) of each, bidders first.
    """

    evaluator: str
    cells: tuple[tuple[str, str], ...]

    @property
    def missing(self) -> int:
        """How many."""
        return len(self.cells)


class Progress(Frozen):
    """What is in, as counts only.

    Attributes:
        cells: every bidder on every criterion, bidders first, in the given order.
        outstanding: evaluators who owe scores, in the panel's order.
    """

    cells: tuple[CellCount, ...]
    outstanding: tuple[Outstanding, ...]

    @property
    def complete_vendors(self) -> tuple[str, ...]:
        """Bidders whom everybody has assessed on everything."""
        return self._complete([(cell.vendor_id, cell) for cell in self.cells])

    @property
    def complete_criteria(self) -> tuple[str, ...]:
        """Criteria on which everybody has assessed every bidder."""
        return self._complete([(cell.criterion_id, cell) for cell in self.cells])

    def _complete(self, named: Sequence[tuple[str, CellCount]]) -> tuple[str, ...]:
        short = {name for name, cell in named if cell.given < cell.needed}
        return tuple(dict.fromkeys(name for name, _ in named if name not in short))


class Sealed(Frozen):
    """Not to be looked at yet.

    Attributes:
        reasons: what has to happen first; never empty.
    """

    progress: Progress
    reasons: tuple[Reason, ...]


class Opened(Frozen):
    """Everybody's scores are in.

    Attributes:
        scores: every bidder on every criterion, in the order of `progress.cells`.
    """

    progress: Progress
    scores: tuple[PanelScore, ...]

    @property
    def disagreements(self) -> tuple[PanelScore, ...]:
        """Where a talk is due, largest spread first."""
        apart = [score for score in self.scores if score.disagreement]
        return tuple(sorted(apart, key=lambda s: (-(s.spread or 0), -(s.deviation or 0))))


def open_scores(
    scores: Sequence[Score],
    panel: Sequence[str],
    vendor_ids: Sequence[str],
    criterion_ids: Sequence[str],
    *,
    disagreement_range: Decimal,
) -> Sealed | Opened:
    """The panel's scores, once every member has given every one of them; counts until then.

    Args:
        panel: the evaluators, declared before the first score.
        disagreement_range: spread from which a talk is due (`VendorSelectionRules.disagreement_range`).
    """
    given = _given(scores, panel, vendor_ids, criterion_ids)
    progress = _progress(given, panel)
    reasons = (*_wrong_people(scores, panel), *_still_missing(progress, panel))
    if reasons:
        return Sealed(progress=progress, reasons=reasons)
    found = tuple(score_panel(*cell, list(by.values()), disagreement_range) for cell, by in given.items())
    return Opened(progress=progress, scores=found)


def entered_twice(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of different spellings that are one person (`domain.gates.gates.same_person`)."""
    return tuple(pair for pair in combinations(dict.fromkeys(names), 2) if same_person(*pair))


def _given(
    scores: Sequence[Score], panel: Sequence[str], vendor_ids: Sequence[str], criterion_ids: Sequence[str]
) -> _Given:
    """Bidder and criterion -> panel member -> what was handed in, however the member's name was typed."""
    given: dict[_Cell, dict[str, Score]] = {(v, c): {} for v in vendor_ids for c in criterion_ids}
    for score in scores:
        member = next((name for name in panel if same_person(name, score.evaluator)), None)
        cell = (score.vendor_id, score.criterion_id)
        if member is not None and score.handed_in and cell in given:
            given[cell][member] = score
    return given


def _progress(given: _Given, panel: Sequence[str]) -> Progress:
    cells = tuple(
        CellCount(vendor_id=vendor, criterion_id=criterion, given=len(by), needed=len(panel))
        for (vendor, criterion), by in given.items()
    )
    owed = {name: tuple(cell for cell, by in given.items() if name not in by) for name in panel}
    outstanding = tuple(Outstanding(evaluator=name, cells=missing) for name, missing in owed.items() if missing)
    return Progress(cells=cells, outstanding=outstanding)


def _wrong_people(scores: Sequence[Score], panel: Sequence[str]) -> tuple[Reason, ...]:
    """One person under two names, on the panel or among those who scored, and scores of people not on the panel."""
    scorers = list(dict.fromkeys(score.evaluator for score in scores))
    twice = dict.fromkeys((*entered_twice(panel), *entered_twice(scorers)))
    strangers = [name for name in scorers if not any(same_person(name, member) for member in panel)]
    return (
        *(
            Reason(
                "“{first}” and “{second}” are one person, who counts once. Write the name one way.",
                first=first,
                second=second,
            )
            for first, second in twice
        ),
        *(Reason("{evaluator} has given scores and is not on the panel.", evaluator=name) for name in strangers),
    )


def _still_missing(progress: Progress, panel: Sequence[str]) -> tuple[Reason, ...]:
    if not panel:
        return (Reason("No evaluators are named."),)
    if not progress.cells:
        return (Reason("There is nothing to assess yet."),)
    needed = len(progress.cells) * len(panel)
    missing = sum(owed.missing for owed in progress.outstanding)
    if not missing:
        return ()
    return (
        Reason(
            "{missing} of {needed} scores are still to come. Nobody sees a score before all are in.",
            missing=missing,
            needed=needed,
        ),
    )
