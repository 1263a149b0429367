"""Error rate: errors per transaction (article, section 7)."""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.shares import Share
from domain.discovery.baselines import Kpi
from domain.figures.figure import Figure
from domain.measures.error_rate import error_rate as measured_rate
from domain.reasons import Reason
from domain.returns.metric import Evidence, Measured, Metric
from domain.workbook.months import BusinessMonth


def error_rate(evidence: Evidence, target: Decimal) -> Measured:
    """Errors / transactions of the months after; the rate itself is compared with the target."""
    old, new = _errors(evidence.before), _errors(evidence.after)
    step = Reason("{errors} errors / {transactions} transactions.", errors=new.part, transactions=new.whole)
    return Measured(
        before=old.exact,
        after=new.exact,
        value=new.exact,
        met=new.stays_within(target),
        months_before=len(evidence.before),
        months_after=len(evidence.after),
        steps=(step,),
        rows=(*evidence.before, *evidence.after),
        fields=("errors", "transactions"),
    )


def _errors(rows: Sequence[BusinessMonth]) -> Share:
    return measured_rate((row.errors, row.transactions) for row in rows)


METRIC = Metric(
    figure=Figure(
        figure_id="error_rate",
        name=Reason("Error rate"),
        unit="percent",
        decimals=2,
        direction="lower",
        target=Decimal("0.02"),
        formula=Reason("Errors / transactions of the last three months"),
        source="article, section 7",
    ),
    order=50,
    level_unit="percent",
    measure=error_rate,
    articles=True,
    baseline=Kpi.ERROR_RATE,
)
