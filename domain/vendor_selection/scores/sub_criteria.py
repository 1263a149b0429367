"""Criteria split into sub-criteria with weights of their own, on scales whose points are written down.

Here: what is wrong with sub-criteria, what is to be scored, and how an evaluator's scores roll up to criteria. Not
here: their rows (`domain.workbook.evaluation`), medians over evaluators
(`domain.vendor_selection.scores.panel`): each evaluator is rolled up first, so that the median of a criterion is
between what people really said of it. Rules: design page, section 4.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.problems import ConfigurationRefused, RuleRefused
from domain.reasons import Reason
from domain.values import Frozen
from domain.vendor_selection.scores.panel_recorded import record_part_weight
from domain.vendor_selection.scores.score_trace import ScoreTrace
from domain.workbook.evaluation import Criterion, NotAssessed, Score, SubCriterion

_FULL = Decimal(100)


class Fault(Frozen):
    """Why sub-criteria cannot be used.

    Attributes:
        index: position of the sub-criterion it begins at.
        field: the field at fault.
    """

    reason: Reason
    index: int
    field: str


def find_faults(sub_criteria: Sequence[SubCriterion], criteria: Sequence[Criterion]) -> tuple[Fault, ...]:
    """Why the sub-criteria cannot be used; empty when they can. A criterion may have none."""
    known = {criterion.criterion_id: criterion.name for criterion in criteria}
    ids = [s.sub_criterion_id for s in sub_criteria]
    found = []
    for index, s in enumerate(sub_criteria):
        if s.criterion_id not in known:
            reason = Reason(
                "“{sub_criterion}” belongs to {criterion}, which is no criterion.",
                sub_criterion=s.name,
                criterion=s.criterion_id,
            )
            found.append(Fault(reason=reason, index=index, field="criterion_id"))
        if ids.index(s.sub_criterion_id) < index or s.sub_criterion_id in known:
            reason = Reason("{id} names more than one criterion or sub-criterion.", id=s.sub_criterion_id)
            found.append(Fault(reason=reason, index=index, field="sub_criterion_id"))
    return (*found, *_uneven(sub_criteria, known))


def scored_ids(criteria: Sequence[Criterion], sub_criteria: Sequence[SubCriterion]) -> tuple[str, ...]:
    """What each bidder is scored on: criteria without parts, and in place of the others their parts."""
    split = parts_of(sub_criteria)
    return tuple(
        one
        for criterion in criteria
        for one in (
            [part.sub_criterion_id for part in split[criterion.criterion_id]]
            if criterion.criterion_id in split
            else [criterion.criterion_id]
        )
    )


def roll_up(
    scores: Sequence[Score],
    sub_criteria: Sequence[SubCriterion],
    criteria: Sequence[Criterion],
    trace: ScoreTrace | None = None,
) -> tuple[Score, ...]:
    """Each evaluator's scores of sub-criteria (their ids in `criterion_id`) as scores of criteria.

    A criterion's score is the sum of sub-weight x score / 100. While a part is blank it is blank, and "not assessed"
    where a part was not assessed: that is neither 1 nor 5. Scores of criteria without parts go through as they are.

    Raises:
        ConfigurationRefused: the sub-criteria have faults.
        RuleRefused: a criterion with sub-criteria was scored as a whole.
    """
    for fault in find_faults(sub_criteria, criteria):
        raise ConfigurationRefused(Reason("The sub-criteria cannot be used"), where="sub-criteria", why=fault.reason)
    split = parts_of(sub_criteria)
    parts = {s.sub_criterion_id: s.criterion_id for s in sub_criteria}
    found: dict[tuple[str, str, str], dict[str, Score]] = {}
    through = []
    for score in scores:
        _refuse_whole(score, split)
        if score.criterion_id in parts:
            key = (score.vendor_id, parts[score.criterion_id], score.evaluator)
            found.setdefault(key, {})[score.criterion_id] = score
        else:
            through.append(score)
    rolled = {_rolled(key, given, split[key[1]]): tuple(given.values()) for key, given in found.items()}
    if trace is not None:
        trace.made_of.update(rolled)
        for criterion in criteria:
            for part in split.get(criterion.criterion_id, ()):
                record_part_weight(trace, criterion, part)
    return (*through, *rolled)


def parts_of(sub_criteria: Sequence[SubCriterion]) -> dict[str, list[SubCriterion]]:
    """Criterion id -> its parts, in the order given."""
    split: dict[str, list[SubCriterion]] = {}
    for sub_criterion in sub_criteria:
        split.setdefault(sub_criterion.criterion_id, []).append(sub_criterion)
    return split


def _uneven(sub_criteria: Sequence[SubCriterion], known: Mapping[str, str]) -> list[Fault]:
    """Criteria whose parts do not weigh 100."""
    found = []
    for criterion_id, parts in parts_of(sub_criteria).items():
        total = sum((part.weight for part in parts), Decimal(0))
        if total != _FULL:
            name = known.get(criterion_id, criterion_id)
            reason = Reason("The sub-criteria of {criterion} weigh {total}, not 100.", criterion=name, total=total)
            found.append(Fault(reason=reason, index=sub_criteria.index(parts[0]), field="weight"))
    return found


def _refuse_whole(score: Score, split: Mapping[str, object]) -> None:
    if score.criterion_id in split:
        raise RuleRefused(
            Reason(
                "{evaluator} scored {criterion_id} of {vendor_id} as a whole",
                evaluator=score.evaluator,
                criterion_id=score.criterion_id,
                vendor_id=score.vendor_id,
            ),
            why=Reason("it has sub-criteria"),
            next_step=Reason("score each of its sub-criteria; the criterion's score follows from them"),
        )


def _rolled(key: tuple[str, str, str], given: Mapping[str, Score], parts: Sequence[SubCriterion]) -> Score:
    rows = [given.get(part.sub_criterion_id) for part in parts]
    total: Decimal | NotAssessed | None = None
    if all(row is not None and row.handed_in for row in rows):
        points = [row.points for row in rows if row is not None]
        known = [part.weight * value for part, value in zip(parts, points, strict=True) if value is not None]
        total = sum(known, Decimal(0)) / _FULL if len(known) == len(parts) else NotAssessed.NOT_ASSESSED
    return Score(vendor_id=key[0], criterion_id=key[1], evaluator=key[2], score=total)
