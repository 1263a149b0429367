"""How firm a choice is: other weights, other methods, other panels, each criterion left out.

Here: everything that is shown beside the weighted sum, put together. Not here: the choice
(`domain.vendor_selection.assess`), the arithmetic (`domain.choice.smaa`, `domain.choice.second_opinion`,
`domain.choice.robustness`, `domain.choice.panel_bootstrap`). None of it decides.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.choice.choice_trace import ChoiceTrace
from domain.choice.firmness_recorded import record_opinion, record_panels, record_weightings
from domain.choice.opinions import Opinion
from domain.choice.panel_bootstrap import PanelBootstrap, bootstrap_panel
from domain.choice.robustness import WithoutCriterion, leave_one_out
from domain.choice.second_opinion import Compromise, topsis, vikor, waspas
from domain.choice.smaa import Smaa, smaa
from domain.values import Frozen
from domain.workbook.evaluation import Criterion, Score


class Firmness(Frozen):
    """What stands beside the ranking. Options are vendor ids, criteria positions."""

    weights: Smaa
    opinions: tuple[Opinion, ...]
    compromise: Compromise
    without: tuple[WithoutCriterion, ...]
    panel: PanelBootstrap

    def agreeing(self, winner: str) -> int:
        """Second opinions that have `winner` in front too."""
        return sum(winner in opinion.best for opinion in (*self.opinions, self.compromise))

    def holding(self, winner: str) -> int:
        """Criteria without which `winner` is still in front."""
        return sum(winner in one.winners for one in self.without)


def assess_firmness(
    values: Mapping[str, Sequence[Decimal]],
    criteria: Sequence[Criterion],
    scores: Sequence[Score],
    *,
    draws: int,
    seed: int,
    trace: ChoiceTrace | None = None,
) -> Firmness:
    """Everything that is shown beside the ranking.

    Args:
        values: vendor id -> score per criterion on the fixed scale, as the ranking counted them.
        scores: the evaluators' own scores, for other panels.
    """
    weights = [criterion.weight for criterion in criteria]
    found = Firmness(
        weights=smaa(values, draws=draws, seed=seed),
        opinions=(topsis(values, weights), waspas(values, weights)),
        compromise=vikor(values, weights),
        without=leave_one_out(values, weights),
        panel=bootstrap_panel(criteria, list(values), scores, seed=seed),
    )
    if trace is not None:
        record_weightings(trace, found.weights)
        for opinion in (*found.opinions, found.compromise):
            record_opinion(trace, opinion)
        record_panels(trace, found.panel)
    return found
