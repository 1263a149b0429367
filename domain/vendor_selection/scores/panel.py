"""What several evaluators' scores of one bidder on one criterion come to: median, spread, and the range left open.

Here: the scale and one criterion of one bidder. Not here: totals (`domain.vendor_selection.bids`), whether the scores
may be looked at yet (`domain.vendor_selection.scores.sealed`). Rules: design page, section 4.

Whoever could not assess is neither 0 nor full marks: the median is taken over those who could, and the total becomes
a range between what it were had the others given the lowest score and the highest.
"""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from domain.choice.scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.values import Frozen
from domain.vendor_selection.scores.panel_recorded import record_scores
from domain.vendor_selection.scores.score_trace import GivenTrace
from domain.workbook.evaluation import Score


class CriterionScore(Frozen):
    """One vendor on one criterion over all evaluators, 1-5.

    Attributes:
        middle: median; None when nobody assessed it.
        low, high: lowest and highest score given.
        deviation: median absolute deviation from the median, unscaled: one outlier hardly moves it (Hampel 1974).
        least, most: the median had all who did not assess given the lowest score, or the highest.
        assessed, asked: evaluators who gave a score, and evaluators with a row.
        disagreement: the scores lie so far apart that evaluators should talk.
    """

    criterion_id: str
    middle: Decimal | None
    low: Decimal | None
    high: Decimal | None
    deviation: Decimal | None
    least: Decimal
    most: Decimal
    assessed: int
    asked: int
    disagreement: bool

    @property
    def spread(self) -> Decimal | None:
        """Highest minus lowest."""
        return None if self.low is None or self.high is None else self.high - self.low


class PanelScore(CriterionScore):
    """A criterion's score with the bidder it is of."""

    vendor_id: str


def score_criterion(
    criterion_id: str, rows: Sequence[Score], disagreement_range: Decimal, trace: GivenTrace | None = None
) -> CriterionScore:
    """The evaluators' rows on one criterion of one bidder, put together.

    Args:
        disagreement_range: spread from which a talk is due (`VendorSelectionRules.disagreement_range`).
    """
    given = sorted(row.points for row in rows if row.points is not None)
    open_ = max(len(rows) - len(given), 0 if given else 1)
    middle = median(given) if given else None
    distances = [] if middle is None else sorted(abs(score - middle) for score in given)
    deviation = median(distances) if distances else None
    if trace is not None:
        record_scores(trace, rows, given, middle, distances, deviation)
    return CriterionScore(
        criterion_id=criterion_id,
        middle=middle,
        low=min(given, default=None),
        high=max(given, default=None),
        deviation=deviation,
        least=median([*given, *[LOWEST_SCORE] * open_]),
        most=median([*given, *[HIGHEST_SCORE] * open_]),
        assessed=len(given),
        asked=len(rows),
        disagreement=bool(given) and max(given) - min(given) >= disagreement_range,
    )


def score_panel(
    vendor_id: str,
    criterion_id: str,
    rows: Sequence[Score],
    disagreement_range: Decimal,
    trace: GivenTrace | None = None,
) -> PanelScore:
    """As `score_criterion`, with the bidder's id."""
    summed = score_criterion(criterion_id, rows, disagreement_range, trace)
    return PanelScore(vendor_id=vendor_id, **summed.model_dump())
