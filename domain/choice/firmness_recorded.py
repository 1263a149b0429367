"""How the figures on firmness are told: shares of weightings, typical weights, other methods, other panels.

Here: the words, from what the rules found. Not here: the arithmetic (`domain.choice.smaa`,
`domain.choice.second_opinion`, `domain.choice.panel_bootstrap`), one changed weight
(`domain.choice.robustness_recorded`).
"""

from decimal import Decimal

from domain.arithmetic.rounding import whole
from domain.choice.choice_trace import ChoiceTrace
from domain.choice.opinions import Method, Opinion
from domain.choice.panel_bootstrap import PanelBootstrap
from domain.choice.smaa import OptionShares, Smaa
from domain.figures.working import of_float, setting
from domain.reasons import Reason

SMAA_SOURCE = "Tervonen and Figueira 2008, doi 10.1002/mcda.407, section 2"
METHOD_SOURCES: dict[Method, str] = {
    Method.TOPSIS: "Hwang and Yoon 1981",
    Method.WASPAS: "Zavadskas, Turskis, Antucheviciene and Zakarevicius 2012",
    Method.VIKOR: "Opricovic and Tzeng 2007, section 2",
}
_DRAWN = (setting("rules.selection.draws"), setting("rules.selection.seed"))


def record_weightings(trace: ChoiceTrace, drawn: Smaa) -> None:
    """Every option's share of every rank, and the weights of those who would choose it."""
    for option in drawn.options:
        for rank, share in enumerate(option.by_rank, start=1):
            _record_share(trace, drawn, option, f"rank_share.{rank}", rank, share)
        _record_central(trace, option)


def record_wins(trace: ChoiceTrace, drawn: Smaa, option: str, wins: Decimal) -> None:
    """The share of weightings an option wins, as it stands beside its rank."""
    _record_share(trace, drawn, drawn.of(option), "wins_share", 1, wins)


def record_opinion(trace: ChoiceTrace, opinion: Opinion) -> None:
    """Every option's rank by one method."""
    for mark in opinion.marks:
        trace.record(
            f"vendor.{mark.option}.rank.{opinion.method.value}",
            Reason("{vendor}: rank by {method}", vendor=trace.names[mark.option],
                   method=trace.trace.word(opinion.method)),
            mark.rank,
            "count",
            (Reason("Its figure by this method is {value}; the ranks follow the figures. A second look, which decides "
                    "nothing.", value=of_float(mark.value, 4) or 0),),
            parts=trace.score_ids(mark.option),
            rule=METHOD_SOURCES[opinion.method],
        )  # fmt: skip


def record_panels(trace: ChoiceTrace, panel: PanelBootstrap) -> None:
    """Every option's share of panels; nothing where no panel can be drawn."""
    for option, share in panel.wins.items():
        trace.record(
            f"vendor.{option}.panel_wins",
            Reason("{vendor}: share of panels on which it wins", vendor=trace.names[option]),
            share,
            "percent",
            (Reason("{panels} panels of {count} evaluators each, drawn again from the evaluators with all their "
                    "scores, and ranked in the same way.", panels=panel.panels, count=panel.evaluators),),
            inputs=(trace.scores, setting("rules.selection.seed")),
        )  # fmt: skip


def _record_share(
    trace: ChoiceTrace, drawn: Smaa, option: OptionShares, figure: str, rank: int, share: Decimal
) -> None:
    trace.record(
        f"vendor.{option.option}.{figure}",
        Reason("{vendor}: share of weightings with rank {rank}", vendor=trace.names[option.option], rank=rank),
        share,
        "percent",
        (
            Reason("Rank {rank} in {count} of {draws} sets of weights, drawn evenly from all that sum to 100 (seed "
                   "{seed}); the scores are those of the ranking.", rank=rank,
                   count=whole(option.by_rank[rank - 1] * drawn.draws), draws=drawn.draws, seed=str(drawn.seed)),
            Reason("The draw is at most {error_exact_share} off, at 95 % confidence.", error_exact_share=drawn.error),
        ),
        parts=trace.score_ids(option.option),
        inputs=_DRAWN,
        rule=SMAA_SOURCE,
    )  # fmt: skip


def _record_central(trace: ChoiceTrace, option: OptionShares) -> None:
    """Nothing for an option that is never first: nobody's weights favour it."""
    for criterion, weight in zip(trace.criteria, option.central_weights or (), strict=False):
        trace.record(
            f"vendor.{option.option}.typical_weight.{criterion.criterion_id}",
            Reason("Weight of {criterion} for those who would choose {vendor}", criterion=criterion.name,
                   vendor=trace.names[option.option]),
            weight,
            "percent",
            (Reason("The mean weight over the drawn sets in which the bidder is first."),),
            decimals=0,
            parts=(f"vendor.{option.option}.rank_share.1",),
            inputs=_DRAWN,
            rule=SMAA_SOURCE,
        )  # fmt: skip
