"""How the scores of a bidder on a criterion or a part are told: median, spread, who could not assess.

Here: the words, from what the rule put together. Not here: the rules (`domain.vendor_selection.scores.panel`,
`domain.vendor_selection.scores.sub_criteria`), weighted points (`domain.vendor_selection.bids_recorded`). The scores
stand in order of size and without names, so nobody can tell who gave which.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.choice.figure_ids import score_id
from domain.figures.working import Unit, Working, listed
from domain.reasons import Reason
from domain.vendor_selection.scores.score_trace import GivenTrace, ScoreTrace
from domain.workbook.evaluation import Criterion, Score, SubCriterion

DEVIATION_SOURCE = "Hampel 1974, the influence curve and its role in robust estimation"
_Figure = tuple[str, Reason, Decimal | int | None, Unit, tuple[Reason, ...], str]
"""Ending of the id, label, value, unit, steps, source of the rule."""


def part_weight_id(part: SubCriterion) -> str:
    """What share of its criterion a part is."""
    return f"criterion.{part.criterion_id}.part.{part.sub_criterion_id}.weight"


def part_id(vendor_id: str, part: SubCriterion) -> str:
    """The median of a bidder on a part."""
    return f"{score_id(vendor_id, part.criterion_id)}.part.{part.sub_criterion_id}"


def record_part_weight(trace: ScoreTrace, criterion: Criterion, part: SubCriterion) -> None:
    """What share of a criterion one of its parts is."""
    sources = trace.trace.sources
    trace.trace.record(
        Working(
            figure_id=part_weight_id(part),
            label=Reason("{criterion}, {part}: {figure}", criterion=criterion.name, part=part.name,
                         figure=Reason("share of the criterion")),
            value=part.weight,
            unit="number",
            decimals=0,
            steps=(Reason("Given by people and locked with the weights; the parts of a criterion sum to 100."),),
            inputs=(sources.of(SubCriterion, [part], "weight"),),
            snapshot_id=sources.snapshot_id,
        )
    )  # fmt: skip


def record_scores(
    about: GivenTrace,
    rows: Sequence[Score],
    given: Sequence[Decimal],
    middle: Decimal | None,
    distances: Sequence[Decimal],
    deviation: Decimal | None,
) -> None:
    """What the report shows of one set of scores.

    Args:
        rows: the evaluators' rows, with and without a score.
        given: the scores, smallest first. distances: how far each lies from the median, smallest first.
    """
    trace, vendor_id = about.scores, about.vendor.vendor_id
    split = () if about.part else trace.parts(about.criterion)
    figure_id = part_id(vendor_id, about.part) if about.part else score_id(vendor_id, about.criterion.criterion_id)
    rolled = Reason("Scored by its parts: each evaluator's own scores of them are weighed with the parts' shares and "
                    "added up first, and the figures here are of those sums.")  # fmt: skip
    parts = tuple(one for part in split for one in (part_id(vendor_id, part), part_weight_id(part)))
    cells = trace.cells(rows)
    for ending, name, value, unit, steps, rule in (
        *_middle(len(rows), given, middle),
        _deviation(len(rows), len(given), distances, deviation),
        *_evaluators(len(rows), len(given)),
    ):
        trace.trace.record(
            Working(
                figure_id=f"{figure_id}{ending}",
                label=_label(about, name),
                value=value,
                unit=unit,
                steps=((rolled,) if split else ()) + steps,
                parts=parts,
                inputs=(cells,),
                rule=rule,
                snapshot_id=trace.snapshot_id,
            )
        )


def short(value: Decimal) -> Decimal:
    """Without trailing zeros: 4 and 4.50 are 4 and 4.5."""
    return Decimal(f"{value.normalize():f}")


def _label(about: GivenTrace, figure: Reason) -> Reason:
    vendor, criterion = about.vendor.name, about.criterion.name
    if about.part is None:
        return Reason("{vendor}, {criterion}: {figure}", vendor=vendor, criterion=criterion, figure=figure)
    return Reason("{vendor}, {criterion}, {part}: {figure}", vendor=vendor, criterion=criterion, part=about.part.name,
                  figure=figure)  # fmt: skip


def _counted(asked: int, given: int) -> Reason:
    return Reason("{count} of {asked} evaluators gave a score.", count=given, asked=asked)


def _middle(asked: int, given: Sequence[Decimal], middle: Decimal | None) -> Iterator[_Figure]:
    counted = _counted(asked, len(given))
    in_order = (Reason("The scores in order: {scores}.", scores=listed(short(one) for one in given)),) if given else ()
    how = Reason("The middle one, or the mean of the two in the middle.")
    low, high = (given[0], given[-1]) if given else (None, None)
    yield "", Reason("median of the scores"), middle, "number", (counted, *in_order, how), ""
    yield ".low", Reason("lowest score"), low, "number", (counted, *in_order), ""
    yield ".high", Reason("highest score"), high, "number", (counted, *in_order), ""


def _deviation(asked: int, given: int, distances: Sequence[Decimal], deviation: Decimal | None) -> _Figure:
    steps: tuple[Reason, ...] = (_counted(asked, given),)
    if distances:
        said = Reason("How far each score lies from the median, in order: {distances}. The typical distance is the "
                      "middle one.", distances=listed(short(one) for one in distances))  # fmt: skip
        steps = (*steps, said)
    return ".deviation", Reason("typical distance"), deviation, "number", steps, DEVIATION_SOURCE


def _evaluators(asked: int, given: int) -> Iterator[_Figure]:
    counted, open_ = _counted(asked, given), asked - given
    yield ".evaluators", Reason("evaluators"), given, "count", (counted,), ""
    without = Reason("Neither 0 nor full marks: the median is taken over the others, and the points become a range.")
    yield ".not_assessed", Reason("not assessed by"), open_, "count", (counted, *((without,) if open_ else ())), ""
