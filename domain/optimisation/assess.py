"""Phase 6, continuous optimisation: does it pay, do people fare better, and what must be put right.

Here: corrective actions from missed service levels, and the gate. Not here: the metrics
(`domain.returns.metrics`), the service levels themselves (`domain.review.build`).
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.optimisation.result import OptimisationResult
from domain.returns.roi import MonthsKnown, measure_roi
from domain.returns.targets import RoiTargets
from domain.review.corrective import corrective_action
from domain.review.review import MonthlyReview
from domain.workbook.months import BusinessMonth


def assess_optimisation(
    months: Sequence[BusinessMonth],
    review: MonthlyReview | None,
    targets: RoiTargets,
    *,
    month: str,
    contract_start: str,
    transition_cost_per_month: Decimal = Decimal(0),
) -> OptimisationResult:
    """The metrics and the actions of one month.

    Args:
        review: the month's review; None when there is none, which holds the gate.
        month: the reviewed month, YYYY-MM; "after" is the three months up to it, for turnover the year up to it.
        contract_start: the contract's first month, YYYY-MM; "before" is what lies before it.
        transition_cost_per_month: the one-off cost of the transition, spread over the contract's months.
    """
    tickets = review.resolutions if review is not None else ()
    roi = measure_roi(MonthsKnown(months, month, contract_start, transition_cost_per_month, tickets), targets)
    missed = review.missed if review is not None else ()
    return OptimisationResult(
        month=month,
        contract_start=contract_start,
        roi=roi,
        reviewed=review is not None,
        actions=tuple(corrective_action(figure, month) for figure in missed),
        missed=missed,
        repeated=sum(figure.repeated_miss for figure in missed),
        targets=targets,
    )
