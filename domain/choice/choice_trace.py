"""Records figures of a choice: options by criteria, what they are called, and whose rule it is.

Here: the recorder that the rules beside the ranking are handed. Not here: any figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.choice.figure_ids import score_id
from domain.figures.trace import Trace
from domain.figures.working import Source, Unit, Working
from domain.reasons import Reason
from domain.workbook.evaluation import Criterion


@dataclass(frozen=True)
class ChoiceTrace:
    """A trace, and what the options and criteria in it are.

    Attributes:
        names: option -> the name people know it by.
        criteria: in the order of an option's values.
        rule: whose rule the ranking is.
        scores: the cells of everybody's scores.
    """

    trace: Trace
    names: Mapping[str, str]
    criteria: Sequence[Criterion]
    rule: str
    scores: Source

    def score_ids(self, option: str) -> tuple[str, ...]:
        """The figures an option's values are."""
        return tuple(score_id(option, criterion.criterion_id) for criterion in self.criteria)

    def record(
        self,
        figure_id: str,
        label: Reason,
        value: Decimal | int,
        unit: Unit,
        steps: tuple[Reason, ...],
        *,
        decimals: int = 1,
        parts: tuple[str, ...] = (),
        inputs: tuple[Source, ...] = (),
        rule: str = "",
    ) -> None:
        """Keep one figure."""
        self.trace.record(
            Working(
                figure_id=figure_id,
                label=label,
                value=value,
                unit=unit,
                decimals=decimals,
                steps=steps,
                parts=parts,
                inputs=inputs,
                rule=rule,
                snapshot_id=self.trace.sources.snapshot_id,
            )
        )
