"""What keeps the scores closed: one person under two names, people from outside the panel, scores still to come.

Here: these as problems that name people and cells, and never a score. Not here: what is open and what is not
(`domain.vendor_selection.scores.sealed`), everything else that makes a selection impossible
(`domain.vendor_selection.unusable`).
"""

from collections.abc import Sequence

from domain.gates.gates import same_person
from domain.problems import ConfigurationRefused, Problem, RuleRefused
from domain.reasons import Reason, both, listed, verbatim
from domain.vendor_selection.scores.sealed import Outstanding, Progress, Sealed, entered_twice, open_scores
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.evaluation import Score
from domain.workbook.placed_rows import PlacedRows

_CELLS_NAMED = 6


def find_score_fault(
    scores: PlacedRows[Score],
    panel: Sequence[str],
    vendor_ids: Sequence[str],
    scored_ids: Sequence[str],
    rules: VendorSelectionRules,
) -> Problem | None:
    """Why the scores may not be looked at; None when they may.

    Args:
        panel: the evaluators named beforehand; empty: whoever has a row.
        scored_ids: criteria, and in place of those that have some their sub-criteria.
    """
    people = list(dict.fromkeys(score.evaluator for score in scores.rows))
    members = list(panel) or people
    found = _twice(scores, panel, people) or _outside(scores, members, people)
    if found is not None:
        return found
    if not members:
        return RuleRefused(
            Reason("No score is in yet: the tab '{tab}' has no rows", tab=scores.tab),
            why=Reason("nobody is named as an evaluator"),
            next_step=Reason("let the evaluators write their scores there, or name them in rules.selection.panel"),
        )
    opened = open_scores(scores.rows, members, vendor_ids, scored_ids, disagreement_range=rules.disagreement_range)
    return _to_come(scores, opened.progress, len(members)) if isinstance(opened, Sealed) else None


def refuse_others(owner: str, scores: PlacedRows[Score]) -> None:
    """Refuse rows of another person in an evaluator's own workbook.

    Raises:
        RuleRefused: names the first such row's cell.
    """
    for index, score in enumerate(scores.rows):
        if not same_person(owner, score.evaluator):
            raise RuleRefused(
                Reason("The workbook of {owner} holds a score by {evaluator}", owner=owner, evaluator=score.evaluator),
                where=scores.cell(index, "evaluator"),
                why=Reason("in a workbook of their own people score for themselves"),
                next_step=Reason("write {owner} as the evaluator, or delete the row", owner=owner),
            )


def _twice(scores: PlacedRows[Score], panel: Sequence[str], people: Sequence[str]) -> Problem | None:
    for first, second in entered_twice(panel):
        return ConfigurationRefused(
            Reason("“{first}” and “{second}” are one person, who counts once", first=first, second=second),
            where="rules.selection.panel",
            next_step=Reason("name everybody once"),
        )
    for first, second in entered_twice(people):
        return RuleRefused(
            Reason("“{first}” and “{second}” are one person, who counts once", first=first, second=second),
            where=both([verbatim(_first_cell(scores, first)), verbatim(_first_cell(scores, second))]),
            next_step=Reason("write the name one way in every row, then run again"),
        )
    return None


def _outside(scores: PlacedRows[Score], members: Sequence[str], people: Sequence[str]) -> Problem | None:
    for name in people:
        if not any(same_person(name, member) for member in members):
            return RuleRefused(
                Reason("{name} has scored and is not on the panel", name=name),
                where=_first_cell(scores, name),
                why=Reason("the panel is {names}", names=", ".join(members)),
                next_step=Reason("delete these rows, or correct the name; a panel is not changed once bids are opened"),
            )
    return None


def _to_come(scores: PlacedRows[Score], progress: Progress, members: int) -> Problem:
    needed = len(progress.cells) * members
    missing = sum(owed.missing for owed in progress.outstanding)
    who = ", ".join(f"{owed.evaluator} {owed.missing}" for owed in progress.outstanding)
    return RuleRefused(
        Reason("1 of {needed} scores is still to come: {who}", needed=needed, who=who)
        if missing == 1
        else Reason("{missing} of {needed} scores are still to come: {who}", missing=missing, needed=needed, who=who),
        where=_places(scores, progress.outstanding),
        why=Reason("nobody sees a score before all are in"),
        next_step=Reason("fill them in, or write 'not assessed' where somebody cannot assess; then run again"),
    )


def _places(scores: PlacedRows[Score], outstanding: Sequence[Outstanding]) -> Reason:
    """Where the first missing scores belong: the empty cell, or what there is no row for."""
    missing = [(owed.evaluator, *cell) for owed in outstanding for cell in owed.cells]
    return listed([_place(scores, *one) for one in missing], most=_CELLS_NAMED)


def _place(scores: PlacedRows[Score], evaluator: str, vendor_id: str, criterion_id: str) -> Reason:
    for index, row in enumerate(scores.rows):
        if (row.vendor_id, row.criterion_id) == (vendor_id, criterion_id) and same_person(row.evaluator, evaluator):
            return verbatim(scores.cell(index, "score"))
    return Reason(
        "{tab}: no row for {vendor_id}, {criterion_id} by {evaluator}",
        tab=scores.tab,
        vendor_id=vendor_id,
        criterion_id=criterion_id,
        evaluator=evaluator,
    )


def _first_cell(scores: PlacedRows[Score], name: str) -> str:
    index = next(k for k, score in enumerate(scores.rows) if score.evaluator == name)
    return scores.cell(index, "evaluator")
