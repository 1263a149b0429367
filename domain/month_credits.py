"""The month's draft credit note, out of the verdicts of all the contract's months.

Here: verdicts -> counts per figure and month. Not here: the amounts (`domain.service_credits`).
"""

from collections.abc import Sequence

import numpy as np

from domain.intervals import NEVER
from domain.month_frame import MonthFrame
from domain.periods import month_of
from domain.service_credits import CreditNote, LevelMonth, draft_credit_notes
from domain.verdicts import Outcome, Verdicts


def draft_note(frame: MonthFrame, verdicts: Sequence[Verdicts]) -> CreditNote | None:
    """The reviewed month's note; None when the contract has no credit rule or had not begun.

    Verdicts stay in their month, so the earlier months' notes come out as they did then.
    """
    contract = frame.contract
    first = next((at for at, month in enumerate(frame.months) if month >= month_of(contract.starts_on)), None)
    if contract.credits is None or first is None or frame.months[frame.now] > month_of(contract.ends_on):
        return None
    figures = [_level_months(frame, found, priority) for found in verdicts for priority in found.clause.targets]
    notes = draft_credit_notes(
        contract.credits,
        [(frame.months[at], [levels[at] for levels in figures]) for at in range(first, len(frame.months))],
        monthly_fee=contract.monthly_fee,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
    )
    return notes[-1]


def _level_months(frame: MonthFrame, found: Verdicts, priority: str) -> list[LevelMonth]:
    """One figure, every month of the frame."""
    code = found.code(priority)
    met = frame.per_month(found.met_at[found.met_priority == code])
    hits = np.flatnonzero((found.priority == code) & (found.breached_at != NEVER))
    month = frame.number(found.breached_at[hits])
    late: list[set[int]] = [set() for _ in frame.months]
    for at, ticket in zip(month.tolist(), found.ticket[hits].tolist(), strict=True):
        late[at].add(ticket)  # breaches only: there are few of them
    lost = bool(np.any(found.outcome[found.priority == code] == Outcome.UNREADABLE)) or not len(frame.time.created)
    return [
        LevelMonth(
            figure_id=f"{found.clause.clause_id}.{priority}",
            met=int(met[at]),
            late=frozenset(late[at]),
            required=found.clause.targets[priority].attainment,
            # Whether data is missing is known of the reviewed month only.
            measured=not (lost and at == frame.now and not met[at] and not late[at]),
        )
        for at in range(len(frame.months))
    ]
