"""How firm a choice is: other weights, other methods, other panels, each criterion left out.

Here: everything that is shown beside the weighted sum, put together. Not here: the choice (`domain.selection`), the
arithmetic (`domain.smaa`, `domain.second_opinion`, `domain.robustness`, `domain.panel_bootstrap`). None of it decides.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.frozen import Frozen
from domain.opinions import Opinion
from domain.panel_bootstrap import PanelBootstrap, bootstrap_panel
from domain.records import Criterion, Score
from domain.robustness import WithoutCriterion, leave_one_out
from domain.second_opinion import Compromise, topsis, vikor, waspas
from domain.smaa import Smaa, smaa


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
) -> Firmness:
    """Everything that is shown beside the ranking.

    Args:
        values: vendor id -> score per criterion on the fixed scale, as the ranking counted them.
        scores: the evaluators' own scores, for other panels.
    """
    weights = [criterion.weight for criterion in criteria]
    return Firmness(
        weights=smaa(values, draws=draws, seed=seed),
        opinions=(topsis(values, weights), waspas(values, weights)),
        compromise=vikor(values, weights),
        without=leave_one_out(values, weights),
        panel=bootstrap_panel(criteria, list(values), scores, seed=seed),
    )
