"""Phase 1, discovery: what burnout costs, what can leave the company, what that pays, and the baselines to lock.

Here: putting the parts together, and the gate. Not here: the parts (`domain.discovery.burnout`,
`domain.discovery.warning_signs`, `domain.discovery.inventory`, `domain.discovery.business_case`,
`domain.discovery.bottlenecks`, `domain.discovery.baselines`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import polars as pl
from pydantic import AfterValidator, Field

from domain.contract.clauses import StatusTerms
from domain.discovery.baselines import KpiBaseline, lock_baselines
from domain.discovery.bottlenecks import Bottlenecks, find_bottlenecks
from domain.discovery.burnout import BurnoutBaseline, BurnoutCoefficients, burnout_baseline
from domain.discovery.business_case import BusinessCase, BusinessCaseRules, Case, weigh_business_case
from domain.discovery.catalogue import ARTICLE_CATALOGUE, CatalogueEntry, check_catalogue
from domain.discovery.inventory import Roadmap, SuitabilityWeights, plan_roadmap
from domain.discovery.warning_signs import SignThresholds, WarningSigns, warning_signs
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.periods import month_of
from domain.reasons import Fact, Reason
from domain.values import Frozen, Terms
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team, WorkMonth
from domain.workbook.processes import Process


class DiscoveryRules(Terms):
    """Everything of discovery that a company may set."""

    coefficients: BurnoutCoefficients = BurnoutCoefficients()
    signs: SignThresholds = SignThresholds()
    weights: SuitabilityWeights = SuitabilityWeights()
    business_case: BusinessCaseRules = BusinessCaseRules()
    catalogue: Annotated[tuple[CatalogueEntry, ...], AfterValidator(check_catalogue)] = ARTICLE_CATALOGUE
    minimum_suitable: Annotated[int, Field(ge=1)] = 3
    minimum_group_size: Annotated[int, Field(ge=2)] = 5
    minimum_coverage_share: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.9")


@dataclass(frozen=True)
class DiscoveryRows:
    """The readable rows of the discovery tabs, and how many rows of the inventory there were to read."""

    teams: Sequence[Team]
    processes: Sequence[Process]
    work_months: Sequence[WorkMonth]
    surveys: Sequence[SurveyResult]
    exits: Sequence[ExitRecord]
    salary_bands: Sequence[SalaryBand]
    processes_seen: int
    tickets: pl.DataFrame | None = None
    history: pl.DataFrame | None = None
    statuses: Mapping[str, StatusTerms] = field(default_factory=dict)


class Coverage(Frozen):
    """How much of the process inventory could be read."""

    rows_seen: int
    rows_readable: int
    required_share: Decimal

    @property
    def share(self) -> Decimal:
        """Readable / seen; 0 for an empty tab."""
        return Decimal(self.rows_readable) / self.rows_seen if self.rows_seen else Decimal(0)


class DiscoveryResult(Frozen):
    """Everything discovery found."""

    as_of: datetime
    coverage: Coverage
    minimum_suitable: int
    burnout: BurnoutBaseline
    signs: WarningSigns
    roadmap: Roadmap
    business_case: BusinessCase
    bottlenecks: Bottlenecks | None
    baselines: tuple[KpiBaseline, ...]
    process_names: dict[str, str]
    catalogue: tuple[CatalogueEntry, ...] = ARTICLE_CATALOGUE


def assess_discovery(rows: DiscoveryRows, rules: DiscoveryRules, as_of: datetime) -> DiscoveryResult:
    """Discovery's figures from the rows of its tabs.

    Args:
        as_of: aware, in the rollout's zone; the running month is not counted.
    """
    month = month_of(as_of.date())
    roadmap = plan_roadmap(rows.processes, rules.weights)
    chosen = {line.process_id for line in roadmap.lines}
    relieving = [process for process in rows.processes if process.process_id in chosen]
    bottlenecks = None
    if rows.tickets is not None and rows.history is not None:
        bottlenecks = find_bottlenecks(rows.tickets, rows.history, rows.statuses, as_of)
    return DiscoveryResult(
        as_of=as_of,
        coverage=Coverage(
            rows_seen=rows.processes_seen,
            rows_readable=len(rows.processes),
            required_share=rules.minimum_coverage_share,
        ),
        minimum_suitable=rules.minimum_suitable,
        catalogue=rules.catalogue,
        burnout=burnout_baseline(rows.teams, rows.exits, rows.salary_bands, rules.coefficients, month),
        signs=warning_signs(
            rows.teams,
            rows.work_months,
            rows.surveys,
            rows.exits,
            relieving,
            rules.signs,
            rules.minimum_group_size,
            month,
        ),
        roadmap=roadmap,
        business_case=weigh_business_case(roadmap.cost_freed, rules.business_case),
        bottlenecks=bottlenecks,
        baselines=lock_baselines(
            relieving,
            rows.teams,
            rows.work_months,
            rows.surveys,
            rows.exits,
            minimum_group_size=rules.minimum_group_size,
            month=month,
        ),
        process_names={process.process_id: process.name for process in rows.processes},
    )


def discovery_gate(result: DiscoveryResult) -> GateEvaluation:
    """Whether discovery's facts allow a decision: readable inventory, enough to move, baselines, a case that pays."""
    expected = result.business_case.of(Case.EXPECTED)
    evidence = {
        "as_of": result.as_of.isoformat(),
        "coverage": result.coverage.model_dump(mode="json"),
        "roadmap": [line.model_dump(mode="json") for line in result.roadmap.lines],
        "exclusions": [e.process_id for e in result.roadmap.exclusions],
        "baselines": [b.model_dump(mode="json") for b in result.baselines],
        "burnout_cost": [str(result.burnout.low), str(result.burnout.high)],
        "teams_to_act": [team.team_id for team in result.signs.to_act],
        "business_case": [case.model_dump(mode="json") for case in result.business_case.cases],
    }
    criteria = (
        _coverage_criterion(result.coverage),
        _suitable_criterion(len(result.roadmap.lines), result.minimum_suitable),
        _baseline_criterion(result),
        criterion(
            "business_case",
            expected.net_saving > 0,
            Reason(
                "The expected case saves {saving_amount} a month after fee and governance.",
                saving_amount=expected.net_saving,
            )
            if expected.net_saving > 0
            else Reason(
                "The expected case saves nothing: {saving_amount} a month after fee and governance.",
                saving_amount=expected.net_saving,
            ),
        ),
    )
    return GateEvaluation(phase=Phase.DISCOVERY, criteria=criteria, evidence=evidence)


def _coverage_criterion(coverage: Coverage) -> CriterionResult:
    facts: dict[str, Fact | Reason] = {
        "readable": coverage.rows_readable,
        "seen": coverage.rows_seen,
        "coverage_share": coverage.share,
        "required_share": coverage.required_share,
    }
    if coverage.rows_seen and coverage.share >= coverage.required_share:
        return criterion(
            "coverage",
            True,
            Reason("{readable} of {seen} process rows can be read ({coverage_share}).", facts),
        )
    return criterion(
        "coverage",
        False,
        Reason(
            "Only {readable} of {seen} process rows can be read ({coverage_share}); {required_share} are needed. "
            "Correct the rows in the data findings.",
            facts,
        ),
    )


def _suitable_criterion(found: int, needed: int) -> CriterionResult:
    if found >= needed:
        return criterion("suitable", True, Reason("{found} processes suit outsourcing.", found=found))
    return criterion(
        "suitable",
        False,
        Reason("Only {found} processes suit outsourcing; {needed} are needed.", found=found, needed=needed),
    )


def _baseline_criterion(result: DiscoveryResult) -> CriterionResult:
    missing = [baseline.kpi.value for baseline in result.baselines if baseline.value is None]
    if not missing and result.burnout.complete:
        return criterion(
            "baseline",
            True,
            Reason("All {count} baselines and the burnout cost can be locked.", count=len(result.baselines)),
        )
    if missing:
        return criterion(
            "baseline",
            False,
            Reason(
                "{count} baselines cannot be computed: the data behind {missing} is not complete.",
                count=len(missing),
                missing=", ".join(missing),
            ),
        )
    return criterion("baseline", False, Reason("The turnover cost is missing: the salary bands are empty."))
