"""The gate of continuous optimisation: its criteria and the evidence it records.

Here: what must hold. Not here: the computing (`domain.optimisation.assess`).
"""

from domain.figures.number_words import in_words
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.optimisation.result import OptimisationResult
from domain.reasons import Reason


def optimisation_gate(result: OptimisationResult) -> GateEvaluation:
    """Whether the sponsor can decide to go on: everything measured, it pays in full, enough targets met."""
    evidence = {
        "month": result.month,
        "metrics": [m.model_dump(mode="json") for m in result.counted],
        "full_saving": result.roi.full_saving.model_dump(mode="json") if result.roi.full_saving else None,
        "saved_so_far": str(result.roi.saved_so_far),
        "missed": [f.figure_id for f in result.missed],
        "actions": [a.key for a in result.actions],
    }
    criteria = (_all_measured(result), _reviewed(result), _pays(result), _targets_met(result))
    return GateEvaluation(phase=Phase.OPTIMISATION, criteria=criteria, evidence=evidence)


def _all_measured(result: OptimisationResult) -> CriterionResult:
    unknown = [m.metric for m in result.counted if m.value is None]
    counted = in_words(len(result.counted))
    if unknown:
        return criterion(
            "metrics",
            False,
            Reason(
                "{count} of the {all} metrics are not known: {missing}.",
                count=len(unknown),
                all=counted,
                missing=", ".join(unknown),
            ),
        )
    measured = Reason("All {all} metrics are measured up to {month}.", all=counted, month=result.month)
    return criterion("metrics", True, measured)


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
            "{met} of {all} targets are met; {needed} are needed.",
            met=result.met,
            all=in_words(len(result.counted)),
            needed=result.targets.minimum_met,
        ),
    )
