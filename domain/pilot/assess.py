"""Phase 4, pilot: continue, extend or stop, by a rule that was fixed before it started.

Here: attainment, error rate and satisfaction of the pilot with what they prove, the decision and the gate (design page,
section 7). Not here: SLA clocks (`domain.sla.verdicts.verdicts`), the bounds' arithmetic
(`domain.arithmetic.proportions`).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.arithmetic.proportions import cases_needed, lower_bound, upper_bound, wilson
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.reasons import Reason
from domain.review.review import ServiceLevelFigure
from domain.values import Frozen, Terms
from domain.workbook.delivery import PilotCheck

Share = Annotated[Decimal, Field(gt=0, lt=1)]


class PilotRules(Terms):
    """The decision rule. Satisfaction on the scale 1-5.

    Attributes:
        maximum_error_share: article, section 7.
        satisfaction_to_continue, satisfaction_to_stop: at least the first continues, under the second stops.
        minimum_days: the article's two weeks.
        minimum_checked: under so many checked cases nothing is decided but to extend.
        extend_by_days: length of an extension.
    """

    maximum_error_share: Share = Decimal("0.02")
    satisfaction_to_continue: Decimal = Decimal("3.5")
    satisfaction_to_stop: Decimal = Decimal("2.5")
    minimum_days: Annotated[int, Field(ge=1)] = 14
    minimum_checked: Annotated[int, Field(ge=1)] = 30
    extend_by_days: Annotated[int, Field(ge=1)] = 14
    source: str = "error rate and length: article, sections 6 and 7; the rest: starting values of this product"


class PilotDecision(StrEnum):
    """What the rule says."""

    CONTINUE = "continue"
    EXTEND = "extend"
    STOP = "stop"


class Attainment(Frozen):
    """Service levels of the pilot, all judged tickets together.

    Attributes:
        required: the contract's attainments, weighted by judged tickets; None without any.
        interval: Wilson 95 %.
        proven: with 95 % confidence at least `required`.
        proven_missed: with 95 % confidence under it.
        clean_cases: tickets in time, without one breach, that would prove the target.
    """

    met: int
    judged: int
    share: Decimal | None
    required: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    proven: bool
    proven_missed: bool
    clean_cases: int | None


class Quality(Frozen):
    """Errors found in checked cases.

    Attributes:
        upper: the error rate is under this with 95 % confidence.
        proven, proven_over: with 95 % confidence at most, or over, the allowed share.
        clean_cases: cases without one error that would prove it.
        cases_at_this_count: cases that would prove it with the errors found so far.
    """

    errors: int
    checked: int
    share: Decimal | None
    upper: Decimal
    allowed: Decimal
    proven: bool
    proven_over: bool
    clean_cases: int
    cases_at_this_count: int
    baseline_share: Decimal | None


class PilotResult(Frozen):
    """The pilot with its decision and the reasons for it."""

    as_of: date
    starts_on: date
    ends_on: date
    days: int
    weeks: tuple[PilotCheck, ...]
    figures: tuple[ServiceLevelFigure, ...]
    attainment: Attainment
    quality: Quality
    satisfaction: Decimal | None
    responses: int
    decision: PilotDecision
    why: tuple[Reason, ...]
    extend_until: date | None
    rules: PilotRules


def assess_pilot(
    figures: Sequence[ServiceLevelFigure],
    checks: Sequence[PilotCheck],
    rules: PilotRules,
    *,
    starts_on: date,
    ends_on: date,
    as_of: date,
    baseline_error_share: Decimal | None = None,
) -> PilotResult:
    """Judge the pilot from its service levels and its weekly checks.

    Args:
        figures: service levels of the pilot's tickets, as in a monthly review.
        starts_on, ends_on: first and last day of the pilot; weeks outside, or after `as_of`, are not counted.
        baseline_error_share: the process's error rate before, to show beside.
    """
    weeks = tuple(c for c in checks if starts_on <= c.week_starting_on <= min(ends_on, as_of))
    attainment = measure_attainment(figures)
    quality = measure_quality(weeks, rules.maximum_error_share, baseline_error_share)
    responses = sum(week.responses for week in weeks)
    satisfaction = None
    if responses:
        total = sum((week.satisfaction * week.responses for week in weeks), Decimal(0))
        satisfaction = (total / responses).quantize(Decimal("0.01"))
    days = max(0, (min(ends_on, as_of) - starts_on).days + 1)
    decision, why = _decide(attainment, quality, satisfaction, days, rules)
    return PilotResult(
        as_of=as_of,
        starts_on=starts_on,
        ends_on=ends_on,
        days=days,
        weeks=weeks,
        figures=tuple(figures),
        attainment=attainment,
        quality=quality,
        satisfaction=satisfaction,
        responses=responses,
        decision=decision,
        why=why,
        extend_until=ends_on + timedelta(days=rules.extend_by_days) if decision is PilotDecision.EXTEND else None,
        rules=rules,
    )


def measure_attainment(figures: Sequence[ServiceLevelFigure]) -> Attainment:
    """All judged tickets of the figures together against the contract's attainments weighted by them."""
    met = sum(f.census.met for f in figures)
    judged = sum(f.census.judged for f in figures)
    if not judged:
        return Attainment(
            met=0,
            judged=0,
            share=None,
            required=None,
            interval=None,
            proven=False,
            proven_missed=False,
            clean_cases=None,
        )
    weighted = sum((f.required * f.census.judged for f in figures), Decimal(0))
    required = (weighted / judged).quantize(Decimal("0.0001"))
    missed = judged - met
    return Attainment(
        met=met,
        judged=judged,
        share=(Decimal(met) / judged).quantize(Decimal("0.0001")),
        required=required,
        interval=wilson(met, judged),
        proven=upper_bound(missed, judged) <= 1 - required,
        proven_missed=lower_bound(missed, judged) > 1 - required,
        clean_cases=cases_needed(0, 1 - required) if required < 1 else None,
    )


def measure_quality(checks: Sequence[PilotCheck], allowed: Decimal, baseline_share: Decimal | None) -> Quality:
    """Errors in checked cases against the allowed share."""
    errors, checked = sum(c.errors for c in checks), sum(c.checked for c in checks)
    upper = upper_bound(errors, checked)
    return Quality(
        errors=errors,
        checked=checked,
        share=(Decimal(errors) / checked).quantize(Decimal("0.0001")) if checked else None,
        upper=upper,
        allowed=allowed,
        proven=checked > 0 and upper <= allowed,
        proven_over=lower_bound(errors, checked) > allowed,
        clean_cases=cases_needed(0, allowed),
        cases_at_this_count=cases_needed(errors, allowed),
        baseline_share=baseline_share,
    )


def _decide(
    attainment: Attainment, quality: Quality, satisfaction: Decimal | None, days: int, rules: PilotRules
) -> tuple[PilotDecision, tuple[Reason, ...]]:
    """Stop when a target is proven missed or people are unhappy; continue when all are kept; else extend."""
    stop = []
    if attainment.proven_missed:
        stop.append(Reason("The service levels are missed beyond doubt."))
    if quality.proven_over:
        stop.append(Reason("The error rate is too high beyond doubt."))
    if satisfaction is not None and satisfaction < rules.satisfaction_to_stop:
        stop.append(
            Reason(
                "Satisfaction of {satisfaction} is under {limit}.",
                satisfaction=satisfaction,
                limit=rules.satisfaction_to_stop,
            )
        )
    if stop:
        return PilotDecision.STOP, tuple(stop)
    held = tuple(
        c.reason for c in _criteria(attainment, quality, satisfaction, days, rules) if c.outcome.value == "held"
    )
    if held:
        return PilotDecision.EXTEND, held
    return PilotDecision.CONTINUE, (Reason("Service levels, error rate and satisfaction are all on target."),)


def _criteria(
    attainment: Attainment, quality: Quality, satisfaction: Decimal | None, days: int, rules: PilotRules
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
        attainment.share >= attainment.required,
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
        quality.share <= quality.allowed,
        Reason(
            "{errors} errors in {checked} checked cases: {error_share}, allowed {allowed_share}.",
            errors=quality.errors,
            checked=quality.checked,
            error_share=quality.share,
            allowed_share=quality.allowed,
        ),
    )


def _satisfaction_criterion(satisfaction: Decimal | None, rules: PilotRules) -> CriterionResult:
    if satisfaction is None:
        return criterion("satisfaction", False, Reason("Nobody was asked how satisfied they are."))
    return criterion(
        "satisfaction",
        satisfaction >= rules.satisfaction_to_continue,
        Reason(
            "Satisfaction is {satisfaction}; {needed} is needed.",
            satisfaction=satisfaction,
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
        criteria=_criteria(result.attainment, result.quality, result.satisfaction, result.days, result.rules),
        evidence=evidence,
    )
