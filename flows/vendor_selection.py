"""Phase 2, vendor selection: who can, who may, who is best, and would they win under other weights.

Here: the order of work; nothing is locked, written or shown before every entry was looked at. Not here: rules
(`domain.vendor_selection.assess`), the document (`reports.vendor_selection.selection`).
"""

from collections.abc import Sequence

from domain.agreement.signed_terms import apply_signed, award_terms, with_terms
from domain.discovery.passed import passed_roadmap
from domain.ledger.phases import Phase
from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.weight_lock import LockedWeights, still_locked, with_lock
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.tabs import OPTIONAL_SELECTION_TABS, SELECTION_TABS
from flows.frame.phase_end import conclude
from flows.frame.running import phase_context, rollout_flow
from flows.requests import PhaseRequest
from flows.steps.award_file import publish_award_file
from flows.steps.negotiation import negotiate
from flows.steps.roadmap_epics import complete_roadmap
from reports.vendor_selection import selection as document
from reports.vendor_selection.negotiation import negotiation_section
from reports.vendor_selection.tender import request as rfp
from reports.vendor_selection.tender.invitation import Invitation
from tasks.frame.context import RunContext
from tasks.frame.tabs import ValidatedTabs
from tasks.measure import measure_vendor_selection, settle_gate
from tasks.publish import publish_page, publish_pdf, publish_template, publish_word
from tasks.pull import pull_workbook
from tasks.record import PhaseOutcome
from tasks.validate import validate_tabs
from tasks.vendor_selection.evaluators import pull_scores, with_scores
from tasks.vendor_selection.lock import lock_weights
from tasks.vendor_selection.proposals import check_proposals
from tasks.vendor_selection.refuse import check_selection_entries


@rollout_flow("vendor_selection", "{rollout} · vendor selection · {day}")
def vendor_selection(request: PhaseRequest) -> PhaseOutcome:
    """Knock out bidders that may not be chosen, rank the others on fixed scales, and show how firm the ranking is.
    Owners of the gate: procurement and legal, both."""
    with phase_context(request, Phase.VENDOR_SELECTION) as context:
        tabs = read_entries(context)
        check_selection_entries(context, tabs)
        tabs, inputs = check_proposals(context, tabs)
        negotiation = negotiate(context, tabs)
        complete_roadmap(context)
        criteria, sub_criteria = inputs.criteria, inputs.sub_criteria
        locked = lock_weights(context, criteria, sub_criteria)
        asked = publish_rfp(context, criteria, sub_criteria, locked)
        result = measure_vendor_selection(inputs)
        signed = award_terms(
            context.contract, result.winner_id, inputs.vendors, negotiation.offers, inputs.papers.price_lines
        )
        found = with_lock(with_terms(vendor_selection_gate(result), signed), locked, criteria, sub_criteria)
        gate = settle_gate(context, tabs, found)
        award = document.compose(result, gate, tabs.findings, (negotiation_section(negotiation),))
        agreed = apply_signed(context.contract, signed) if signed else context.contract
        beside = {**publish_award_file(context, tabs, result, gate, award, agreed), **asked}
        return conclude(context, tabs, gate, award, beside=beside)


def read_entries(context: RunContext) -> ValidatedTabs:
    """The phase's tabs; the scores from the evaluators' own workbooks where they have some."""
    if not context.evaluator_books:
        snapshot = pull_workbook(context, SELECTION_TABS, OPTIONAL_SELECTION_TABS)
        return validate_tabs(context, snapshot, SELECTION_TABS, OPTIONAL_SELECTION_TABS)
    shared = tuple(model for model in SELECTION_TABS if model is not Score)
    snapshot = pull_workbook(context, shared, OPTIONAL_SELECTION_TABS)
    tabs = validate_tabs(context, snapshot, shared, OPTIONAL_SELECTION_TABS)
    return with_scores(context, tabs, pull_scores(context))


def publish_rfp(
    context: RunContext,
    criteria: Sequence[Criterion],
    sub_criteria: Sequence[SubCriterion],
    locked: LockedWeights,
) -> dict[str, str]:
    """The request for proposals as a page, a PDF and a Word file, under the locked weights, and the workbook bidders
    fill in; with other weights than those nothing is published: bidders have the one that was."""
    if not still_locked(locked, criteria, sub_criteria):
        return {}
    roadmap = passed_roadmap(context.book.events())
    request = rfp.compose(
        context.company,
        context.contract,
        criteria,
        locked,
        context.rules.selection,
        roadmap,
        context.as_of_on,
        sub_criteria,
    )
    invitation = Invitation(context.company, context.contract, context.rules.selection, roadmap, context.tab_titles)
    return {
        **publish_template(context, invitation).links,
        **publish_page(context, request).links,
        **publish_pdf(context, request).links,
        **publish_word(context, request).links,
    }
