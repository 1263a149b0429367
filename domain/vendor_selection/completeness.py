"""Whether each proposal is whole: every missing or impossible piece with the cell to write it in.

Here: completeness. Not here: prices nobody can mean (`domain.vendor_selection.impossible_prices`), what knocks a bidder
out (`domain.vendor_selection.bids`), what a bid costs (`domain.prices.total_cost`), cells that could not be read
(`connectors.workbook.reading`). A finding that says "note" is a piece that is missing; the others are rows that count
nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.discovery.passed import passed_roadmap
from domain.ledger.events import Event
from domain.prices.demand import demand_of
from domain.prices.total_cost import ASSUMED_FIRST_INDEX_MONTH, has_running_price
from domain.reasons import Reason
from domain.values import Frozen, changed
from domain.vendor_selection.papers.certificates import counting
from domain.vendor_selection.papers.papers import Gap, Papers
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import CaseStudy, Certificate, PriceLine, Reference, Vendor
from domain.workbook.placed_rows import RowAddresses
from domain.workbook.tables import Finding, Row, RowsOf, Severity


class Handed(Frozen):
    """Where the rows stand.

    Attributes:
        addresses: row model name -> where each of its rows stands.
        unread: row models of whose tabs some row could not be read.
    """

    addresses: Mapping[str, RowAddresses]
    unread: frozenset[str] = frozenset()

    def cell(self, model: type[Row], index: int, field: str = "") -> str:
        """`Prislinjer!E5`."""
        return self.addresses[model.__name__].cell(index, field)

    def next_free(self, model: type[Row]) -> str:
        """`Certifikater!A9`."""
        return self.addresses[model.__name__].next_free()


def gather_papers(rows_of: RowsOf, events: Iterable[Event], rules: VendorSelectionRules, places: Handed) -> Papers:
    """What all bidders handed in, with the volumes of the roadmap discovery's gate recorded, and what is missing.

    Args:
        events: the ledger as it was known.
    """
    papers = Papers(
        certificates=rows_of(Certificate),
        references=rows_of(Reference),
        case_studies=rows_of(CaseStudy),
        price_lines=rows_of(PriceLine),
        demand=demand_of(passed_roadmap(events)),
    )
    return changed(papers, gaps=find_gaps(rows_of(Vendor), papers, rules, places))


def find_gaps(
    vendors: Sequence[Vendor], papers: Papers, rules: VendorSelectionRules, places: Handed
) -> tuple[Gap, ...]:
    """Every missing or impossible piece, bidder by bidder, then rows of nobody who bids."""
    known = {vendor.vendor_id for vendor in vendors}
    found = [
        *_own_lines(vendors, places),
        *_missing_rows(vendors, papers, rules, places),
        *_certificates(papers.certificates, places),
        *_price_lines(papers, places),
    ]
    order = [vendor.vendor_id for vendor in vendors]
    whose = sorted((gap for gap in found if gap.vendor_id in known), key=lambda gap: order.index(gap.vendor_id))
    return (*whose, *_strays(known, papers, places))


def _gap(vendor_id: str, address: str, reason: Reason, remedy: Reason, severity: Severity = "note") -> Gap:
    tab, _, cell = address.rpartition("!")
    return Gap(
        vendor_id=vendor_id, finding=Finding(tab=tab, cell=cell, reason=reason, remedy=remedy, severity=severity)
    )


def _own_lines(vendors: Sequence[Vendor], places: Handed) -> Iterator[Gap]:
    for index, vendor in enumerate(vendors):
        for field, reason, remedy, severity in _own_line(vendor):
            yield _gap(vendor.vendor_id, places.cell(Vendor, index, field), reason, remedy, severity)


def _own_line(vendor: Vendor) -> Iterator[tuple[str, Reason, Reason, Severity]]:
    if vendor.price_per_hour is None:
        yield (
            "price_per_hour",
            Reason("{vendor} gives no price per hour.", vendor=vendor.vendor_id),
            Reason("Ask for it and write it here."),
            "note",
        )
    if vendor.pilot_proposal and not vendor.pilot_plan:
        yield (
            "pilot_plan",
            Reason("{vendor} proposes a pilot and does not say which.", vendor=vendor.vendor_id),
            Reason("Write in one line what is tried, for how long."),
            "note",
        )
    yield from _index_clause(vendor)


def _index_clause(vendor: Vendor) -> Iterator[tuple[str, Reason, Reason, Severity]]:
    expected, cap = vendor.index_share, vendor.index_cap_share
    if expected is not None and cap is None:
        yield (
            "index_cap_share",
            Reason("The indexation of {vendor} has no cap.", vendor=vendor.vendor_id),
            Reason("Ask for one and write it here; until then the high case uses the expected index."),
            "note",
        )
    if (expected or cap) and vendor.first_index_month is None:
        yield (
            "first_index_month",
            Reason("{vendor} does not say when prices are indexed first.", vendor=vendor.vendor_id),
            Reason("Write the months until then; {months} are assumed.", months=ASSUMED_FIRST_INDEX_MONTH),
            "note",
        )
    if expected is not None and cap is not None and expected > cap:
        yield (
            "index_share",
            Reason("{index_share} expected indexation is above the cap of {cap_share}.", index_share=expected,
                   cap_share=cap),
            Reason("Correct one of the two; the cap counts."),
            "row_rejected",
        )  # fmt: skip


def _missing_rows(
    vendors: Sequence[Vendor], papers: Papers, rules: VendorSelectionRules, places: Handed
) -> Iterator[Gap]:
    for vendor in vendors:
        own = papers.of(vendor.vendor_id)
        if not own.certificates:
            yield _no_row(vendor, Certificate, places)
        elif not counting(own.certificates, rules.required_standards, rules.required_scopes):
            yield _gap(
                vendor.vendor_id,
                places.next_free(Certificate),
                Reason("No certificate of {vendor} is one of those wanted: {wanted}.", vendor=vendor.vendor_id,
                       wanted=", ".join([*rules.required_standards, *rules.required_scopes])),
                Reason("Ask for one and write it in the next free row."),
            )  # fmt: skip
        if len(own.references) < rules.minimum_references:
            yield _gap(
                vendor.vendor_id,
                places.next_free(Reference),
                Reason("{count} references of {vendor}; {needed} are needed.", count=len(own.references),
                       vendor=vendor.vendor_id, needed=rules.minimum_references),
                Reason("Ask for more and write them from the next free row on."),
            )  # fmt: skip
        if not own.case_studies:
            yield _no_row(vendor, CaseStudy, places)
        if not has_running_price(vendor, own.price_lines):
            yield _no_row(vendor, PriceLine, places)


def _no_row(vendor: Vendor, model: type[Row], places: Handed) -> Gap:
    address = places.next_free(model)
    if model.__name__ in places.unread:
        remedy = Reason("Mend the rows of this tab that cannot be read, or write one in {cell}.", cell=address)
    else:
        remedy = Reason("Write it in the next free row, {cell}.", cell=address)
    return _gap(vendor.vendor_id, address, Reason("No row for {vendor} in this tab.", vendor=vendor.vendor_id), remedy)


def _certificates(rows: Sequence[Certificate], places: Handed) -> Iterator[Gap]:
    for index, one in enumerate(rows):
        if one.valid_until < one.valid_from:
            yield _gap(
                one.vendor_id,
                places.cell(Certificate, index, "valid_until"),
                Reason("{certificate} ends on {ends_on}, before it begins on {begins_on}.", certificate=one.standard,
                       ends_on=one.valid_until, begins_on=one.valid_from),
                Reason("Correct one of the two dates; until then the certificate does not count."),
                "row_rejected",
            )  # fmt: skip


def _price_lines(papers: Papers, places: Handed) -> Iterator[Gap]:
    for index, line in enumerate(papers.price_lines):
        if line.process_id is not None and papers.demand.known and line.process_id not in papers.demand.hours:
            yield _gap(
                line.vendor_id,
                places.cell(PriceLine, index, "process_id"),
                Reason("{process} is not a process of the roadmap.", process=line.process_id),
                Reason("Write a process id of the request for proposals, or leave the cell blank for the whole "
                       "service."),
                "row_rejected",
            )  # fmt: skip
        if line.included_per_month is not None and not line.unit.by_volume:
            yield _gap(
                line.vendor_id,
                places.cell(PriceLine, index, "included_per_month"),
                Reason("An included volume has no meaning for a price by the month or once."),
                Reason("Clear the cell, or correct the unit."),
            )


def _strays(known: set[str], papers: Papers, places: Handed) -> Iterator[Gap]:
    """Rows whose bidder has no line of its own."""
    groups: tuple[tuple[type[Row], Sequence[Certificate | Reference | CaseStudy | PriceLine]], ...] = (
        (Certificate, papers.certificates),
        (Reference, papers.references),
        (CaseStudy, papers.case_studies),
        (PriceLine, papers.price_lines),
    )
    for model, rows in groups:
        for index, row in enumerate(rows):
            if row.vendor_id not in known:
                yield _gap(
                    row.vendor_id,
                    places.cell(model, index, "vendor_id"),
                    Reason("{vendor} is no bidder.", vendor=row.vendor_id),
                    Reason("Correct the vendor id, or write a row for it in the tab of the bidders."),
                    "row_rejected",
                )
