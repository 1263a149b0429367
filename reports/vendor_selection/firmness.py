"""How firm the lead is, in the vendor selection's report: other weights, other methods, other panels, less a criterion.

Not here: the figures (`domain.choice.firmness`), the shortlist (`reports.vendor_selection.selection`).
"""

from collections.abc import Mapping

from domain.arithmetic.rounding import whole
from domain.choice.firmness import Firmness
from domain.choice.opinions import Method
from domain.reasons import Reason
from domain.vendor_selection.result import VendorSelectionResult
from reports.documents import Chart, Marked, Section, Table, TableColumn, Value
from reports.drawings import Bars
from reports.words import word

PERCENT = 100


def firmness_section(result: VendorSelectionResult) -> Section:
    """The section; without a race it says that there is nothing to test."""
    heading = Reason("How firm the lead is")
    firmness = result.firmness
    if firmness is None or result.winner is None:
        return Section(heading, (Reason("Nobody is recommended, so there is no lead to test."),))
    names = {vendor.vendor_id: vendor.name for vendor in result.vendors}
    return Section(
        heading,
        _sentences(result, firmness),
        (_central(result, firmness, names), _opinions(firmness, names), _without(result, firmness, names),
         *_panel(firmness, names)),
        charts=(_weights(result, firmness, names),),
    )  # fmt: skip


def _sentences(result: VendorSelectionResult, firmness: Firmness) -> tuple[Reason, ...]:
    assert result.winner is not None
    winner = result.winner.vendor_id
    return (
        Reason("The weighted sum decides; everything here is a second look at it, and decides nothing."),
        Reason(
            "{agreeing} of {methods} other methods have {vendor} in front too; leaving out one criterion ends its lead "
            "in {ended} of {count} cases.",
            agreeing=firmness.agreeing(winner),
            methods=len(firmness.opinions) + 1,
            vendor=result.winner.name,
            ended=len(result.criteria) - firmness.holding(winner),
            count=len(result.criteria),
        ),
        *((firmness.panel.cannot,) if firmness.panel.cannot else ()),
    )


def _weights(result: VendorSelectionResult, firmness: Firmness, names: Mapping[str, str]) -> Chart:
    """Share of weightings in which each bidder is first, and not first."""
    options = sorted(firmness.weights.options, key=lambda option: -option.by_rank[0])
    best = options[0]
    ranks = range(1, len(options) + 1)
    return Chart(
        caption=Reason("Who is first in how many of a hundred possible weightings"),
        alt=Reason("Bars per bidder. {vendor} is first in {wins_share} of {count} weightings drawn evenly.",
                   vendor=names[best.option], wins_share=best.by_rank[0], count=firmness.weights.draws),
        drawing=Bars(
            (Reason("first"),),
            tuple((Reason("{name}", name=names[o.option]), (whole(o.by_rank[0] * PERCENT),)) for o in options),
            adds_up=False,
        ),
        table=Table(
            caption=Reason("Share of {count} weightings in which a bidder takes each rank; seed {seed}, at most "
                           "{error_share} off", count=firmness.weights.draws, seed=str(firmness.weights.seed),
                           error_share=firmness.weights.error),
            columns=(
                TableColumn(Reason("Vendor")),
                *(TableColumn(Reason("Rank {rank}", rank=rank), "percent") for rank in ranks),
            ),
            rows=tuple((names[option.option], *option.by_rank) for option in options),
        ),
    )  # fmt: skip


def _central(result: VendorSelectionResult, firmness: Firmness, names: Mapping[str, str]) -> Table:
    """What somebody who prefers each bidder typically thinks important."""
    return Table(
        caption=Reason("Typical weights of those who would choose each bidder"),
        columns=(
            TableColumn(Reason("Vendor")),
            *(TableColumn(Reason("{name}", name=criterion.name), "percent", 0) for criterion in result.criteria),
        ),
        rows=tuple(
            (names[option.option], *(option.central_weights or (None,) * len(result.criteria)))
            for option in firmness.weights.options
        ),
    )


def _opinions(firmness: Firmness, names: Mapping[str, str]) -> Table:
    """Each method's figure and rank per bidder."""
    methods = (*firmness.opinions, firmness.compromise)
    ranks = {one.method: {mark.option: mark.rank for mark in one.marks} for one in methods}
    return Table(
        caption=Reason("Ranks by other methods"),
        columns=(TableColumn(Reason("Vendor")), *(TableColumn(word(one.method), "count") for one in methods)),
        rows=tuple(
            (name, *(ranks[one.method].get(option) for one in methods))
            for option, name in names.items()
            if option in ranks[Method.VIKOR]
        ),
    )


def _without(result: VendorSelectionResult, firmness: Firmness, names: Mapping[str, str]) -> Table:
    return Table(
        caption=Reason("Who is in front when one criterion is left out"),
        columns=(
            TableColumn(Reason("Without")),
            TableColumn(Reason("Weight"), "number", 0),
            TableColumn(Reason("In front")),
        ),
        rows=tuple(
            (
                result.criteria[one.criterion].name,
                result.criteria[one.criterion].weight,
                _in_front(one.winners, result.winner_id, names),
            )
            for one in firmness.without
        ),
    )


def _in_front(winners: tuple[str, ...], winner_id: str | None, names: Mapping[str, str]) -> Value:
    if not winners:
        return Reason("nobody")
    listed = Reason("{name}", name=", ".join(names[winner] for winner in winners))
    return Marked(None, "good" if winners == (winner_id,) else "warning", listed)


def _panel(firmness: Firmness, names: Mapping[str, str]) -> tuple[Table, ...]:
    """How often each bidder wins when evaluators are drawn again; nothing when it cannot be done."""
    panel = firmness.panel
    if panel.cannot is not None:
        return ()
    return (
        Table(
            caption=Reason("Share of {panels} panels, drawn again from the {count} evaluators, on which a bidder wins",
                           panels=panel.panels, count=panel.evaluators),
            columns=(TableColumn(Reason("Vendor")), TableColumn(Reason("Wins"), "percent")),
            rows=tuple((names[option], share) for option, share in sorted(panel.wins.items(), key=lambda p: -p[1])),
        ),
    )  # fmt: skip
