"""The request for proposals as a document: the work, the required service levels, the criteria and locked weights.

Here: what bidders are told. Not here: costs and people of the company, which bidders are never told; reading proposals
(`tasks.validate`), the choice (`domain.vendor_selection.assess`).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.contract.clauses import Contract
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.reasons import Reason
from domain.vendor_selection.ranking import tie_break_names
from domain.vendor_selection.settings import VendorSelectionRules
from domain.vendor_selection.weight_lock import LockedWeights
from domain.workbook.evaluation import Criterion, SubCriterion
from reports.contract.levels import level_terms_table
from reports.documents import Document, Fact, Section, Table, TableColumn, Value
from reports.vendor_selection.scale_points import parts_table, scale_tables
from reports.vendor_selection.scope import scope_table

SLUG = "rfp"


def compose(
    company: str,
    contract: Contract,
    criteria: Sequence[Criterion],
    locked: LockedWeights,
    rules: VendorSelectionRules,
    roadmap: Sequence[RoadmapLine],
    as_of: date,
    sub_criteria: Sequence[SubCriterion] = (),
) -> Document:
    """The RFP.

    Args:
        roadmap: the lines that discovery's gate recorded; empty when it was not passed here.
        sub_criteria: the parts of criteria that are scored by their parts.
    """
    hours = sum((line.hours_freed for line in roadmap), Decimal(0))
    return Document(
        slug=SLUG,
        title=Reason("Request for proposals"),
        subtitle=Reason("{company}, as of {day}", company=company, day=as_of),
        status="neutral",
        verdict=Reason("Proposals are compared by criteria and weights that are fixed now"),
        lines=(
            Reason("{count} processes with {hours} hours of work a month are to move in {waves} waves.",
                   count=len(roadmap), hours=hours, waves=len({line.wave for line in roadmap})),
            Reason("The contract runs for {months} months, from {starts_on} to {ends_on}.",
                   months=contract.term_months, starts_on=contract.starts_on, ends_on=contract.ends_on),
        ),
        facts=(
            Fact(Reason("Processes"), len(roadmap), "count"),
            Fact(Reason("Hours a month"), hours, "number"),
            Fact(Reason("Service levels"), sum(len(clause.targets) for clause in contract.clauses), "count"),
            Fact(Reason("Months of the contract"), contract.term_months, "count"),
        ),
        sections=(
            Section(Reason("The work"), (), (scope_table(Reason("Processes to be taken over, by wave"), roadmap),)),
            Section(Reason("Required service levels"), _hours_of_service(contract), (_levels(contract),)),
            Section(Reason("What knocks a bidder out"), (), (_requirements(rules, contract.starts_on),)),
            Section(Reason("Criteria and weights"), (_lock(locked), *_ties(criteria, rules)),
                    (_criteria(criteria), *parts_table(criteria, sub_criteria),
                     *scale_tables(criteria, sub_criteria))),
            Section(Reason("What a proposal must hold"), (), (_contents(),)),
        ),
        meta=((Reason("Round"), locked.round), (Reason("Weights"), locked.digest[:16])),
        numbered=True,
        currency=contract.currency,
    )  # fmt: skip


def _hours_of_service(contract: Contract) -> tuple[Reason, ...]:
    calendars = ", ".join(sorted(contract.calendars))
    return (
        Reason(
            "Times are working hours of the service calendar {calendars}; time the client holds a ticket does not "
            "count.",
            calendars=calendars,
        ),
    )


def _levels(contract: Contract) -> Table:
    levels = (
        (f"{clause.clause_id}.{priority}", clause.metric, target.minutes, target.attainment)
        for clause in contract.clauses
        for priority, target in clause.targets.items()
    )
    return level_terms_table(Reason("What is required each month"), levels)


def _requirements(rules: VendorSelectionRules, starts_on: date) -> Table:
    rows: tuple[tuple[Value, ...], ...] = (
        (Reason("A data processing agreement is signed."),),
        (_certificate(rules, starts_on),),
        (Reason("A pilot is proposed."),),
        (Reason("At least {count} references can be asked.", count=rules.minimum_references),),
    )
    return Table(
        caption=Reason("No score makes up for one of these"), columns=(TableColumn(Reason("Requirement")),), rows=rows
    )


def _certificate(rules: VendorSelectionRules, starts_on: date) -> Reason:
    if not rules.required_standards:
        return Reason("A certificate is valid on {starts_on}.", starts_on=starts_on)
    return Reason(
        "A certificate of one of these standards is valid on {starts_on}: {standards}.",
        starts_on=starts_on,
        standards=", ".join(rules.required_standards),
    )


def _lock(locked: LockedWeights) -> Reason:
    return Reason(
        "The weights are locked as round {round} with the mark {digest}: whoever reads the award can check that they "
        "were not changed after the proposals came in.",
        round=locked.round,
        digest=locked.digest[:16],
    )


def _ties(criteria: Sequence[Criterion], rules: VendorSelectionRules) -> tuple[Reason, ...]:
    """How equal totals are decided, told beforehand."""
    names = tie_break_names(criteria, rules)
    if not names:
        return (Reason("Proposals with equal totals are decided between by people."),)
    order: Reason = names[0]
    for name in names[1:]:
        order = Reason("{first}, then {second}", first=order, second=name)
    return (
        Reason("Proposals with equal totals are decided by: {order}. What is still equal people decide.", order=order),
    )


def _criteria(criteria: Sequence[Criterion]) -> Table:
    return Table(
        caption=Reason("Scores run from 1 to 5 on scales that are written down; several evaluators score apart"),
        columns=(TableColumn(Reason("Criterion")), TableColumn(Reason("Weight"), "number", 0)),
        rows=tuple((one.name, one.weight) for one in criteria),
    )


def _contents() -> Table:
    return Table(
        caption=Reason("Every proposal answers these; what is missing is asked for once"),
        columns=(TableColumn(Reason("Part")),),
        rows=tuple(
            (part,)
            for part in (
                Reason("Experience in the sector, with case studies"),
                Reason("References with a person to call"),
                Reason("Certificates with issuer, scope and dates"),
                Reason(
                    "Price: fixed fee a month, price an hour, transition; prices by case with the included volume; "
                    "indexation with its cap"
                ),
                Reason("A proposal for a pilot of two to four weeks"),
                Reason("How the service grows and shrinks, and how notice is given"),
                Reason("Subprocessors and where data is kept"),
            )
        ),
    )
