"""The gate of discovery: its criteria and the evidence it records.

Here: what must hold. Not here: the computing (`domain.discovery.assess`), reading the evidence later
(`domain.discovery.passed`).
"""

from domain.arithmetic.shares import Share
from domain.discovery.business_case import Case
from domain.discovery.result import Coverage, DiscoveryResult
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.reasons import Fact, Reason


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
    if Share(coverage.rows_readable, coverage.rows_seen).reaches(coverage.required_share):
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
