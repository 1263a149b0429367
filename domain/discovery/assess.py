"""Phase 1, discovery: what burnout costs, what can leave the company, what that pays, and the baselines to lock.

Here: putting the parts together, and the gate. Not here: the parts (`domain.discovery.burnout`,
`domain.discovery.warning_signs`, `domain.discovery.roadmap.inventory`, `domain.discovery.business_case`,
`domain.discovery.bottlenecks`, `domain.discovery.baselines`).
"""

from datetime import datetime

from domain.discovery.baselines import lock_baselines
from domain.discovery.bottlenecks import find_bottlenecks
from domain.discovery.burnout import burnout_baseline
from domain.discovery.business_case import weigh_business_case
from domain.discovery.case_swings import case_swings
from domain.discovery.result import Coverage, DiscoveryResult, DiscoveryRows
from domain.discovery.roadmap.inventory import plan_roadmap
from domain.discovery.settings import DiscoveryRules
from domain.discovery.warning_signs import warning_signs
from domain.figures.trace import Trace
from domain.periods import month_of


def assess_discovery(
    rows: DiscoveryRows, rules: DiscoveryRules, as_of: datetime, trace: Trace | None = None
) -> DiscoveryResult:
    """Discovery's figures from the rows of its tabs.

    Args:
        as_of: aware, in the rollout's zone; the running month is not counted.
        trace: what records how each figure comes about; None records nothing.
    """
    month = month_of(as_of.date())
    # The roadmap is computed first, because signs name the work that would relieve a team, and told after them.
    of_roadmap = trace.aside() if trace is not None else None
    roadmap = plan_roadmap(rows.processes, rules.weights, of_roadmap)
    chosen = {line.process_id for line in roadmap.lines}
    relieving = [process for process in rows.processes if process.process_id in chosen]
    burnout = burnout_baseline(rows.teams, rows.exits, rows.salary_bands, rules.coefficients, month, trace)
    signs = warning_signs(
        rows.teams,
        rows.work_months,
        rows.surveys,
        rows.exits,
        relieving,
        rules.signs,
        rules.minimum_group_size,
        month,
        trace,
    )
    if trace is not None and of_roadmap is not None:
        trace.append(of_roadmap)
    business_case = weigh_business_case(roadmap.cost_freed, rules.business_case, trace)
    if trace is not None:
        # The report asks for the swings itself; they are recorded here, with the case they swing.
        case_swings(business_case, trace)
    baselines = lock_baselines(
        relieving,
        rows.teams,
        rows.work_months,
        rows.surveys,
        rows.exits,
        minimum_group_size=rules.minimum_group_size,
        month=month,
        trace=trace,
    )
    names = {process.process_id: process.name for process in rows.processes}
    bottlenecks = None
    if rows.tickets is not None and rows.history is not None:
        bottlenecks = find_bottlenecks(rows.tickets, rows.history, rows.statuses, as_of, names, trace)
    return DiscoveryResult(
        as_of=as_of,
        coverage=Coverage(
            rows_seen=rows.processes_seen,
            rows_readable=len(rows.processes),
            required_share=rules.minimum_coverage_share,
        ),
        minimum_suitable=rules.minimum_suitable,
        catalogue=rules.catalogue,
        burnout=burnout,
        signs=signs,
        roadmap=roadmap,
        business_case=business_case,
        bottlenecks=bottlenecks,
        baselines=baselines,
        process_names=names,
    )
