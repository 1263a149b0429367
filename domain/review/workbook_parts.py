"""The parts of a review that come from the workbook: key figures, saving, people, duties, the users' voice.

Here: which rows make which part, one function for the review and for its replay. Not here: the rules of each part.
A part whose tab is not kept is None or empty, and the review says that it was not measured.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from domain.contract.clauses import Contract
from domain.contract.credit_note import CreditNote
from domain.contract.credit_notes import match_invoice
from domain.discovery.baselines import KpiBaseline
from domain.discovery.business_case import CaseResult
from domain.discovery.passed import approved_plan, locked_baselines
from domain.discovery.settings import DiscoveryRules
from domain.discovery.signs import SignThresholds
from domain.figures.trace import Trace
from domain.kickoff.duties import DutyBlock, duty_block
from domain.ledger.events import Event
from domain.periods import month_of
from domain.returns.kpis import NOT_READ, KpiBlock, ReadFrom, measure_kpis
from domain.returns.metric import TicketMonth
from domain.returns.roi import MonthsKnown
from domain.returns.savings import MoneyMonth, SavingMonth, saving_against_plan
from domain.returns.targets import RoiTargets
from domain.review.people import people_block
from domain.review.review import MonthlyReview, ReviewParts
from domain.review.shapes.parts import PeopleBlock
from domain.review.voice import voice_figures
from domain.sla.month_frame import month_bounds, zone_of
from domain.sla.rule_version import RULE_VERSION
from domain.workbook.delivery import AccessGrant, Control, Deliverable
from domain.workbook.months import BusinessMonth, VoiceMonth
from domain.workbook.people import ExitRecord, SurveyResult, Team, WorkMonth
from domain.workbook.tables import Row
from domain.workbook.wording import Wording

RowType = TypeVar("RowType", bound=Row)


@dataclass(frozen=True)
class SheetRows:
    """What was read: model name -> its rows. A model that is not there has no tab.

    Attributes:
        sources: model name -> title of its tab.
    """

    rows: Mapping[str, Sequence[Row]]
    sources: Mapping[str, str]
    snapshot_id: str

    def of(self, model: type[RowType]) -> tuple[RowType, ...]:
        """The rows of one model; none without a tab."""
        return tuple(row for row in self.rows.get(model.__name__, ()) if isinstance(row, model))

    def has(self, *models: type[Row]) -> bool:
        """Whether every one of these tabs is kept."""
        return all(model.__name__ in self.rows for model in models)


@dataclass(frozen=True)
class MonthTerms:
    """What the month is measured under.

    Attributes:
        plan: the business case as the discovery gate approved it; empty without one.
        note: the month's draft credit note, which the invoice is compared with.
        wording: words by which what people wrote is recognised.
        tickets, tickets_from: what became of solved tickets by month, and where that was read.
        rule_version: whose rules are asked for.
    """

    month: str
    contract: Contract
    targets: RoiTargets
    signs: SignThresholds
    minimum_group_size: int
    baselines: Sequence[KpiBaseline]
    plan: Sequence[CaseResult]
    note: CreditNote | None
    wording: Wording
    tickets: Sequence[TicketMonth] = ()
    tickets_from: ReadFrom = NOT_READ
    rule_version: str = RULE_VERSION

    @classmethod
    def of(
        cls,
        review: MonthlyReview,
        contract: Contract,
        targets: RoiTargets,
        discovery: DiscoveryRules,
        events: Iterable[Event],
        vendor_project: str,
        wording: Wording,
    ) -> "MonthTerms":
        """The terms of a month whose tickets are judged, for the review and for its replay.

        Args:
            events: the ledger as it was known when the month was reviewed.
            vendor_project: where the tickets were read.
        """
        known = list(events)
        return cls(
            month=review.month,
            contract=contract,
            targets=targets,
            signs=discovery.signs,
            minimum_group_size=discovery.minimum_group_size,
            baselines=locked_baselines(known),
            plan=approved_plan(known),
            note=review.credit_note,
            wording=wording,
            tickets=review.resolutions,
            tickets_from=ReadFrom(source=vendor_project, snapshot_id=review.snapshot_id),
            rule_version=review.rule_version,
        )

    @property
    def starts_in(self) -> str:
        """The contract's first month."""
        return month_of(self.contract.starts_on)

    @property
    def last_on(self) -> date:
        """The month's last day."""
        return month_bounds(self.month, zone_of(self.contract))[3]


def workbook_parts(sheet: SheetRows, terms: MonthTerms) -> ReviewParts:
    """The review's parts that come from the workbook: kpis, savings, money, people, duties, voice."""
    rows = sheet.of(BusinessMonth)
    return ReviewParts(
        kpis=kpi_block(sheet, terms) if sheet.has(BusinessMonth) else None,
        savings=_savings(rows, terms) if sheet.has(BusinessMonth) else (),
        money=next((_money(row, terms.note) for row in rows if row.month == terms.month), None),
        people=_people(sheet, terms) if sheet.has(Team, SurveyResult, WorkMonth, ExitRecord) else None,
        duties=_duties(sheet, terms),
        voice=voice_figures(sheet.of(VoiceMonth), terms.month, terms.minimum_group_size),
    )


def _savings(rows: Sequence[BusinessMonth], terms: MonthTerms) -> tuple[SavingMonth, ...]:
    return saving_against_plan(
        rows,
        terms.plan,
        month=terms.month,
        contract_start=terms.starts_in,
        transition_cost_per_month=terms.contract.transition_cost_per_month,
        term_months=terms.contract.term_months,
    )


def _money(row: BusinessMonth, note: CreditNote | None) -> MoneyMonth:
    return MoneyMonth(
        invoiced=row.outsourcing_fee,
        governance_cost=row.governance_cost,
        match=match_invoice(note, row.outsourcing_fee) if note else None,
    )


def kpi_block(sheet: SheetRows, terms: MonthTerms, trace: Trace | None = None) -> KpiBlock:
    """The metrics of the month.

    Args:
        trace: what records how each comes about.
    """
    return measure_kpis(
        MonthsKnown(
            months=sheet.of(BusinessMonth),
            month=terms.month,
            contract_start=terms.starts_in,
            transition_cost_per_month=terms.contract.transition_cost_per_month,
            tickets=terms.tickets,
            rule_version=terms.rule_version,
        ),
        terms.targets,
        terms.baselines,
        sheet=ReadFrom(source=sheet.sources[BusinessMonth.__name__], snapshot_id=sheet.snapshot_id),
        tickets=terms.tickets_from,
        trace=trace,
    )


def _people(sheet: SheetRows, terms: MonthTerms) -> PeopleBlock:
    return people_block(
        sheet.of(Team),
        sheet.of(WorkMonth),
        sheet.of(SurveyResult),
        sheet.of(ExitRecord),
        terms.signs,
        terms.minimum_group_size,
        terms.month,
    )


def _duties(sheet: SheetRows, terms: MonthTerms) -> DutyBlock | None:
    if not (sheet.has(Control) or sheet.has(AccessGrant) or sheet.has(Deliverable)):
        return None
    return duty_block(sheet.of(Control), sheet.of(AccessGrant), sheet.of(Deliverable), terms.last_on, terms.wording)
