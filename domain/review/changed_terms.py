"""What a review defines otherwise than the one before it: rules, calendars, targets, clauses.

Here: the comparison of two typed reviews. Not here: figures that changed (`domain.review.restate`).
"""

from domain.contract.levels import figure_name
from domain.reasons import Reason
from domain.review.review import MonthlyReview


def changed_terms(before: MonthlyReview, now: MonthlyReview) -> tuple[Reason, ...]:
    """One sentence per definition that differs; none when the two months are judged alike."""
    found = []
    if before.rule_version != now.rule_version:
        found.append(
            Reason("Rules: version {now} in place of {before}.", now=now.rule_version, before=before.rule_version)
        )
    for name, version in now.calendar_versions.items():
        earlier = before.calendar_versions.get(name)
        if earlier != version:
            found.append(
                Reason("Calendar {name}: {now} in place of {before}.", name=name, now=version, before=earlier or "–")
            )
    return (*found, *_figures(before, now))


def _figures(before: MonthlyReview, now: MonthlyReview) -> list[Reason]:
    then = {figure.figure_id: figure for figure in before.figures}
    found = []
    for figure in now.figures:
        old = then.pop(figure.figure_id, None)
        name = figure_name(figure.figure_id)
        if old is None:
            found.append(Reason("{figure} is new.", figure=name))
        elif (old.target_minutes, old.required) != (figure.target_minutes, figure.required):
            found.append(
                Reason(
                    "{figure}: {now_share} within {now_duration} are required, {before_share} within {before_duration} "
                    "were.",
                    figure=name,
                    now_share=figure.required,
                    now_duration=(figure.target_minutes or 0) * 60,
                    before_share=old.required,
                    before_duration=(old.target_minutes or 0) * 60,
                )
            )
    return found + [Reason("{figure} is no longer measured.", figure=figure_name(gone)) for gone in then]
