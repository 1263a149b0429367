"""What the pilot finds: attainment, quality, satisfaction, the decision; its rule as a manager sets it.

Here: frozen types. Not here: how they are computed (`domain.pilot.assess`), the gate (`domain.pilot.gate`).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

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
