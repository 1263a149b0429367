"""What the bidders handed in, in the vendor selection's report: whether it is whole, certificates, references, cases.

Not here: what is missing and why (`domain.vendor_selection.completeness`), what it knocks out
(`domain.vendor_selection.bids`).
"""

from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.papers.certificates import counting
from domain.vendor_selection.result import VendorSelectionResult
from reports.documents import Marked, Section, Table, TableColumn, Value
from reports.drawings import Status


def proposals_section(result: VendorSelectionResult) -> Section:
    """The section; a bidder who handed in nothing has a row that says so."""
    return Section(
        Reason("What the bidders handed in"),
        _sentences(result),
        (_completeness(result), _gaps(result), _certificates(result), _references(result), _cases(result)),
    )


def _sentences(result: VendorSelectionResult) -> tuple[Reason, ...]:
    whole = sum(not vendor.papers.gaps for vendor in result.vendors)
    return (Reason("{whole} of {count} proposals are whole.", whole=whole, count=len(result.vendors)),)


def _completeness(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("What each proposal holds"),
        columns=(
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("Certificate that counts")),
            TableColumn(Reason("References"), "count"),
            TableColumn(Reason("of them asked"), "count"),
            TableColumn(Reason("Case studies"), "count"),
            TableColumn(Reason("Price lines"), "count"),
            TableColumn(Reason("Missing or impossible"), "count"),
        ),
        rows=tuple(_held(vendor) for vendor in result.vendors),
        statuses=tuple("warning" if vendor.papers.gaps else "good" for vendor in result.vendors),
        words=(("good", Reason("whole")), ("warning", Reason("something is missing"))),
        empty=Reason("No bid has been received."),
    )


def _held(vendor: VendorResult) -> tuple[Value, ...]:
    papers = vendor.papers
    return (
        vendor.name,
        vendor.certificate or None,
        len(papers.references),
        len(papers.confirmed_references),
        len(papers.case_studies),
        len(papers.price_lines),
        len(papers.gaps),
    )


def _gaps(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("What is missing or impossible, and where it is written"),
        columns=(
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("Where")),
            TableColumn(Reason("What")),
            TableColumn(Reason("Remedy")),
        ),
        rows=tuple(
            (vendor.name, gap.finding.address, gap.finding.reason, gap.finding.remedy)
            for vendor in result.vendors
            for gap in vendor.papers.gaps
        ),
        empty=Reason("Every proposal is whole."),
    )


def _certificates(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("Certificates, and whether they count on {starts_on}", starts_on=result.contract_starts_on),
        columns=(
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("Standard")),
            TableColumn(Reason("Issuer")),
            TableColumn(Reason("Scope")),
            TableColumn(Reason("Valid from"), "date"),
            TableColumn(Reason("Valid until"), "date"),
            TableColumn(Reason("Counts")),
        ),
        rows=tuple(row for vendor in result.vendors for row in _certificate_rows(result, vendor)),
        empty=Reason("Nobody has shown a certificate."),
    )


def _certificate_rows(result: VendorSelectionResult, vendor: VendorResult) -> tuple[tuple[Value, ...], ...]:
    rules, day = result.rules, result.contract_starts_on
    wanted = counting(vendor.papers.certificates, rules.required_standards, rules.required_scopes)

    def counts(status: Status, word: Reason) -> Marked:
        return Marked(None, status, word)

    return tuple(
        (
            vendor.name, one.standard, one.issuer, one.scope, one.valid_from, one.valid_until,
            counts("neutral", Reason("not one of those wanted")) if one not in wanted
            else counts("good", Reason("valid")) if one.valid_from <= day <= one.valid_until
            else counts("bad", Reason("not valid that day")),
        )
        for one in vendor.papers.certificates
    )  # fmt: skip


def _references(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("References; a reference is asked before the award"),
        columns=(
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("No.")),
            TableColumn(Reason("Organisation")),
            TableColumn(Reason("Sector")),
            TableColumn(Reason("Work done")),
            TableColumn(Reason("Confirmed on"), "date"),
        ),
        rows=tuple(
            (vendor.name, one.reference_id, one.organisation, one.sector, one.work, one.confirmed_on)
            for vendor in result.vendors
            for one in vendor.papers.references
        ),
        empty=Reason("Nobody has named a reference."),
    )


def _cases(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("Case studies"),
        columns=(
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("Title")),
            TableColumn(Reason("Sector")),
            TableColumn(Reason("Result")),
        ),
        rows=tuple(
            (vendor.name, one.title, one.sector, one.result)
            for vendor in result.vendors
            for one in vendor.papers.case_studies
        ),
        empty=Reason("Nobody has described a case."),
    )
