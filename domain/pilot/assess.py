"""Phase 4, pilot: continue, extend or stop, by a rule that was fixed before it started.

Here: attainment, error rate and satisfaction of the pilot with what they prove, the decision and the gate (design page,
section 7). Not here: SLA clocks (`domain.sla.verdicts.verdicts`), the bounds' arithmetic
(`domain.arithmetic.proportions`).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from domain.arithmetic.proportions import cases_needed, proven_over, proven_within, upper_bound, wilson
from domain.arithmetic.rounding import share_of_one
from domain.arithmetic.shares import Share
from domain.gates.gates import CriterionOutcome
from domain.measures.answers import Answers, answers
from domain.measures.error_rate import error_rate
from domain.pilot.gate import pilot_criteria
from domain.pilot.result import Attainment, PilotDecision, PilotResult, Quality
from domain.pilot.settings import PilotRules
from domain.reasons import Reason
from domain.review.shapes.levels import ServiceLevelFigure
from domain.workbook.delivery import PilotCheck


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
    satisfaction = answers((week.satisfaction, week.responses) for week in weeks)
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
        satisfaction=satisfaction.shown,
        responses=satisfaction.count,
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
    needed = sum((f.required * f.census.judged for f in figures), Decimal(0))
    # Not rounded: (1 x 95 % + 2 x 90 %) / 3 has no last decimal, and what is proven must not hang on where it is cut.
    required, missed = needed / judged, judged - met
    return Attainment(
        met=met,
        judged=judged,
        share=Share(met, judged).shown,
        required=share_of_one(required),
        interval=wilson(met, judged),
        proven=proven_within(missed, judged, 1 - required),
        proven_missed=proven_over(missed, judged, 1 - required),
        clean_cases=cases_needed(0, 1 - required) if required < 1 else None,
        needed=needed,
    )


def measure_quality(checks: Sequence[PilotCheck], allowed: Decimal, baseline_share: Decimal | None) -> Quality:
    """Errors in checked cases against the allowed share."""
    found = error_rate((c.errors, c.checked) for c in checks)
    errors, checked = found.part, found.whole
    return Quality(
        errors=errors,
        checked=checked,
        share=found.shown,
        upper=upper_bound(errors, checked),
        allowed=allowed,
        proven=proven_within(errors, checked, allowed),
        proven_over=proven_over(errors, checked, allowed),
        clean_cases=cases_needed(0, allowed),
        cases_at_this_count=cases_needed(errors, allowed),
        baseline_share=baseline_share,
    )


def _decide(
    attainment: Attainment, quality: Quality, satisfaction: Answers, days: int, rules: PilotRules
) -> tuple[PilotDecision, tuple[Reason, ...]]:
    """Stop when a target is proven missed or people are unhappy; continue when all are kept; else extend."""
    stop = []
    if attainment.proven_missed:
        stop.append(Reason("The service levels are missed beyond doubt."))
    if quality.proven_over:
        stop.append(Reason("The error rate is too high beyond doubt."))
    if satisfaction.shown is not None and not satisfaction.reach(rules.satisfaction_to_stop):
        stop.append(
            Reason(
                "Satisfaction of {satisfaction} is under {limit}.",
                satisfaction=satisfaction.shown,
                limit=rules.satisfaction_to_stop,
            )
        )
    if stop:
        return PilotDecision.STOP, tuple(stop)
    criteria = pilot_criteria(attainment, quality, satisfaction, days, rules)
    held = tuple(c.reason for c in criteria if c.outcome is CriterionOutcome.HELD)
    if held:
        return PilotDecision.EXTEND, held
    return PilotDecision.CONTINUE, (Reason("Service levels, error rate and satisfaction are all on target."),)
