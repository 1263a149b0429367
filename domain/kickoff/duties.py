"""What must be held, renewed or delivered: controls against the pitfalls, access rights, the contract's deliverables.

Here: how each stands on one day, for the review. Not here: the kick-off's own judgement (`domain.kickoff.assess`), the
gates' evidence (`domain.gates.expiring`).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from domain.kickoff.assess import pitfall_of
from domain.kickoff.result import Pitfall
from domain.values import Frozen
from domain.workbook.delivery import AccessGrant, Control, Deliverable
from domain.workbook.wording import Wording

NOTICE_DAYS = 30


class DutyState(StrEnum):
    """How a duty stands."""

    OVERDUE = "overdue"
    SOON = "soon"
    HELD = "held"
    UNDATED = "undated"


class Duty(Frozen):
    """One duty.

    Attributes:
        name, owner, evidence: as the tab has them; empty where it says nothing.
        pitfall: which of the article's five a control is against; None for others.
        done_on: last held, or accepted.
        due_on: the next time, the last day of a right, or the date of delivery.
    """

    name: str
    state: DutyState
    pitfall: Pitfall | None = None
    owner: str = ""
    evidence: str = ""
    done_on: date | None = None
    due_on: date | None = None


class DutyBlock(Frozen):
    """Everything of the kick-off's tabs that has a day, the most urgent first."""

    controls: tuple[Duty, ...]
    rights: tuple[Duty, ...]
    deliverables: tuple[Duty, ...]

    @property
    def overdue(self) -> tuple[Duty, ...]:
        """What is overdue, of all kinds."""
        return tuple(d for d in (*self.controls, *self.rights, *self.deliverables) if d.state is DutyState.OVERDUE)


def duty_block(
    controls: Sequence[Control],
    grants: Sequence[AccessGrant],
    deliverables: Sequence[Deliverable],
    day: date,
    wording: Wording,
) -> DutyBlock:
    """How everything stands on `day`. Deliverables that were accepted by then are left out.

    Args:
        wording: words by which a control's pitfall is known.
    """
    return DutyBlock(
        controls=_sorted(_control(control, day, wording) for control in controls),
        rights=_sorted(_right(grant, day) for grant in grants),
        deliverables=_sorted(
            _deliverable(one, day) for one in deliverables if one.accepted_on is None or one.accepted_on > day
        ),
    )


def duty_state(due_on: date | None, day: date) -> DutyState:
    """Overdue the day after it was due; soon within thirty days."""
    if due_on is None:
        return DutyState.UNDATED
    if due_on < day:
        return DutyState.OVERDUE
    return DutyState.SOON if due_on <= day + timedelta(days=NOTICE_DAYS) else DutyState.HELD


def _control(control: Control, day: date, wording: Wording) -> Duty:
    return Duty(
        name=control.control,
        state=duty_state(control.next_due_on, day),
        pitfall=pitfall_of(control.pitfall, wording),
        evidence=control.evidence or "",
        done_on=control.last_held_on,
        due_on=control.next_due_on,
    )


def _right(grant: AccessGrant, day: date) -> Duty:
    return Duty(
        name=f"{grant.system}: {grant.vendor_role} ({grant.level})",
        state=duty_state(grant.valid_until, day),
        owner=grant.approved_by or "",
        due_on=grant.valid_until,
    )


def _deliverable(deliverable: Deliverable, day: date) -> Duty:
    return Duty(
        name=deliverable.title,
        state=duty_state(deliverable.due_on, day),
        owner=deliverable.owner,
        due_on=deliverable.due_on,
    )


def _sorted(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    order = {state: at for at, state in enumerate((DutyState.OVERDUE, DutyState.UNDATED, DutyState.SOON))}
    return tuple(sorted(duties, key=lambda d: (order.get(d.state, len(order)), d.due_on or date.max, d.name)))
