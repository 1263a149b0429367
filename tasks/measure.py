"""Measure: hand the snapshot's rows and columns to the rules of a phase.

Here: one task per phase and for the month; each only fetches and calls. Not here: any rule (`domain`).
"""

from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from prefect import task

from connectors.ports.stores import Snapshot
from domain.discovery.assess import assess_discovery
from domain.discovery.baselines import Kpi
from domain.discovery.passed import locked_baselines
from domain.discovery.result import DiscoveryResult, discovery_rows
from domain.full_rollout.assess import assess_full_rollout
from domain.full_rollout.result import FullRolloutResult
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.gates.waivers import waivers_of, with_waivers
from domain.kickoff.assess import assess_kickoff
from domain.kickoff.result import KickoffResult
from domain.optimisation.assess import assess_optimisation
from domain.optimisation.result import OptimisationResult
from domain.periods import local_day, month_of, whole_months
from domain.pilot.assess import assess_pilot
from domain.pilot.result import PilotResult
from domain.reasons import Fact, Reason
from domain.review.build import build_review
from domain.review.review import MonthlyReview
from domain.sla.rule_version import RULE_VERSION
from domain.sla.tickets import TicketTables
from domain.values import changed
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.result import VendorSelectionResult
from domain.workbook.delivery import AccessGrant, Control, Deliverable, PilotCheck, WaveStep
from domain.workbook.months import BusinessMonth
from domain.workbook.processes import Process
from tasks.frame.context import RunContext
from tasks.frame.retrying import COMPUTING
from tasks.frame.tabs import ValidatedTabs


@task(name="measure discovery", task_run_name="measure discovery", **COMPUTING)
def measure_discovery(context: RunContext, tabs: ValidatedTabs, tickets: Snapshot) -> DiscoveryResult:
    """Burnout baseline, warning signs, roadmap, business case, bottlenecks and the baselines to lock."""
    rows = discovery_rows(
        tabs.of,
        processes_seen=tabs.seen(Process),
        tickets=context.snapshots.read(tickets.snapshot_id, "tickets"),
        history=context.snapshots.read(tickets.snapshot_id, "history"),
        statuses=context.contract.statuses,
    )
    return assess_discovery(rows, context.rules.discovery, context.as_of.astimezone(ZoneInfo(context.zone)))


@task(name="measure vendor selection", task_run_name="measure vendor selection", **COMPUTING)
def measure_vendor_selection(inputs: SelectionInputs) -> VendorSelectionResult:
    """Knock-outs, ranking, robustness, the recommended bidder."""
    return assess_vendor_selection(inputs)


@task(name="measure kick-off", task_run_name="measure kick-off", **COMPUTING)
def measure_kickoff(context: RunContext, tabs: ValidatedTabs) -> KickoffResult:
    """Statement of work, access rights, contacts, controls against the five pitfalls."""
    return assess_kickoff(
        tabs.of(Deliverable),
        tabs.of(AccessGrant),
        tabs.of(Control),
        context.rules.kickoff,
        client_contacts=context.contacts.client,
        vendor_contacts=context.contacts.vendor,
        contract_starts_on=context.contract.starts_on,
        contract_ends_on=context.contract.ends_on,
        as_of=context.as_of_on,
        wording=context.wording,
    )


@task(name="measure pilot", task_run_name="measure pilot", **COMPUTING)
def measure_pilot(
    context: RunContext, tabs: ValidatedTabs, tickets: Snapshot, baseline_error_share: Decimal | None
) -> PilotResult:
    """Attainment, error rate and satisfaction of the pilot, and what they prove.

    Args:
        baseline_error_share: as locked at the discovery gate, 0 to 1; None when none was.
    """
    review = recompute(context, month_of(context.pilot.starts_on), tickets)
    return assess_pilot(
        review.figures,
        tabs.of(PilotCheck),
        context.rules.pilot,
        starts_on=context.pilot.starts_on,
        ends_on=context.pilot.ends_on,
        as_of=context.as_of_on,
        baseline_error_share=baseline_error_share,
    )


@task(name="measure full rollout", task_run_name="measure full rollout", **COMPUTING)
def measure_full_rollout(context: RunContext, tabs: ValidatedTabs, tickets: Snapshot) -> FullRolloutResult:
    """Waves, readiness, and the tripwires on the last reviewed months."""
    months = whole_months(context.contract.starts_on, context.as_of_on)[-2:]
    names = {process.process_id: process.name for process in tabs.of(Process)}
    return assess_full_rollout(
        tabs.of(WaveStep),
        _reviews(context, months, tickets),
        tabs.of(BusinessMonth),
        names,
        context.rules.migration,
        context.as_of_on,
    )


@task(name="measure optimisation", task_run_name="measure optimisation", **COMPUTING)
def measure_optimisation(context: RunContext, tabs: ValidatedTabs, tickets: Snapshot) -> OptimisationResult:
    """The article's five metrics for the last whole month, and corrective actions for missed service levels."""
    month = whole_months(context.contract.starts_on, context.as_of_on)[-1]
    return assess_optimisation(
        tabs.of(BusinessMonth),
        recompute(context, month, tickets),
        context.rules.roi,
        month=month,
        contract_start=month_of(context.contract.starts_on),
        transition_cost_per_month=context.contract.transition_cost_per_month,
    )


def settle_gate(context: RunContext, tabs: ValidatedTabs, evaluation: GateEvaluation) -> GateEvaluation:
    """The gate with one more criterion (enough of every tab could be read) and the waivers that hold today.

    The instant of looking is no evidence: the same facts seen a day later are the same evidence.
    """
    figures = {name: value for name, value in evaluation.evidence.items() if name != "as_of"}
    sources: dict[str, Any] = {"snapshot_id": tabs.snapshot_id}
    if tabs.score_snapshots:
        sources["score_snapshots"] = list(tabs.score_snapshots)
    required = context.rules.minimum_coverage_share
    whole = changed(evaluation, criteria=(*evaluation.criteria, _coverage(tabs, required)), evidence=figures | sources)
    today = local_day(context.book.now(), context.zone)
    return with_waivers(whole, waivers_of(context.book.events(), whole.phase), today)


def locked_baseline(context: RunContext, kpi: Kpi) -> Decimal | None:
    """A KPI's value as locked at the discovery gate; None when that gate recorded none."""
    return next((locked.value for locked in locked_baselines(context.book.events()) if locked.kpi is kpi), None)


def recompute(context: RunContext, month: str, tickets: Snapshot, rule_version: str = RULE_VERSION) -> MonthlyReview:
    """A month's figures from a snapshot, without the key figures."""
    return _reviews(context, [month], tickets, rule_version)[0]


def _reviews(
    context: RunContext, months: list[str], tickets: Snapshot, rule_version: str = RULE_VERSION
) -> list[MonthlyReview]:
    tables = TicketTables.read(partial(context.snapshots.read, tickets.snapshot_id, packed=True))
    return [
        build_review(
            context,
            month,
            tables,
            as_of=context.as_of,
            snapshot_id=tickets.snapshot_id,
            rule_version=rule_version,
        )
        for month in months
    ]


def _coverage(tabs: ValidatedTabs, required: Decimal) -> CriterionResult:
    worst = min(tabs.quality, key=lambda quality: quality.coverage_share)
    broken = [finding for finding in tabs.findings if finding.severity == "tab_rejected"]
    if broken:
        return criterion(
            "data quality",
            False,
            Reason("The tab {tab} cannot be used as a whole: {why}", tab=broken[0].tab, why=broken[0].reason),
        )
    facts: dict[str, Fact | Reason] = {
        "tab": worst.tab,
        "read": worst.rows_read,
        "seen": worst.rows_seen,
        "required_share": required,
    }
    if not worst.covers(required):
        return criterion(
            "data quality",
            False,
            Reason("Only {read} of {seen} rows of the tab {tab} can be read; {required_share} are required.", facts),
        )
    return criterion(
        "data quality",
        True,
        Reason("The tab with most unreadable rows, {tab}, has {read} readable rows of {seen}.", facts),
    )
