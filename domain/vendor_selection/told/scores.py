"""How the score of a bidder on a criterion came about: median, spread, who could not assess, and the weighted points.

Here: criteria and their parts. Not here: the rules (`domain.vendor_selection.scores.panel`,
`domain.vendor_selection.scores.sub_criteria`), totals (`domain.vendor_selection.told.points`). The scores stand in
order of size and without names, so nobody can tell who gave which.
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.arithmetic.rounding import rounded
from domain.choice.scale import HIGHEST_SCORE, LOWEST_SCORE
from domain.figures.working import Source, Unit, Working, listed
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.scores.panel import CriterionScore
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.evaluation import Criterion, SubCriterion

DEVIATION_SOURCE = "Hampel 1974, the influence curve and its role in robust estimation"
_Figure = tuple[str, Reason, Decimal | int | None, Unit, tuple[Reason, ...], str]
"""Ending of the id, label, value, unit, steps, source of the rule."""


def score_id(vendor_id: str, criterion_id: str) -> str:
    """The median of a bidder on a criterion."""
    return f"vendor.{vendor_id}.criterion.{criterion_id}"


def points_id(vendor_id: str, score: CriterionScore) -> str:
    """The points at least."""
    return f"{score_id(vendor_id, score.criterion_id)}.points"


def highest_points_id(vendor_id: str, score: CriterionScore) -> str:
    """The points at most: the same figure where nothing is left open."""
    return points_id(vendor_id, score) + ("" if score.least == score.most else "_highest")


def score_workings(case: SelectionCase) -> Iterator[Working]:
    """Every bidder on every criterion, and on every part."""
    for vendor in case.result.vendors:
        for criterion, score in zip(case.result.criteria, vendor.scores, strict=True):
            yield from _criterion(case, vendor, criterion, score)
            yield from _weighted(case, vendor, criterion, score)
    yield from _part_scores(case)


def part_weight_workings(case: SelectionCase) -> Iterator[Working]:
    """What share of a criterion each of its parts is."""
    for criterion in case.result.criteria:
        for part in case.parts(criterion):
            yield Working(
                figure_id=_part_weight_id(part),
                label=Reason("{criterion}, {part}: {figure}", criterion=criterion.name, part=part.name,
                             figure=Reason("share of the criterion")),
                value=part.weight,
                unit="number",
                decimals=0,
                steps=(Reason("Given by people and locked with the weights; the parts of a criterion sum to 100."),),
                inputs=(case.places.of(SubCriterion, [part], "weight"),),
                snapshot_id=case.places.snapshot_id,
            )  # fmt: skip


def _part_weight_id(part: SubCriterion) -> str:
    return f"criterion.{part.criterion_id}.part.{part.sub_criterion_id}.weight"


def _part_id(vendor_id: str, part: SubCriterion) -> str:
    return f"{score_id(vendor_id, part.criterion_id)}.part.{part.sub_criterion_id}"


def _criterion(
    case: SelectionCase, vendor: VendorResult, criterion: Criterion, score: CriterionScore
) -> Iterator[Working]:
    split = case.parts(criterion)
    parts = tuple(one for p in split for one in (_part_id(vendor.vendor_id, p), _part_weight_id(p)))
    rolled = Reason("Scored by its parts: each evaluator's own scores of them are weighed with the parts' shares and "
                    "added up first, and the figures here are of those sums.")  # fmt: skip
    ids = [p.sub_criterion_id for p in split] or [criterion.criterion_id]
    source = case.scores_of(vendor, *ids)
    given = case.given(vendor, criterion.criterion_id)
    for ending, name, value, unit, steps, rule in _figures(score, given):
        yield Working(
            figure_id=f"{score_id(vendor.vendor_id, criterion.criterion_id)}{ending}",
            label=Reason("{vendor}, {criterion}: {figure}", vendor=vendor.name, criterion=criterion.name, figure=name),
            value=value,
            unit=unit,
            steps=((rolled,) if split else ()) + steps,
            parts=parts,
            inputs=(source,),
            rule=rule,
            snapshot_id=case.scores_snapshot,
        )


def _part_scores(case: SelectionCase) -> Iterator[Working]:
    vendors = {vendor.vendor_id: vendor for vendor in case.result.vendors}
    criteria = {criterion.criterion_id: criterion for criterion in case.result.criteria}
    parts = {part.sub_criterion_id: part for part in case.result.sub_criteria}
    for score in case.result.part_scores:
        vendor, part = vendors[score.vendor_id], parts[score.criterion_id]
        source: Source = case.scores_of(vendor, part.sub_criterion_id)
        for ending, name, value, unit, steps, rule in _figures(score, case.given(vendor, part.sub_criterion_id)):
            yield Working(
                figure_id=f"{_part_id(vendor.vendor_id, part)}{ending}",
                label=Reason("{vendor}, {criterion}, {part}: {figure}", vendor=vendor.name,
                             criterion=criteria[part.criterion_id].name, part=part.name, figure=name),
                value=value,
                unit=unit,
                steps=steps,
                inputs=(source,),
                rule=rule,
                snapshot_id=case.scores_snapshot,
            )  # fmt: skip


def _figures(score: CriterionScore, given: list[Decimal]) -> Iterator[_Figure]:
    """What the report shows of one set of scores."""
    counted = Reason("{count} of {asked} evaluators gave a score.", count=score.assessed, asked=score.asked)
    in_order = (Reason("The scores in order: {scores}.", scores=listed(_short(one) for one in given)),) if given else ()
    middle = Reason("The middle one, or the mean of the two in the middle.")
    yield "", Reason("median of the scores"), score.middle, "number", (counted, *in_order, middle), ""
    yield ".low", Reason("lowest score"), score.low, "number", (counted, *in_order), ""
    yield ".high", Reason("highest score"), score.high, "number", (counted, *in_order), ""
    distances = sorted(abs(one - score.middle) for one in given) if score.middle is not None else []
    yield (
        ".deviation", Reason("typical distance"), score.deviation, "number",
        (counted, Reason("How far each score lies from the median, in order: {distances}. The typical distance is the "
                         "middle one.", distances=listed(_short(one) for one in distances)))
        if distances else (counted,),
        DEVIATION_SOURCE,
    )  # fmt: skip
    yield ".evaluators", Reason("evaluators"), score.assessed, "count", (counted,), ""
    without = Reason("Neither 0 nor full marks: the median is taken over the others, and the points become a range.")
    open_ = score.asked - score.assessed
    yield ".not_assessed", Reason("not assessed by"), open_, "count", (counted, *((without,) if open_ else ())), ""


def _weighted(
    case: SelectionCase, vendor: VendorResult, criterion: Criterion, score: CriterionScore
) -> Iterator[Working]:
    yield _points(case, vendor, criterion, score, score.least)
    if score.least != score.most:
        yield _points(case, vendor, criterion, score, score.most)


def _points(
    case: SelectionCase, vendor: VendorResult, criterion: Criterion, score: CriterionScore, counted: Decimal
) -> Working:
    least = counted == score.least
    points = criterion.weight * (counted - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE)
    missing = Reason("With {score} for everybody who did not assess, the median is {middle}.",
                     score=LOWEST_SCORE if least else HIGHEST_SCORE, middle=_short(counted))  # fmt: skip
    return Working(
        figure_id=(points_id if least else highest_points_id)(vendor.vendor_id, score),
        label=Reason("{vendor}, {criterion}: {figure}", vendor=vendor.name, criterion=criterion.name,
                     figure=Reason("weighted points") if least else Reason("weighted points at most")),
        value=points,
        unit="number",
        decimals=2,
        steps=(
            *((missing,) if score.assessed != score.asked else ()),
            Reason("{weight} x ({middle} - 1) / 4 = {points}.", weight=criterion.weight, middle=_short(counted),
                   points=rounded(points, 2)),
        ),
        parts=(score_id(vendor.vendor_id, criterion.criterion_id), f"criterion.{criterion.criterion_id}.weight"),
        rule=case.result.rules.source,
        snapshot_id=case.scores_snapshot,
    )  # fmt: skip


def _short(value: Decimal) -> Decimal:
    """Without trailing zeros: 4 and 4.50 are 4 and 4.5."""
    return Decimal(f"{value.normalize():f}")
