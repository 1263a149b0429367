"""Productivity: output per employee and month against what it was before the contract (article, section 7)."""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.shares import Share
from domain.figures.figure import Figure
from domain.reasons import Reason
from domain.returns.metric import Evidence, Measured, Metric
from domain.workbook.months import BusinessMonth


def productivity(evidence: Evidence, target: Decimal) -> Measured:
    """(output per head after - before) / before."""
    old, new = _per_head(evidence.before), _per_head(evidence.after)
    # after / before as one pair of counts: (o2 / h2) / (o1 / h1) = o2 h1 / (h2 o1).
    grown = Share(new.part * old.whole, new.whole * old.part)
    step = Reason(
        "{old_output} output / {old_heads} employees and months before, {new_output} / {new_heads} after.",
        old_output=old.part,
        old_heads=old.whole,
        new_output=new.part,
        new_heads=new.whole,
    )
    return Measured(
        before=old.exact,
        after=new.exact,
        value=None if old.exact is None or grown.exact is None else grown.exact - 1,
        met=grown.reaches(1 + target),
        months_before=len(evidence.before),
        months_after=len(evidence.after),
        steps=(step,),
        rows=(*evidence.before, *evidence.after),
        fields=("output", "headcount"),
    )


def _per_head(rows: Sequence[BusinessMonth]) -> Share:
    return Share(sum(row.output for row in rows), sum(row.headcount for row in rows))


METRIC = Metric(
    figure=Figure(
        figure_id="productivity",
        name=Reason("Productivity"),
        unit="percent",
        decimals=1,
        direction="higher",
        target=Decimal("0.20"),
        formula=Reason("Output per employee and month, the last three months against those before the contract"),
        source="article, section 7",
    ),
    order=20,
    level_unit="number",
    measure=productivity,
    articles=True,
)
