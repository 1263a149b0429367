"""A figure is data: what it is called, how it is shown, which way is better, whose rule it is, its formula in words.

Here: the definition that stands beside the function which computes it. Not here: one computed figure's story
(`domain.figures.working`), recording it while it is computed (`domain.figures.trace`).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from domain.figures.working import Unit
from domain.reasons import Reason

Direction = Literal["higher", "lower", "neither"]
"""Which way is better."""


@dataclass(frozen=True)
class Figure:
    """One figure's definition. Names and formulas are `Reason`s: the catalogues hold them in each language.

    Attributes:
        figure_id: what `rollout explain` calls it: `cost_saving`.
        decimals: places shown of a number or a percentage.
        source: whose rule it is: the article's section, a contract's clause, a law.
        formula: in words, as people read it beside the figure.
        target: what the value is compared with unless the settings say otherwise; percent as a share; None without.
        since: the rule version (`domain.sla.rule_version`) it came in with; older reviews are computed without it.
    """

    figure_id: str
    name: Reason
    unit: Unit
    formula: Reason
    source: str
    decimals: int = 1
    direction: Direction = "neither"
    target: Decimal | None = None
    since: int = 0
