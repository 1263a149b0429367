"""Prices, their index clause and the price list in a statement of work."""

from domain.prices.total_cost import ASSUMED_FIRST_INDEX_MONTH
from domain.reasons import Reason
from domain.workbook.bidders import Vendor
from reports.documents import Section, Table, TableColumn, Value
from reports.vendor_selection.award.sow_parts import SowParts
from reports.words import word


def price_schedule_section(parts: SowParts) -> Section:
    vendor, months = parts.vendor, parts.contract.term_months
    rows: tuple[tuple[Value, ...], ...] = (
        (Reason("Fixed fee a month"), parts.contract.monthly_fee),
        (Reason("Transition, once"), parts.contract.transition_cost),
        (Reason("Work beyond the scope, an hour"), vendor.price_per_hour),
        (Reason("Expected over {months} months, transition included", months=months), parts.total_cost),
    )
    return Section(
        Reason("Prices"),
        (
            Reason("As bid by {vendor}, without VAT.", vendor=vendor.name),
            *_indexation(vendor),
        ),
        (
            Table(
                caption=Reason("Prices of the bid"),
                columns=(TableColumn(Reason("Price")), TableColumn(Reason("Amount"), "money")),
                rows=tuple(row for row in rows if row[-1] is not None),
            ),
            *_price_list(parts),
        ),
    )


def _indexation(vendor: Vendor) -> tuple[Reason, ...]:
    if vendor.index_share is None:
        return (Reason("Prices stay as they are for the whole term."),)
    first = ASSUMED_FIRST_INDEX_MONTH if vendor.first_index_month is None else vendor.first_index_month
    if vendor.index_cap_share is None:
        return (
            Reason(
                "Prices are indexed once a year, for the first time after {months} months; no cap is agreed.",
                months=first,
            ),
        )
    return (
        Reason(
            "Prices are indexed once a year, for the first time after {months} months, by at most {cap_share}.",
            months=first,
            cap_share=vendor.index_cap_share,
        ),
    )


def _price_list(parts: SowParts) -> tuple[Table, ...]:
    """What is paid by case or hour above what the fee includes."""
    lines = [line for line in parts.price_lines if line.unit.by_volume]
    names = {line.process_id: line.name for line in parts.roadmap}
    if not lines:
        return ()
    return (
        Table(
            caption=Reason("By volume, above what the fee includes"),
            columns=(
                TableColumn(Reason("Process")),
                TableColumn(Reason("A unit is")),
                TableColumn(Reason("Price a unit"), "money"),
                TableColumn(Reason("Included a month"), "number", 0),
            ),
            rows=tuple(
                (names.get(line.process_id, line.process_id) if line.process_id else Reason("the whole service"),
                 word(line.unit), line.price, line.included_per_month)
                for line in lines
            ),
        ),
    )  # fmt: skip
