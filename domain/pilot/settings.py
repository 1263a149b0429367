"""What a manager may set for the pilot: its period and its decision rule.

Here: settings. Not here: judging by them (`domain.pilot.assess`, `domain.pilot.gate`).
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.values import Terms

Share = Annotated[Decimal, Field(gt=0, lt=1)]


class PilotPeriod(Terms):
    """First and last day of the pilot."""

    starts_on: date
    ends_on: date


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
