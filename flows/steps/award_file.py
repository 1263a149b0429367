"""What leaves the vendor selection as documents: award file, statement of work, data processing checklist, letters.

Here: which documents are published when, and who stands in them. Not here: their words (`reports`), the rules behind
them (`domain.vendor_selection.papers.statement_of_work`, `domain.vendor_selection.papers.data_processing`), the phase's
own report (`flows.frame.phase_end`). Nothing is sent to anybody.
"""

from domain.contract.clauses import Contract
from domain.discovery.passed import passed_roadmap
from domain.gates.gates import GateEvaluation
from domain.ledger.phases import Phase
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.papers.data_processing import DataProcessingFacts, check_points
from domain.vendor_selection.papers.statement_of_work import propose_deliverables
from domain.vendor_selection.result import VendorSelectionResult
from domain.workbook.bidders import Vendor
from domain.workbook.delivery import Deliverable
from reports.documents import Document
from reports.vendor_selection.award import award_file as award
from reports.vendor_selection.award import data_processing
from reports.vendor_selection.award import statement_of_work as sow
from reports.vendor_selection.award.deliverables_tab import proposal_sheet
from reports.vendor_selection.award.letters import compose_letters
from reports.vendor_selection.award.sow_parts import SowParts, known_owners
from tasks.frame.context import RunContext
from tasks.frame.tabs import ValidatedTabs
from tasks.publish import publish_letter, publish_page, publish_pdf, publish_tabs, publish_word


def publish_award_file(
    context: RunContext,
    tabs: ValidatedTabs,
    result: VendorSelectionResult,
    gate: GateEvaluation,
    report: Document,
    contract: Contract,
) -> dict[str, str]:
    """Publish what a decision on the award rests on; name -> link.

    The award file always; the drafts that name a winner only when there is one and the gate passed, so that no letter
    is drafted on facts that hold the gate.

    Args:
        report: the phase report, whose sections become the award file's annexes.
        contract: the terms the statement of work states: what is required, with what was agreed in its place.
    """
    links = _in_three_forms(context, award.compose(result, gate, report, context.company))
    winner, row = result.winner, _row(tabs, result)
    if winner is None or row is None or not gate.passed:
        return links
    parts = _sow_parts(context, row, winner, gate.evidence_hash[:12], contract)
    return links | _drafts(context, parts, winner) | _letters(context, result)


def _row(tabs: ValidatedTabs, result: VendorSelectionResult) -> Vendor | None:
    """The recommended bidder's own line."""
    return next((vendor for vendor in tabs.of(Vendor) if vendor.vendor_id == result.winner_id), None)


def _drafts(context: RunContext, parts: SowParts, winner: VendorResult) -> dict[str, str]:
    facts = DataProcessingFacts(
        agreement_offered=parts.vendor.data_processing_agreement,
        certificate=winner.certificate,
        certificate_until=winner.certificate_valid_until,
        processes=len(parts.roadmap),
        starts_on=parts.contract.starts_on,
        ends_on=parts.contract.ends_on,
    )
    points = check_points(facts, context.rules.selection.data_processing_points)
    checklist = data_processing.compose(context.company, winner.name, points, parts.as_of, parts.mark)
    draft = sow.compose(parts)
    return {
        **publish_page(context, draft).links,
        **publish_word(context, draft).links,
        **publish_tabs(context, proposal_sheet(parts, context.language)).links,
        **publish_page(context, checklist).links,
        **publish_word(context, checklist).links,
    }


def _sow_parts(context: RunContext, row: Vendor, winner: VendorResult, mark: str, contract: Contract) -> SowParts:
    roadmap = passed_roadmap(context.book.events())
    owners = known_owners(_names(context), _vendor_contact(context, row))
    terms = context.rules.selection.statement_of_work
    return SowParts(
        company=context.company,
        vendor=row,
        total_cost=winner.total_cost,
        price_lines=winner.papers.price_lines,
        contract=contract,
        roadmap=roadmap,
        deliverables=propose_deliverables(
            contract, roadmap, owners, terms,
            pilot_starts_on=context.pilot.starts_on, pilot_ends_on=context.pilot.ends_on, as_of=context.as_of_on,
        ),
        owners=owners,
        terms=terms,
        sow_tab=context.tab_title(Deliverable),
        mark=mark,
        as_of=context.as_of_on,
    )  # fmt: skip


def _letters(context: RunContext, result: VendorSelectionResult) -> dict[str, str]:
    names = _names(context)
    signed_by = next(iter(names.get("procurement", ())), "")
    links: dict[str, str] = {}
    for letter in compose_letters(result, context.company, signed_by, context.contract.currency):
        links |= publish_letter(context, letter).links
    return links


def _names(context: RunContext) -> dict[str, list[str]]:
    """Role -> the persons who hold it; stand-ins sign nothing that lasts."""
    found: dict[str, list[str]] = {}
    for phase in Phase:
        for approver in context.desk.approvers[phase] if context.desk else ():
            if not approver.on_behalf_of and approver.person not in found.setdefault(approver.role, []):
                found[approver.role].append(approver.person)
    return found


def _vendor_contact(context: RunContext, winner: Vendor) -> str:
    """The contact person in the settings belongs to the contract's vendor, if that is named there already; another
    winner is called by its name."""
    is_contract_vendor = context.contract.vendor.casefold() in ("", winner.name.casefold())
    return context.contacts.vendor[0] if is_contract_vendor and context.contacts.vendor else winner.name


def _in_three_forms(context: RunContext, document: Document) -> dict[str, str]:
    return {
        **publish_page(context, document).links,
        **publish_pdf(context, document).links,
        **publish_word(context, document).links,
    }
