"""Last year's tickets under other service levels: what would have been met, and which credits would have been due.

Here: the SLA engine run over past months under any levels. Not here: whose levels they are
(`domain.agreement.negotiation`), the engine (`domain.sla.judging`, `domain.contract.credit_notes`).

Verdicts depend on a clause's minutes alone, so each distinct set of minutes is judged once, whoever offers it; shares
and fees only change how verdicts are counted and priced.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.contract.clauses import Clause, Contract
from domain.contract.levels import Levels, figure_id_of, with_levels
from domain.periods import local_day, month_of, months_before, shifted
from domain.sla.counts import VerdictCounts, count_verdicts
from domain.sla.credits import draft_notes
from domain.sla.judging import JudgedMonths, judge_months
from domain.sla.month_frame import zone_of
from domain.sla.tickets import TicketTables
from domain.sla.verdicts.verdicts import Verdicts
from domain.values import Frozen, changed

YEAR_MONTHS = 12


class LevelCount(Frozen):
    """One service level over the months together."""

    met: int
    judged: int

    @property
    def breaches(self) -> int:
        """Verdicts that were not met."""
        return self.judged - self.met

    @property
    def attainment(self) -> Decimal | None:
        """Met / judged, 0-1; None when nothing was judged."""
        return Decimal(self.met) / self.judged if self.judged else None


class YearUnder(Frozen):
    """The months under one set of levels, for one fee.

    Attributes:
        levels: figure id -> counts.
        credits: sum of the months' credits after all caps; None when the contract has no service credits.
        before_caps: the same before any cap.
    """

    levels: dict[str, LevelCount]
    credits: Decimal | None
    before_caps: Decimal | None

    @property
    def judged(self) -> int:
        """Verdicts over all levels."""
        return sum(count.judged for count in self.levels.values())

    @property
    def breaches(self) -> int:
        """Late verdicts over all levels."""
        return sum(count.breaches for count in self.levels.values())


_Judged = tuple[Verdicts, VerdictCounts]


@dataclass(frozen=True)
class PastYear:
    """The twelve whole months before an instant, judged as if the contract had been in force in them.

    Attributes:
        contract: the required terms, their first and last day moved onto the months.
        months: YYYY-MM, oldest first.
        months_with_tickets: how many of them a ticket was created in.
        tickets: how many were looked at, those of other months too.
    """

    contract: Contract
    months: tuple[str, ...]
    months_with_tickets: int
    tickets: int
    frame: JudgedMonths
    known: dict[tuple[str, tuple[tuple[str, int | None], ...]], _Judged] = field(default_factory=dict)

    def under(self, levels: Levels, monthly_fee: Decimal) -> YearUnder:
        """The year with these levels in place of the required ones; a level that is not named stays as required.

        Raises:
            ValueError: as `with_levels`.
        """
        moved = changed(with_levels(self.contract, levels), monthly_fee=monthly_fee)
        judged = [self._judged(clause) for clause in moved.clauses]
        frame = replace(self.frame.frame, contract=moved)
        notes = draft_notes(frame, [verdicts for verdicts, _ in judged], [counts for _, counts in judged])
        priced = moved.credits is not None
        return YearUnder(
            levels=_counted(judged),
            credits=sum((note.total for note in notes), Decimal(0)) if priced else None,
            before_caps=sum((note.before_cap for note in notes), Decimal(0)) if priced else None,
        )

    def _judged(self, clause: Clause) -> _Judged:
        key = clause.clause_id, tuple((name, target.minutes) for name, target in clause.targets.items())
        if key not in self.known:
            verdicts = self.frame.under(clause)
            self.known[key] = verdicts, count_verdicts(self.frame.frame, verdicts)
        verdicts, counts = self.known[key]
        return replace(verdicts, clause=clause), counts


def past_year(contract: Contract, past: TicketTables, as_of: datetime) -> PastYear:
    """Judge the twelve whole months before `as_of` under a contract that had not been signed then.

    This is a what-if: the contract's first and last day are moved onto those months (its statuses, calendars, clauses
    and credits stay), and its contract year is these twelve months. Tickets created before them stay out, as they do
    when a contract really begins.
    """
    months = months_before(month_of(local_day(as_of, zone_of(contract))), YEAR_MONTHS)
    starts_on, after_on = (date.fromisoformat(f"{month}-01") for month in (months[0], shifted(months[-1], 1)))
    moved = changed(contract, starts_on=starts_on, ends_on=after_on - timedelta(days=1))
    judged = judge_months(moved, months[-1], past.tickets, past.history, past.comments, as_of)
    created = judged.frame.per_month(judged.frame.time.created)[-YEAR_MONTHS:]
    return PastYear(moved, months, int((created > 0).sum()), past.tickets.height, judged)


def _counted(judged: list[_Judged]) -> Mapping[str, LevelCount]:
    found = {}
    for verdicts, counts in judged:
        for priority in verdicts.clause.targets:
            met, of = (int(each[-YEAR_MONTHS:].sum()) for each in counts.of(verdicts.code(priority)))
            found[figure_id_of(verdicts.clause, priority)] = LevelCount(met=met, judged=of)
    return found
