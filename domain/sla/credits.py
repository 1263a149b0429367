"""The month's draft credit note, out of the verdicts of all the contract's months.

Here: verdicts -> counts per figure and month. Not here: the amounts (`domain.contract.credit_notes`).
"""

from collections.abc import Sequence

import numpy as np

from domain.contract.credit_note import CreditNote, LevelMonth
from domain.contract.credit_notes import draft_credit_notes
from domain.periods import month_of
from domain.sla.counts import VerdictCounts
from domain.sla.month_frame import MonthFrame
from domain.sla.verdicts.verdicts import Verdicts
from domain.working_time.intervals import NEVER


def draft_notes(
    frame: MonthFrame, verdicts: Sequence[Verdicts], counts: Sequence[VerdictCounts]
) -> tuple[CreditNote, ...]:
    """The notes of all months of the contract, the reviewed one last; none without a credit rule or before it began.

    Verdicts stay in their month, so the earlier months' notes come out as they did then.
    """
    contract = frame.contract
    first = next((at for at, month in enumerate(frame.months) if month >= month_of(contract.starts_on)), None)
    if contract.credits is None or first is None or frame.months[frame.now] > month_of(contract.ends_on):
        return ()
    figures = [
        levels
        for found, counted in zip(verdicts, counts, strict=True)
        for levels in _level_months(frame, found, counted)
    ]
    return draft_credit_notes(
        contract.credits,
        [(frame.months[at], [levels[at] for levels in figures]) for at in range(first, len(frame.months))],
        monthly_fee=contract.agreed_fee,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
    )


def _level_months(frame: MonthFrame, found: Verdicts, counts: VerdictCounts) -> list[list[LevelMonth]]:
    """Per priority of one clause, every month of the frame."""
    hits = np.flatnonzero(found.breached_at != NEVER)
    month = frame.number(found.breached_at[hits])
    # One run per priority and month: the runs become sets, not the tickets one by one.
    group = found.priority[hits] * len(frame.months) + month
    order = np.argsort(group, kind="stable")
    groups, begins = np.unique(group[order], return_index=True)
    runs = np.split(found.ticket[hits][order], begins[1:])
    late = {
        divmod(int(key), len(frame.months)): frozenset(run.tolist())
        for key, run in zip(groups, runs if len(groups) else (), strict=True)
    }
    nothing = not len(frame.time.created)
    figures = []
    for priority, target in found.clause.targets.items():
        code = found.code(priority)
        met, judged = counts.of(code)
        lost = nothing or bool(counts.census(code, frame.now).unreadable)
        figures.append(
            [
                LevelMonth(
                    figure_id=f"{found.clause.clause_id}.{priority}",
                    met=int(met[at]),
                    late=late.get((code, at), frozenset()),
                    required=target.attainment,
                    # Whether data is missing is known of the reviewed month only.
                    measured=not (lost and at == frame.now and not judged[at]),
                )
                for at in range(len(frame.months))
            ]
        )
    return figures
