"""How the figures on firmness came about: shares of weightings, typical weights, other methods, other panels.

Not here: the arithmetic (`domain.choice.smaa`, `domain.choice.second_opinion`, `domain.choice.panel_bootstrap`), the
bids (`domain.vendor_selection.told.points`).
"""

from collections.abc import Iterator

from domain.choice.firmness import Firmness
from domain.choice.opinions import Method
from domain.choice.smaa import OptionShares
from domain.figures.working import Working, of_float, setting
from domain.reasons import Reason
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.evaluation import Score

SMAA_SOURCE = "Tervonen and Figueira 2008, doi 10.1002/mcda.407, section 2"
METHOD_SOURCES: dict[Method, str] = {
    Method.TOPSIS: "Hwang and Yoon 1981",
    Method.WASPAS: "Zavadskas, Turskis, Antucheviciene and Zakarevicius 2012",
    Method.VIKOR: "Opricovic and Tzeng 2007, section 2",
}


def firmness_workings(case: SelectionCase) -> Iterator[Working]:
    """Everything beside the ranking; nothing while nobody is ranked."""
    firmness = case.result.firmness
    if firmness is None:
        return
    for option in firmness.weights.options:
        yield from _shares(case, firmness, option)
        yield from _central(case, option)
    yield from _opinions(case, firmness)
    yield from _panel(case, firmness)


def _shares(case: SelectionCase, firmness: Firmness, option: OptionShares) -> Iterator[Working]:
    drawn = firmness.weights
    inputs = (setting("rules.selection.draws"), setting("rules.selection.seed"))
    parts = tuple(f"vendor.{option.option}.criterion.{c.criterion_id}" for c in case.result.criteria)
    vendor = next(v for v in case.result.vendors if v.vendor_id == option.option)
    ranks = [(f"rank_share.{rank}", rank, share) for rank, share in enumerate(option.by_rank, start=1)]
    if vendor.wins_share is not None:
        ranks.insert(0, ("wins_share", 1, vendor.wins_share))
    for figure, rank, share in ranks:
        yield Working(
            figure_id=f"vendor.{option.option}.{figure}",
            label=Reason("{vendor}: share of weightings with rank {rank}", vendor=vendor.name, rank=rank),
            value=share,
            unit="percent",
            steps=(
                Reason("Rank {rank} in {count} of {draws} sets of weights, drawn evenly from all that sum to 100 (seed "
                       "{seed}); the scores are those of the ranking.", rank=rank,
                       count=round(option.by_rank[rank - 1] * drawn.draws), draws=drawn.draws, seed=str(drawn.seed)),
                Reason("The draw is at most {error_exact_share} off, at 95 % confidence.",
                       error_exact_share=drawn.error),
            ),
            parts=parts,
            inputs=inputs,
            rule=SMAA_SOURCE,
            snapshot_id=case.places.snapshot_id,
        )  # fmt: skip


def _central(case: SelectionCase, option: OptionShares) -> Iterator[Working]:
    """Nothing for a bidder who is never first: nobody's weights favour it."""
    for criterion, weight in zip(case.result.criteria, option.central_weights or (), strict=False):
        yield Working(
            figure_id=f"vendor.{option.option}.typical_weight.{criterion.criterion_id}",
            label=Reason("Weight of {criterion} for those who would choose {vendor}", criterion=criterion.name,
                         vendor=case.name(option.option)),
            value=weight,
            unit="percent",
            decimals=0,
            steps=(Reason("The mean weight over the drawn sets in which the bidder is first."),),
            parts=(f"vendor.{option.option}.rank_share.1",),
            inputs=(setting("rules.selection.draws"), setting("rules.selection.seed")),
            rule=SMAA_SOURCE,
            snapshot_id=case.places.snapshot_id,
        )  # fmt: skip


def _opinions(case: SelectionCase, firmness: Firmness) -> Iterator[Working]:
    for opinion in (*firmness.opinions, firmness.compromise):
        for mark in opinion.marks:
            parts = tuple(f"vendor.{mark.option}.criterion.{c.criterion_id}" for c in case.result.criteria)
            yield Working(
                figure_id=f"vendor.{mark.option}.rank.{opinion.method.value}",
                label=Reason("{vendor}: rank by {method}", vendor=case.name(mark.option),
                             method=case.word(opinion.method)),
                value=mark.rank,
                unit="count",
                steps=(Reason("Its figure by this method is {value}; the ranks follow the figures. A second look, "
                              "which decides nothing.", value=of_float(mark.value, 4) or 0),),
                parts=parts,
                rule=METHOD_SOURCES[opinion.method],
                snapshot_id=case.places.snapshot_id,
            )  # fmt: skip


def _panel(case: SelectionCase, firmness: Firmness) -> Iterator[Working]:
    panel = firmness.panel
    if panel.cannot is not None:
        return
    for option, share in panel.wins.items():
        yield Working(
            figure_id=f"vendor.{option}.panel_wins",
            label=Reason("{vendor}: share of panels on which it wins", vendor=case.name(option)),
            value=share,
            unit="percent",
            steps=(Reason("{panels} panels of {count} evaluators each, drawn again from the evaluators with all their "
                          "scores, and ranked in the same way.", panels=panel.panels, count=panel.evaluators),),
            inputs=(case.places.of(Score, case.scores, "score"), setting("rules.selection.seed")),
            snapshot_id=case.places.snapshot_id,
        )  # fmt: skip
