"""The gate of the pilot: its criteria and the evidence it records.

Here: what must hold. Not here: the computing (`domain.pilot.assess`).
"""

from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.measures.answers import Answers
from domain.pilot.result import Attainment, PilotResult, Quality
from domain.pilot.settings import PilotRules
from domain.reasons import Reason


def pilot_criteria(
    attainment: Attainment, quality: Quality, satisfaction: Answers, days: int, rules: PilotRules
) -> tuple[CriterionResult, ...]:
    return (
        criterion(
            "length",
            days >= rules.minimum_days,
            Reason("The pilot ran {days} days; {needed} are needed.", days=days, needed=rules.minimum_days),
        ),
        _attainment_criterion(attainment),
        _quality_criterion(quality, rules),
        _satisfaction_criterion(satisfaction, rules),
    )


def _attainment_criterion(attainment: Attainment) -> CriterionResult:
    if attainment.share is None or attainment.required is None:
        return criterion("attainment", False, Reason("No ticket of the pilot was judged."))
    return criterion(
        "attainment",
        attainment.reached,
        Reason(
            "{met} of {judged} judged tickets were in time: {attainment_share}, required {required_share}.",
            met=attainment.met,
            judged=attainment.judged,
            attainment_share=attainment.share,
            required_share=attainment.required,
        ),
    )


def _quality_criterion(quality: Quality, rules: PilotRules) -> CriterionResult:
    if quality.share is None or quality.checked < rules.minimum_checked:
        return criterion(
            "error_rate",
            False,
            Reason(
                "Only {checked} cases were checked; {needed} are needed.",
                checked=quality.checked,
                needed=rules.minimum_checked,
            ),
        )
    return criterion(
        "error_rate",
        quality.within,
        Reason(
            "{errors} errors in {checked} checked cases: {error_share}, allowed {allowed_share}.",
            errors=quality.errors,
            checked=quality.checked,
            error_share=quality.share,
            allowed_share=quality.allowed,
        ),
    )


def _satisfaction_criterion(satisfaction: Answers, rules: PilotRules) -> CriterionResult:
    if satisfaction.shown is None:
        return criterion("satisfaction", False, Reason("Nobody was asked how satisfied they are."))
    return criterion(
        "satisfaction",
        satisfaction.reach(rules.satisfaction_to_continue),
        Reason(
            "Satisfaction is {satisfaction}; {needed} is needed.",
            satisfaction=satisfaction.shown,
            needed=rules.satisfaction_to_continue,
        ),
    )


def pilot_gate(result: PilotResult) -> GateEvaluation:
    """Passes when the fixed rule says: continue. What the sample does not prove is in the evidence."""
    evidence = {
        "as_of": result.as_of.isoformat(),
        "pilot": [result.starts_on.isoformat(), result.ends_on.isoformat()],
        "attainment": result.attainment.model_dump(mode="json"),
        "quality": result.quality.model_dump(mode="json"),
        "satisfaction": str(result.satisfaction) if result.satisfaction is not None else None,
        "decision": result.decision.value,
    }
    return GateEvaluation(
        phase=Phase.PILOT,
        criteria=pilot_criteria(result.attainment, result.quality, result.answers, result.days, result.rules),
        evidence=evidence,
    )
