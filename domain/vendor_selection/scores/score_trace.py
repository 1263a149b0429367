"""Records figures made of evaluators' scores: which rows, whose bidder, which criterion.

Here: the recorder that the rules about scores are handed. Not here: the words
(`domain.vendor_selection.scores.panel_recorded`). No evaluator's name leaves this file: the words get scores in order
of size.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.figures.trace import Trace
from domain.figures.working import Source
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion


@dataclass(frozen=True)
class ScoreTrace:
    """A trace, and what the scores in it are of.

    Attributes:
        split: criterion id -> its parts; criteria that are scored as a whole are not in it.
        snapshot_id: what the scores were read from. rule: whose rule the points are.
        made_of: a criterion's score -> the scores of its parts that one evaluator gave.
    """

    trace: Trace
    split: Mapping[str, Sequence[SubCriterion]]
    snapshot_id: str
    rule: str
    made_of: dict[Score, tuple[Score, ...]] = field(default_factory=dict)

    def parts(self, criterion: Criterion) -> Sequence[SubCriterion]:
        """What a criterion is scored by; none when it is scored as a whole."""
        return self.split.get(criterion.criterion_id, ())

    def cells(self, rows: Iterable[Score]) -> Source:
        """Where scores stand; of those that were rolled up, the scores they were made of."""
        written = [one for row in rows for one in self.made_of.get(row, (row,))]
        return self.trace.sources.of(Score, written, "score")


@dataclass(frozen=True)
class GivenTrace:
    """Whose scores on what are put together: one bidder on a criterion, or on a part of it."""

    scores: ScoreTrace
    vendor: Vendor
    criterion: Criterion
    part: SubCriterion | None = None
