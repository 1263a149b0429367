"""Phase 6, continuous optimisation: does it pay, do people fare better, and what must be put right.

Here: corrective actions from missed service levels, and the gate. Not here: the five metrics
(`domain.returns.metrics`), the service levels themselves (`domain.review.build`).
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.actions.actions import Action
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.reasons import Reason
from domain.returns.metrics import Metric, MetricResult, RoiMetrics, RoiTargets, measure_roi
from domain.review.corrective import corrective_action
from domain.review.review import MonthlyReview, ServiceLevelFigure
from domain.values import Frozen
from domain.workbook.months import BusinessMonth


class OptimisationResult(Frozen):
    """What optimisation found for one month."""

    month: str
    contract_start: str
    roi: RoiMetrics
    reviewed: bool
    actions: tuple[Action, ...]
    missed: tuple[ServiceLevelFigure, ...]
    repeated: int
    targets: RoiTargets

    @property
    def met(self) -> int:
        """Metrics that meet their target."""
        return sum(metric.met is True for metric in self.roi.metrics)

    def of(self, metric: Metric) -> MetricResult:
        """One of the five metrics."""
        return next(m for m in self.roi.metrics if m.metric is metric)


def assess_optimisation(
    months: Sequence[BusinessMonth],
    review: MonthlyReview | None,
    targets: RoiTargets,
    *,
    month: str,
    contract_start: str,
    transition_cost_per_month: Decimal = Decimal(0),
) -> OptimisationResult:
    """The five metrics and the actions of one month.

    Args:
        review: the month's review; None when there is none, which holds the gate.
        month: the reviewed month, YYYY-MM; "after" is the three months up to it, for turnover the year up to it.
        contract_start: the contract's first month, YYYY-MM; "before" is what lies before it.
        transition_cost_per_month: the one-off cost of the transition, spread over the contract's months.
    """
    roi = measure_roi(
        months,
        targets,
        month=month,
        contract_start=contract_start,
        transition_cost_per_month=transition_cost_per_month,
    )
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


def optimisation_gate(result: OptimisationResult) -> GateEvaluation:
    """Whether the sponsor can decide to go on: everything measured, it pays in full, enough targets met."""
    evidence = {
        "month": result.month,
        "metrics": [m.model_dump(mode="json") for m in result.roi.metrics],
        "full_saving": result.roi.full_saving.model_dump(mode="json") if result.roi.full_saving else None,
        "saved_so_far": str(result.roi.saved_so_far),
        "missed": [f.figure_id for f in result.missed],
        "actions": [a.key for a in result.actions],
    }
    criteria = (_all_measured(result), _reviewed(result), _pays(result), _targets_met(result))
    return GateEvaluation(phase=Phase.OPTIMISATION, criteria=criteria, evidence=evidence)


def _all_measured(result: OptimisationResult) -> CriterionResult:
    unknown = [m.metric.value for m in result.roi.metrics if m.value is None]
    if unknown:
        return criterion(
            "metrics",
            False,
            Reason(
                "{count} of the five metrics are not known: {missing}.",
                count=len(unknown),
                missing=", ".join(unknown),
            ),
        )
    return criterion("metrics", True, Reason("All five metrics are measured up to {month}.", month=result.month))


def _reviewed(result: OptimisationResult) -> CriterionResult:
    if not result.reviewed:
        return criterion("reviewed", False, Reason("There is no service review of {month}.", month=result.month))
    return criterion(
        "reviewed",
        True,
        Reason(
            "{missed} service levels were missed in {month}, {repeated} of them two months running; "
            "each has an action.",
            missed=len(result.missed),
            month=result.month,
            repeated=result.repeated,
        ),
    )


def _pays(result: OptimisationResult) -> CriterionResult:
    full = result.roi.full_saving
    if full is None:
        return criterion("full_saving", False, Reason("The full saving is not known."))
    return criterion(
        "full_saving",
        full.saved > 0,
        Reason(
            "With everything counted it saves {saved_amount} a month ({saved_share}).",
            saved_amount=full.saved,
            saved_share=full.share,
        )
        if full.saved > 0
        else Reason(
            "With everything counted it saves nothing: {saved_amount} a month.",
            saved_amount=full.saved,
        ),
    )


def _targets_met(result: OptimisationResult) -> CriterionResult:
    return criterion(
        "targets",
        result.met >= result.targets.minimum_met,
        Reason(
            "{met} of five targets are met; {needed} are needed.",
            met=result.met,
            needed=result.targets.minimum_met,
        ),
    )
