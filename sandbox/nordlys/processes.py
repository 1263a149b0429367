"""What the demo company does: its teams, its processes, and the waves that move 14 of them, as other builders need
them.

Here: look-ups over the fixed tabs. Not here: the rows themselves (`tabs/csv/teams.csv`, `processes.csv`, `waves.csv`),
how the teams feel (`sandbox.nordlys.tabs.people`), the tickets of the processes (`sandbox.nordlys.tickets.plans`).
"""

from datetime import date
from decimal import Decimal

from domain.workbook.delivery import WaveStep
from domain.workbook.people import Team
from domain.workbook.processes import Process
from sandbox.nordlys.tabs.fixed import rows_of

TEAMS: tuple[Team, ...] = rows_of(Team)
"""120 people; IT is smaller than the least group people data may be shown for."""

PILOT_PROCESS = "ADM-04"

WAVES: dict[str, tuple[int, date]] = {step.process_id: (step.wave, step.planned_on) for step in rows_of(WaveStep)}
"""Outsourced process -> wave and the day it moved. The pilot process stayed with the vendor after the pilot."""

OUTSOURCED: tuple[str, ...] = tuple(sorted(WAVES))


def processes() -> list[Process]:
    """All 42 processes, in the order of their ids as a person would list them."""
    return list(rows_of(Process))


def outsourced_cost_per_month() -> Decimal:
    """What the outsourced processes cost in house per month, in DKK; the saving is measured against it."""
    return sum((p.cost_per_month for p in processes() if p.process_id in WAVES), Decimal(0))
