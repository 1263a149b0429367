"""The statement of work as a draft for legal: parties, scope, deliverables, service levels, governance, exit, prices.

Here: the document, and the proposal as a sheet of the SOW tab's own columns. Not here: which deliverables are proposed
(`domain.vendor_selection.papers.statement_of_work`), the tab the kick-off reads
(`domain.workbook.delivery.Deliverable`), signing.
"""

from decimal import Decimal

from domain.contract.clauses import Contract
from domain.kickoff.result import Pitfall
from domain.reasons import Reason
from reports.contract.levels import level_terms_table
from reports.documents import Document, Fact, Section, Table, TableColumn, Value
from reports.vendor_selection.award.price_schedule import price_schedule_section
from reports.vendor_selection.award.sow_parts import SowParts
from reports.vendor_selection.scope import scope_table
from reports.words import word

SLUG, PROPOSAL_SLUG = "sow", "sow-proposal"
TO_FILL_IN = "\n" + "_" * 28
"""Where a person writes by hand: a line with room above it, which shows in every form."""


def compose(parts: SowParts) -> Document:
    """The draft."""
    contract, hours = parts.contract, sum((line.hours_freed for line in parts.roadmap), Decimal(0))
    return Document(
        slug=SLUG,
        title=Reason("Statement of work (draft)"),
        subtitle=Reason("{company} and {vendor}, as of {day}", company=parts.company, vendor=parts.vendor.name,
                        day=parts.as_of),
        status="warning",
        verdict=Reason("Draft for legal review: not agreed, not signed, not binding"),
        lines=(
            Reason("{vendor} takes over {count} processes with {hours} hours of work a month.",
                   vendor=parts.vendor.name, count=len(parts.roadmap), hours=hours),
            Reason("It is made from the approved roadmap, the bid and the contract's terms; what people agree on "
                   "otherwise is changed where it comes from."),
        ),
        facts=(
            Fact(Reason("Processes"), len(parts.roadmap), "count"),
            Fact(Reason("Hours a month"), hours, "number"),
            Fact(Reason("Deliverables"), len(parts.deliverables), "count"),
            Fact(Reason("From"), contract.starts_on, "date"),
            Fact(Reason("Until"), contract.ends_on, "date"),
        ),
        sections=(
            _parties(parts), _scope(parts), _deliverables(parts), _levels(contract), _governance(parts),
            _acceptance(parts), _changes(parts), _exit(parts), price_schedule_section(parts), _signatures(parts),
        ),
        asks=(Reason("Legal: review it, and write to {lead} what must be changed.", lead=parts.owners.project_lead),),
        meta=((Reason("Contract"), contract.contract_id), (Reason("Evidence"), parts.mark)),
        numbered=True,
        currency=contract.currency,
    )  # fmt: skip


def _parties(parts: SowParts) -> Section:
    rows: tuple[tuple[Value, ...], ...] = (
        (Reason("Client"), parts.company, parts.owners.project_lead),
        (Reason("Supplier"), parts.vendor.name, parts.owners.vendor),
    )
    columns = (TableColumn(Reason("Party")), TableColumn(Reason("Name")), TableColumn(Reason("Contact person")))
    return Section(
        Reason("Parties and term"),
        (
            Reason(
                "It is part of the contract {contract} and runs from {starts_on} to {ends_on}; notice is given by "
                "{notice_on} at the latest.",
                contract=parts.contract.contract_id,
                starts_on=parts.contract.starts_on,
                ends_on=parts.contract.ends_on,
                notice_on=parts.contract.notice_on,
            ),
        ),
        (Table(Reason("One contact person speaks for each side"), columns, rows),),
    )


def _scope(parts: SowParts) -> Section:
    return Section(
        Reason("Scope"),
        (
            Reason(
                "Only what stands here is in scope. Volumes are those of the inventory that discovery was approved "
                "on; another process or a lasting change of volume is a change, and goes its way."
            ),
        ),
        (scope_table(Reason("Processes, by wave; hours after what the client keeps"), parts.roadmap),),
    )


def _deliverables(parts: SowParts) -> Section:
    return Section(
        Reason("Deliverables"),
        (
            Reason("They are a proposal. The kick-off reads the workbook's tab {tab}; the tab with the proposal has "
                   "the same columns, so that rows can be taken over.", tab=parts.sow_tab),
        ),
        (
            Table(
                caption=Reason("What is delivered, by whom, and when"),
                columns=(
                    TableColumn(Reason("No.")),
                    TableColumn(Reason("Deliverable")),
                    TableColumn(Reason("Owner")),
                    TableColumn(Reason("Due on"), "date"),
                    TableColumn(Reason("Basis")),
                ),
                rows=tuple((d.deliverable_id, d.title, d.owner, d.due_on, d.basis) for d in parts.deliverables),
            ),
        ),
    )  # fmt: skip


def _levels(contract: Contract) -> Section:
    levels = (
        (f"{clause.clause_id}.{priority}", clause.metric, target.minutes, target.attainment)
        for clause in contract.clauses
        for priority, target in clause.targets.items()
    )
    credits_said = (
        Reason(
            "Missed levels are credited: at most {cap_share} of a month's fee.",
            cap_share=contract.credits.monthly_cap_share,
        )
        if contract.credits is not None and contract.credits.monthly_cap_share is not None
        else Reason("Missed levels are credited as the contract says.")
        if contract.credits is not None
        else Reason("The contract has no service credits.")
    )
    return Section(
        Reason("Service levels"),
        (
            Reason(
                "They are measured in Jira each month by the rules of the SLA review; time the client holds a "
                "ticket does not count."
            ),
            credits_said,
        ),
        (level_terms_table(Reason("What is required each month"), levels),),
    )


def _governance(parts: SowParts) -> Section:
    owners = parts.owners
    meetings: tuple[tuple[Value, ...], ...] = (
        (Reason("Status meeting"), Reason("every week"), owners.project_lead, owners.vendor),
        (Reason("SLA and KPI review"), Reason("every month"), owners.operations, owners.vendor),
        (Reason("Scope, risks and improvements"), Reason("every quarter"), owners.operations, owners.vendor),
    )
    return Section(
        Reason("Governance"),
        (),
        (
            Table(
                caption=Reason("Meetings, each with minutes"),
                columns=(
                    TableColumn(Reason("Meeting")),
                    TableColumn(Reason("How often")),
                    TableColumn(Reason("Client")),
                    TableColumn(Reason("Supplier")),
                ),
                rows=meetings,
            ),
            Table(
                caption=Reason("Controls against the five common pitfalls; the kick-off's gate checks their evidence"),
                columns=(TableColumn(Reason("Pitfall")), TableColumn(Reason("Control"))),
                rows=tuple((word(pitfall), control) for pitfall, control in _CONTROLS),
            ),
        ),
    )


_CONTROLS: tuple[tuple[Pitfall, Reason], ...] = (
    (Pitfall.COMMUNICATION, Reason("A single contact person on each side, and fixed status meetings with minutes")),
    (Pitfall.SCOPE, Reason("This statement of work with its deliverables; changes only in writing")),
    (
        Pitfall.SECURITY,
        Reason("A valid ISO 27001, SOC 2 or trade certificate; access by least privilege, reviewed yearly"),
    ),
    (Pitfall.DEPENDENCE, Reason("A small owner team at the client, which keeps governance and the written procedures")),
    (Pitfall.CULTURE, Reason("A workshop on tone and values during onboarding, repeated once a year")),
)


def _acceptance(parts: SowParts) -> Section:
    return Section(
        Reason("Acceptance"),
        (
            Reason(
                "The client accepts a deliverable in writing, or refuses it with its reasons, within {days} days of "
                "receiving it.",
                days=parts.terms.acceptance_days,
            ),
            Reason(
                "A refused deliverable is corrected without charge and handed over again. The day of acceptance is "
                "entered in the tab {tab}.",
                tab=parts.sow_tab,
            ),
        ),
    )


def _changes(parts: SowParts) -> Section:
    return Section(
        Reason("Change control"),
        (
            Reason(
                "Either side asks for a change in writing. The supplier answers within {days} days with the effect "
                "on price, dates and service levels.",
                days=parts.terms.change_days,
            ),
            Reason(
                "A change counts when both contact persons have approved it in writing; until then the work goes on "
                "as agreed."
            ),
        ),
    )


def _exit(parts: SowParts) -> Section:
    return Section(
        Reason("Exit and return of data"),
        (
            Reason(
                "The supplier hands over procedures, open cases and data in a usable form, and helps with the move "
                "until {ends_on}.",
                ends_on=parts.contract.ends_on,
            ),
            Reason(
                "Personal data is deleted or returned, as the client chooses, and copies are deleted (GDPR art. "
                "28(3)(g)); it is confirmed in writing. Access rights end on the same day."
            ),
        ),
    )


def _signatures(parts: SowParts) -> Section:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (label, TO_FILL_IN, TO_FILL_IN)
        for label in (Reason("Name"), Reason("Title"), Reason("Place and date"), Reason("Signature"))
    )
    return Section(
        Reason("Signatures"),
        (Reason("Signed only after legal has reviewed it and the draft mark has been taken off."),),
        (
            Table(
                caption=Reason("For the parties"),
                columns=(
                    TableColumn(Reason("For")),
                    TableColumn(Reason("{name}", name=parts.company)),
                    TableColumn(Reason("{name}", name=parts.vendor.name)),
                ),
                rows=rows,
            ),
        ),
    )
