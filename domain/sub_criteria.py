"""Criteria split into sub-criteria with weights of their own, on scales whose points are written down.

Here: the sub-criteria, what is wrong with them, and how an evaluator's scores roll up to criteria. Not here: medians
over evaluators (`domain.evaluation`, `domain.bids`): each evaluator is rolled up first, so that the median of a
criterion is between what people really said of it. Rules: design page, section 4.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.problems import ConfigurationRefused, RuleRefused
from domain.reasons import Reason
from domain.records import Criterion, Id, Name, Score
from domain.terms import Terms

Meaning = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]
_FULL = Decimal(100)


class Anchors(Terms):
    """What 1, 3 and 5 mean, written down before the first bid is opened; 2 and 4 lie between."""

    at_1: Meaning
    at_3: Meaning
    at_5: Meaning


class SubCriterion(Terms):
    """A part of a criterion. The weights of one criterion's parts sum to 100."""

    sub_criterion_id: Id
    criterion_id: Id
    name: Name
    weight: Annotated[Decimal, Field(ge=0, le=100)]
    anchors: Anchors


def find_faults(sub_criteria: Sequence[SubCriterion], criteria: Sequence[Criterion]) -> tuple[Reason, ...]:
    """Why the sub-criteria cannot be used; empty when they can. A criterion may have none."""
    known = {criterion.criterion_id: criterion.name for criterion in criteria}
    strays = [
        Reason(
            "“{sub_criterion}” belongs to {criterion}, which is no criterion.",
            sub_criterion=s.name,
            criterion=s.criterion_id,
        )
        for s in sub_criteria
        if s.criterion_id not in known
    ]
    ids = [s.sub_criterion_id for s in sub_criteria]
    twice = [
        Reason("{id} names more than one criterion or sub-criterion.", id=one)
        for one in dict.fromkeys(ids)
        if ids.count(one) > 1 or one in known
    ]
    sums = {c: sum((s.weight for s in parts), Decimal(0)) for c, parts in _by_criterion(sub_criteria).items()}
    uneven = [
        Reason("The sub-criteria of {criterion} weigh {total}, not 100.", criterion=known.get(c, c), total=total)
        for c, total in sums.items()
        if total != _FULL
    ]
    return (*strays, *twice, *uneven)


def roll_up(
    scores: Sequence[Score], sub_criteria: Sequence[SubCriterion], criteria: Sequence[Criterion]
) -> tuple[Score, ...]:
    """Each evaluator's scores of sub-criteria (their ids in `criterion_id`) as scores of criteria.

    A criterion's score is the sum of sub-weight x score / 100, and blank while one of its parts is: a part that was not
    assessed is neither 1 nor 5. Scores of criteria without sub-criteria go through as they are.

    Raises:
        ConfigurationRefused: the sub-criteria have faults.
        RuleRefused: a criterion with sub-criteria was scored as a whole.
    """
    for fault in find_faults(sub_criteria, criteria):
        raise ConfigurationRefused("The sub-criteria cannot be used", where="sub-criteria", why=str(fault))
    split = _by_criterion(sub_criteria)
    parts = {s.sub_criterion_id: s.criterion_id for s in sub_criteria}
    found: dict[tuple[str, str, str], dict[str, Decimal | None]] = {}
    through = []
    for score in scores:
        _refuse_whole(score, split)
        if score.criterion_id in parts:
            key = (score.vendor_id, parts[score.criterion_id], score.evaluator)
            found.setdefault(key, {})[score.criterion_id] = score.score
        else:
            through.append(score)
    return (*through, *(_rolled(key, given, split[key[1]]) for key, given in found.items()))


def _by_criterion(sub_criteria: Sequence[SubCriterion]) -> dict[str, list[SubCriterion]]:
    split: dict[str, list[SubCriterion]] = {}
    for sub_criterion in sub_criteria:
        split.setdefault(sub_criterion.criterion_id, []).append(sub_criterion)
    return split


def _refuse_whole(score: Score, split: Mapping[str, object]) -> None:
    if score.criterion_id in split:
        raise RuleRefused(
            f"{score.evaluator} scored {score.criterion_id} of {score.vendor_id} as a whole",
            why="it has sub-criteria",
            next_step="score each of its sub-criteria; the criterion's score follows from them",
        )


def _rolled(key: tuple[str, str, str], given: Mapping[str, Decimal | None], parts: Sequence[SubCriterion]) -> Score:
    values = [given.get(part.sub_criterion_id) for part in parts]
    known = [part.weight * value for part, value in zip(parts, values, strict=True) if value is not None]
    total = sum(known, Decimal(0)) / _FULL if len(known) == len(parts) else None
    return Score(vendor_id=key[0], criterion_id=key[1], evaluator=key[2], score=total)
