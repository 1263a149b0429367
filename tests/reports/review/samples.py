"""A review with every part filled in, and one with none: for the tests of its forms."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.actions.register import ActionState, RegisterEntry
from domain.arithmetic.chart_shapes import Forecast
from domain.contract.clauses import Party
from domain.contract.credit_note import CreditLine, CreditNote
from domain.contract.credit_notes import match_invoice
from domain.discovery.signs import Sign
from domain.kickoff.duties import duty_block
from domain.ledger.phases import Phase
from domain.ledger.spans import PhaseSpan
from domain.ledger.state import PhaseStatus
from domain.periods import months_before
from domain.reasons import Reason
from domain.returns.savings import MoneyMonth, SavingMonth
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import Breach, FigureStatus
from domain.review.shapes.parts import (
    AgeBand,
    ClosedDay,
    CreditMonth,
    PeopleBlock,
    PeopleGroup,
    TabCoverage,
    TimeOpen,
    VoiceFigure,
)
from domain.sla.shapes import BreachCause
from domain.workbook.tables import Finding
from reports.catalogues.reading import wording
from tests.domain.samples.rows import control, deliverable, figure, grant, whole_review

MONTH = "2026-10"
EARLIER = months_before(MONTH, 12)


def empty_review() -> MonthlyReview:
    """A month without tickets, money or people data."""
    nothing = figure("resolution.P1", 0, 0)
    unread = figure("resolution.P2", 0, 0, status=FigureStatus.NOT_MEASURED)
    return whole_review(MONTH, nothing, unread)


def full_review(text: str = "Ærø & Søn", breaches: int = 3) -> MonthlyReview:
    """Every part filled in; every text that comes from sheets and tickets is `text`."""
    missed = figure("resolution.P2", 80, 20, repeated_miss=True, previous=_previous(), margin=Decimal("-0.10"))
    few = figure("resolution.P1", 3, 0, too_few=True, previous=_previous())
    note = _note()
    return whole_review(
        MONTH,
        missed,
        few,
        company=text,
        vendor=text,
        breaches=tuple(_breach(number, text) for number in range(breaches)),
        earlier_statuses={f.figure_id: (FigureStatus.MET,) * 11 + (FigureStatus.MISSED,) for f in (missed, few)},
        minimum_sample=5,
        ageing=(AgeBand(from_days=0, below_days=3, open_tickets=7),
                AgeBand(from_days=3, below_days=None, open_tickets=3)),
        time_open=TimeOpen(tickets=90, still_open=10, median_seconds=3_600, closed_within=((3, Decimal("0.5")),),
                           closed_only=((3, Decimal("0.6")),)),
        history=tuple((month, 40 + at, 41, 9 + at) for at, month in enumerate((*EARLIER[1:], MONTH))),
        forecast=Forecast(low=30, expected=45, high=60, months=12),
        credit_note=note,
        credit_history=(CreditMonth(month=MONTH, before_cap=note.before_cap, total=note.total),),
        savings=tuple(
            SavingMonth(month=month, reached=Decimal(1000 * at), low=Decimal(500 * at), expected=Decimal(900 * at),
                        high=Decimal(1500 * at))
            for at, month in enumerate((*EARLIER[-3:], MONTH))
        ),
        money=MoneyMonth(invoiced=Decimal(250_000), governance_cost=Decimal(26_500),
                         match=match_invoice(note, Decimal(250_000))),
        people=_people(text),
        duties=duty_block([control("C-1", "Kommunikation", control=text, next_due_on=date(2026, 9, 1))],
                          [grant(system=text)], [deliverable(title=text, owner=text, accepted_on=None)],
                          date(2026, 10, 31), wording("da")),
        voice=(
            VoiceFigure(month="2026-09", respondents=4, satisfaction=None, too_few=True, complaints=0, compliments=0),
            VoiceFigure(month=MONTH, respondents=20, satisfaction=Decimal("4.20"), too_few=False, complaints=1,
                        compliments=2),
        ),
        actions=(_entry("NOG-1", "sla/2026-09/resolution.P2", text), _entry("NOG-2", "deliverable/D-1", text)),
        phases=(PhaseSpan(phase=Phase.DISCOVERY, status=PhaseStatus.APPROVED, from_on=date(2025, 5, 2),
                          until_on=date(2025, 6, 27)),),
        coverage=(TabCoverage(tab=text, rows_seen=10, rows_read=9),),
        closed_days=(ClosedDay(calendar="kontor", on=date(2026, 10, 12), name=""),),
        changed_terms=(Reason("{figure} is new.", figure=text),),
        findings=(Finding(tab=text, cell="B7", value=text, reason=Reason("No evidence."),
                          remedy=Reason("No evidence.")),),
    )  # fmt: skip


def _previous() -> tuple[tuple[str, Decimal | None, int], ...]:
    return tuple((month, Decimal("0.97") if at < 11 else Decimal("0.80"), 100) for at, month in enumerate(EARLIER))


def _breach(number: int, text: str) -> Breach:
    created = datetime(2026, 10, 1 + number % 28, 8, tzinfo=UTC)
    return Breach(
        figure_id="resolution.P2",
        key=f"NB-{number + 1}",
        summary=text,
        process=text,
        created_at=created,
        deadline_at=created.replace(hour=12),
        stopped_at=created.replace(hour=15),
        target_seconds=14_400,
        counted_seconds=25_200,
        seconds_by_party={Party.VENDOR: 25_200},
        reopened=False,
        cause=BreachCause.QUEUE if number % 3 else BreachCause.HANDLING,
        held_longest_by=Party.CLIENT if number % 5 == 0 else Party.VENDOR,
    )


def _note() -> CreditNote:
    line = CreditLine(figure_id="resolution.P2", met=80, judged=100, credit_share=Decimal(1), points=Decimal(0),
                      multiplier=Decimal(2), amount=Decimal("5250.00"), working=Reason("No evidence."))  # fmt: skip
    return CreditNote(
        month=MONTH, fee=Decimal("250000.00"), at_risk=Decimal("30000.00"), lines=(line,), points=Decimal(0),
        before_cap=Decimal("5250.00"), monthly_cap=Decimal("5000.00"), yearly_room=None, total=Decimal("5000.00"),
        year_to_date=Decimal("5000.00"), capped=True,
    )  # fmt: skip


def _people(text: str) -> PeopleBlock:
    shown: dict[str, Any] = {
        "name": text,
        "people": 20,
        "engagement_before": Decimal("3.10"),
        "signs": (Sign.OVERWORK,),
    }
    return PeopleBlock(
        surveyed_in="2026-09",
        worked_until=MONTH,
        groups=(
            PeopleGroup(engagement=Decimal("3.60"), respondents=18, **shown),
            PeopleGroup(engagement=None, respondents=None, **(shown | {"signs": None})),
        ),
        hidden_groups=2,
        hidden_people=9,
        minimum_group_size=5,
    )


def _entry(key: str, action_key: str, text: str) -> RegisterEntry:
    corrective = action_key.startswith("sla/")
    return RegisterEntry(
        key=key, summary=text, action_key=action_key, month="2026-09" if corrective else "",
        figure_id="resolution.P2" if corrective else "", state=ActionState.OVERDUE, status="Ny", owner=text,
        due_on=date(2026, 10, 20),
    )  # fmt: skip
