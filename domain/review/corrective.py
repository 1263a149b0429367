"""What a missed service level calls for: one corrective action, which becomes an issue once.

Here: the action. Not here: how it goes on (`domain.actions.register`), creating the issue (`tasks.publish`). The review
and the optimisation phase find the same action under the same key, so there is one issue whichever comes first.
"""

from datetime import date, timedelta
from decimal import Decimal

from domain.actions.actions import Action
from domain.actions.register import CORRECTIVE
from domain.contract.levels import figure_name
from domain.reasons import Fact, Reason
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import ServiceLevelFigure


def corrective_action(figure: ServiceLevelFigure, month: str, due_on: date | None = None) -> Action:
    """What a missed service level calls for; a second miss in a row is escalated."""
    key, name = f"{CORRECTIVE}{month}/{figure.figure_id}", figure_name(figure.figure_id)
    facts: dict[str, Fact | Reason] = {
        "month": month,
        "met": figure.census.met,
        "judged": figure.census.judged,
        "attainment_share": figure.attainment if figure.attainment is not None else Decimal(0),
        "required_share": figure.required,
    }
    title = Reason("Bring {service_level} back on target", service_level=name)
    why = Reason(
        "In {month} {met} of {judged} were in time ({attainment_share}, required {required_share}). "
        "Find the cause with the vendor.",
        facts,
    )
    if figure.repeated_miss:
        title = Reason("Escalate {service_level}: missed two months running", service_level=name)
        why = Reason(
            "In {month} {met} of {judged} were in time ({attainment_share}, required {required_share}), and the "
            "month before was missed as well. Agree causes, steps and a date with the vendor.",
            facts,
        )
    return Action(key=key, title=title, why=why, due_on=due_on)


def corrective_actions(review: MonthlyReview, days: int) -> tuple[Action, ...]:
    """One action per service level missed in the review, due so many days after the month's end."""
    due_on = review.ends_on + timedelta(days=days)
    return tuple(corrective_action(figure, review.month, due_on) for figure in review.missed)
