"""Engagement as the key figures have it, 1-5, against what it was before the contract (article, section 7).

It is typed in by hand, once a month, for the whole company. Not here: the mean of a survey's answers
(`domain.measures.answers.engagement`), which is locked at discovery and shown per group: how many answered a typed
figure, and who, nobody knows, so its months are counted alike.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.discovery.baselines import Kpi
from domain.figures.figure import Figure
from domain.reasons import Reason
from domain.returns.metric import Evidence, Measured, Metric
from domain.workbook.months import BusinessMonth


def engagement(evidence: Evidence, target: Decimal) -> Measured:
    """Mean of the months after less the mean of those before; months without a typed figure are left out."""
    before, old = _typed(evidence.before)
    after, new = _typed(evidence.after)
    first, last = _mean(old), _mean(new)
    step = Reason("The mean of {old_count} typed figures before and of {new_count} after.",
                  old_count=len(old), new_count=len(new))  # fmt: skip
    return Measured(
        before=first,
        after=last,
        value=last - first if first is not None and last is not None else None,
        # Sums against sums: a mean of three figures has no end as a decimal.
        met=sum(new) * len(old) - sum(old) * len(new) >= target * len(old) * len(new),
        months_before=len(old),
        months_after=len(new),
        steps=(step,),
        rows=(*before, *after),
        fields=("engagement",),
    )


def _typed(rows: Sequence[BusinessMonth]) -> tuple[list[BusinessMonth], list[Decimal]]:
    """The months with a typed figure, and what it says."""
    found = [(row, row.engagement) for row in rows if row.engagement is not None]
    return [row for row, _ in found], [mean for _, mean in found]


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal(0)) / len(values) if values else None


METRIC = Metric(
    figure=Figure(
        figure_id="engagement",
        name=Reason("Engagement"),
        unit="number",
        decimals=2,
        direction="higher",
        target=Decimal("0.5"),
        formula=Reason(
            "Mean of engagement as typed in the key figures (1-5) over the last three months, less that before "
            "the contract"
        ),
        source="article, section 7",
    ),
    order=30,
    level_unit="number",
    measure=engagement,
    articles=True,
    baseline=Kpi.ENGAGEMENT,
)
