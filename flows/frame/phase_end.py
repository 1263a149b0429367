"""How every phase ends: publish the document, create the issues, record the gate, show the summary.

Here: the steps all six phases share, in their order. Not here: what a phase measures (its own file).
"""

from collections.abc import Mapping, Sequence

from domain.actions.actions import Action
from domain.gates.gates import GateEvaluation
from reports.documents import Document
from tasks.frame.context import RunContext
from tasks.frame.events import emit
from tasks.frame.tabs import ValidatedTabs
from tasks.publish import action_drafts, create_issues, publish_page, publish_tabs
from tasks.record import PhaseOutcome, ask_owners, record_gate
from tasks.show import phase_lines, show_findings, show_summary


def conclude(
    context: RunContext,
    tabs: ValidatedTabs,
    evaluation: GateEvaluation,
    document: Document,
    actions: Sequence[Action] = (),
    *,
    beside: Mapping[str, str] | None = None,
) -> PhaseOutcome:
    """Publish, record and show what a phase found. Publishing comes first: a gate refers to what can be opened.

    Args:
        actions: become issues of the governance project, once per key.
        beside: further documents of the phase, name -> link.
    """
    published = publish_tabs(context, document)
    page = publish_page(context, document)
    issues = create_issues(context, action_drafts(context, actions))
    links = {**page.links, **(beside or {}), **published.links, **issues.links}
    outcome = record_gate(context, evaluation, links)
    ask_owners(context, evaluation.phase)
    if outcome.changed and outcome.held:
        emit(context.rollout_id, "gate.held", {"phase": outcome.phase.value, "reason": outcome.held[0]})
    elif outcome.changed and outcome.waiting_for:
        emit(context.rollout_id, "decision.requested", {"phase": outcome.phase.value})
    show_summary(context, document, links, phase_lines(context, outcome))
    show_findings(context, document.slug, tabs.findings)
    return outcome
