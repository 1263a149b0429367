"""The parts of a review that come from the workbook: key figures, saving, people, duties, the users' voice.

Here: which rows make which part, one function for the review and for its replay. Not here: the rules of each part.
A part whose tab is not kept is None or empty, and the review says that it was not measured.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.baselines import KpiBaseline
from domain.business_case import CaseResult
from domain.contracts import Contract
from domain.duties import DutyBlock, duty_block
from domain.kpis import KpiBlock, measure_kpis
from domain.months import month_bounds
from domain.people import PeopleBlock, people_block
from domain.periods import month_of
from domain.records import (
    AccessGrant,
    BusinessMonth,
    Control,
    Deliverable,
    ExitRecord,
    SurveyResult,
    Team,
    VoiceMonth,
    WorkMonth,
)
from domain.rulebook import Rulebook
from domain.savings import MoneyMonth, saving_against_plan
from domain.service_credits import CreditNote, match_invoice
from domain.tables import Row
from domain.voice import voice_figures

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


def sheet_blocks(
    sheet: SheetRows,
    rules: Rulebook,
    contract: Contract,
    baselines: Sequence[KpiBaseline],
    plan: Sequence[CaseResult],
    note: CreditNote | None,
    month: str,
    zone: str,
) -> dict[str, Any]:
    """The review's fields that come from the workbook: kpis, savings, money, people, duties, voice.

    Args:
        plan: the business case as the discovery gate approved it; empty without one.
        note: the month's draft credit note, which the invoice is compared with.
    """
    minimum = rules.discovery.minimum_group_size
    return {
        **(_money_blocks(sheet, rules, contract, baselines, plan, note, month) if sheet.has(BusinessMonth) else {}),
        "people": _people(sheet, rules, month) if sheet.has(Team, SurveyResult, WorkMonth, ExitRecord) else None,
        "duties": _duties(sheet, month, zone),
        "voice": voice_figures(sheet.of(VoiceMonth), month, minimum),
    }


def _money_blocks(
    sheet: SheetRows,
    rules: Rulebook,
    contract: Contract,
    baselines: Sequence[KpiBaseline],
    plan: Sequence[CaseResult],
    note: CreditNote | None,
    month: str,
) -> dict[str, Any]:
    rows, start = sheet.of(BusinessMonth), month_of(contract.starts_on)
    transition = contract.transition_cost_per_month
    return {
        "kpis": _kpis(sheet, rules, contract, baselines, month),
        "savings": saving_against_plan(
            rows,
            plan,
            month=month,
            contract_start=start,
            transition_cost_per_month=transition,
            term_months=contract.term_months,
        ),
        "money": next(
            (
                MoneyMonth(
                    invoiced=row.outsourcing_fee,
                    governance_cost=row.governance_cost,
                    match=match_invoice(note, row.outsourcing_fee) if note else None,
                )
                for row in rows
                if row.month == month
            ),
            None,
        ),
    }


def _kpis(
    sheet: SheetRows, rules: Rulebook, contract: Contract, baselines: Sequence[KpiBaseline], month: str
) -> KpiBlock:
    return measure_kpis(
        sheet.of(BusinessMonth),
        rules.roi,
        baselines,
        month=month,
        contract_start=month_of(contract.starts_on),
        transition_cost_per_month=contract.transition_cost_per_month,
        source=sheet.sources[BusinessMonth.__name__],
        snapshot_id=sheet.snapshot_id,
    )


def _people(sheet: SheetRows, rules: Rulebook, month: str) -> PeopleBlock:
    return people_block(
        sheet.of(Team),
        sheet.of(WorkMonth),
        sheet.of(SurveyResult),
        sheet.of(ExitRecord),
        rules.discovery.signs,
        rules.discovery.minimum_group_size,
        month,
    )


def _duties(sheet: SheetRows, month: str, zone: str) -> DutyBlock | None:
    if not (sheet.has(Control) or sheet.has(AccessGrant) or sheet.has(Deliverable)):
        return None
    last_on = month_bounds(month, zone)[3]
    return duty_block(sheet.of(Control), sheet.of(AccessGrant), sheet.of(Deliverable), last_on)
