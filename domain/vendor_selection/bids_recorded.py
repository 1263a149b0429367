"""How one bid's points are told, and how many pieces its proposal holds.

Here: the words, from what the rule computed. Not here: the rule (`domain.vendor_selection.bids`), medians
(`domain.vendor_selection.scores.panel_recorded`), what is missing and why (`domain.vendor_selection.completeness`),
costs (`domain.prices.total_cost_recorded`).
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.arithmetic.rounding import rounded
from domain.choice.figure_ids import points_id, score_id, weight_id
from domain.choice.scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.figures.working import Source, Working, setting
from domain.prices.bid_trace import BidTrace
from domain.reasons import Reason
from domain.vendor_selection.papers.papers import Gap, Papers
from domain.vendor_selection.scores.panel import CriterionScore
from domain.vendor_selection.scores.panel_recorded import short
from domain.vendor_selection.scores.score_trace import GivenTrace
from domain.workbook.bidders import CaseStudy, PriceLine, Reference
from domain.workbook.tables import Row


def record_points(about: GivenTrace, score: CriterionScore, least: Decimal, most: Decimal) -> None:
    """The weighted points of a bidder on a criterion; at most too, where something was not assessed.

    Args:
        least, most: the points at least and at most.
    """
    own = points_id(about.vendor.vendor_id, score.criterion_id)
    _record_weighted(about, own, Reason("weighted points"), score, score.least, least, LOWEST_SCORE)
    if score.least != score.most:
        most_id = _most_id(about.vendor.vendor_id, score)
        label = Reason("weighted points at most")
        _record_weighted(about, most_id, label, score, score.most, most, HIGHEST_SCORE)


def record_totals(
    trace: BidTrace,
    scores: Sequence[CriterionScore],
    lowest: Decimal,
    highest: Decimal,
    knock_outs: tuple[Reason, ...],
    rule: str,
) -> None:
    """The points at least and at most."""  # fmt: skip
    vendor_id = trace.vendor.vendor_id
    open_ = any(score.least != score.most for score in scores)
    total = Reason("The weighted points of the criteria, added up, to one decimal.")
    out = tuple(Reason("Knocked out: {why}", why=why) for why in knock_outs)
    for figure, label, value, missing, parts in (
        (
            "points",
            Reason("points"),
            lowest,
            LOWEST_SCORE,
            tuple(points_id(vendor_id, score.criterion_id) for score in scores),
        ),
        (
            "points_highest",
            Reason("points at most"),
            highest,
            HIGHEST_SCORE,
            tuple(_most_id(vendor_id, score) for score in scores),
        ),
    ):
        blank = Reason("What an evaluator did not assess counts as {score} of 5 here.", score=missing)
        steps = (total, *((blank,) if open_ else ()), *out)
        trace.record(figure, label, value, "number", steps, parts=parts, rule=rule)  # fmt: skip


def record_proposal(trace: BidTrace, papers: Papers) -> None:
    """How many pieces a proposal holds, and how many are missing.

    Args:
        papers: the bidder's own.
    """
    in_tab = Reason("The bidder's rows in the tab.")
    confirmed = Reason("The bidder's rows in the tab whose date of confirmation is filled in.")
    _record_count(trace, "references", Reason("references"), Reference, papers.references, "reference_id", in_tab)
    _record_count(trace, "asked", Reason("references that were asked"), Reference, papers.confirmed_references,
                  "confirmed_on", confirmed)  # fmt: skip
    _record_count(trace, "case_studies", Reason("case studies"), CaseStudy, papers.case_studies, "title", in_tab)
    _record_count(trace, "price_lines", Reason("price lines"), PriceLine, papers.price_lines, "line_id", in_tab)
    _record_gaps(trace, papers.gaps)


def _most_id(vendor_id: str, score: CriterionScore) -> str:
    """The points at most: the same figure where nothing is left open."""
    return points_id(vendor_id, score.criterion_id) + ("" if score.least == score.most else "_highest")


def _record_weighted(
    about: GivenTrace,
    figure_id: str,
    label: Reason,
    score: CriterionScore,
    counted: Decimal,
    points: Decimal,
    missing: Decimal,
) -> None:
    """Points at least or at most.

    Args:
        counted: the median they are of. missing: the score of whoever did not assess in it.
    """
    vendor, criterion, trace = about.vendor, about.criterion, about.scores
    open_ = Reason("With {score} for everybody who did not assess, the median is {middle}.", score=missing,
                   middle=short(counted))  # fmt: skip
    trace.trace.record(
        Working(
            figure_id=figure_id,
            label=Reason("{vendor}, {criterion}: {figure}", vendor=vendor.name, criterion=criterion.name, figure=label),
            value=points,
            unit="number",
            decimals=2,
            steps=(
                *((open_,) if score.assessed != score.asked else ()),
                Reason("{weight} x ({middle} - 1) / 4 = {points}.", weight=criterion.weight, middle=short(counted),
                       points=rounded(points, 2)),
            ),
            parts=(score_id(vendor.vendor_id, criterion.criterion_id), weight_id(criterion.criterion_id)),
            rule=trace.rule,
            snapshot_id=trace.snapshot_id,
        )
    )  # fmt: skip


def _record_count(
    trace: BidTrace, figure: str, label: Reason, model: type[Row], rows: Sequence[Row], field: str, said: Reason
) -> None:
    cells = trace.sources.of(model, rows, field)
    trace.record(f"proposal.{figure}", label, len(rows), "count", (said,), inputs=(cells,))


def _record_gaps(trace: BidTrace, found: Sequence[Gap]) -> None:
    cells = tuple(
        Source(kind="tab", place=gap.finding.tab, rows=1, cells=(gap.finding.cell,) if gap.finding.cell else ())
        for gap in found
    )
    said = tuple(Reason("{where}: {what}", where=gap.finding.address, what=gap.finding.reason) for gap in found)
    trace.record(
        "proposal.missing",
        Reason("pieces missing or impossible"),
        len(found),
        "count",
        said or (Reason("The proposal is whole."),),
        inputs=(*cells, setting("rules.selection")),
    )
