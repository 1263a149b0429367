"""What the bids cost over the term, in the vendor selection's report: year by year, low to high, and who wins then.

Not here: the sums (`domain.prices.total_cost`), the price cases (`domain.vendor_selection.other_prices`).
"""

from domain.arithmetic.rounding import whole
from domain.prices.price_cases import PriceCase
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.other_prices import PriceCases
from domain.vendor_selection.result import VendorSelectionResult
from domain.workbook.bidders import PriceUnit
from reports.documents import Chart, Section, Table, TableColumn, Value
from reports.drawings import Bars

THOUSAND = 1000
UNITS: dict[PriceUnit, Reason] = {
    PriceUnit.MONTH: Reason("month"),
    PriceUnit.CASE: Reason("case"),
    PriceUnit.HOUR: Reason("hour"),
    PriceUnit.ONCE: Reason("once"),
}


def prices_section(result: VendorSelectionResult) -> Section:
    """The section; without a bid it has nothing to show."""
    heading = Reason("Cost over the term")
    if not result.vendors:
        return Section(heading, (Reason("No bid has been received."),))
    return Section(
        heading,
        (*_method(result), *_cases(result), *_left_out(result)),
        (_years(result), _offered(result)),
        charts=(_range(result),),
    )


def _method(result: VendorSelectionResult) -> tuple[Reason, ...]:
    return (
        Reason(
            "Expected: the roadmap's volumes from the first month on, and the expected indexation. Low: "
            "{volume_share} less work and no indexation. High: {volume_share} more work and the highest indexation.",
            volume_share=result.rules.volume_range_share,
        ),
    )


def _cases(result: VendorSelectionResult) -> tuple[Reason, ...]:
    cases, winner = result.price_cases, result.winner
    if winner is None:
        return ()
    if cases is None:
        return (Reason("The settings hold no price scale (rules.selection.price), so no price case is worked out."),)
    names = {vendor.vendor_id: vendor.name for vendor in result.vendors}
    return (
        _scale(result, cases),
        Reason(
            "With prices as expected, {vendor} is in front with {points} points.",
            vendor=_in_front(cases.expected, names),
            points=max(cases.expected.points.values()),
        ),
        Reason(
            "With {winner} at its high and all others at their low, {vendor} is in front with {points} points: the "
            "recommendation holds for any prices in these ranges.",
            winner=winner.name,
            vendor=_in_front(cases.against, names),
            points=max(cases.against.points.values()),
        )
        if cases.against.holds_for(winner.vendor_id)
        else Reason(
            "With {winner} at its high and all others at their low, {vendor} is in front with {points} points: the "
            "recommendation does not hold for all prices in these ranges.",
            winner=winner.name,
            vendor=_in_front(cases.against, names),
            points=max(cases.against.points.values()),
        ),
    )


def _scale(result: VendorSelectionResult, cases: PriceCases) -> Reason:
    criterion = next(c.name for c in result.criteria if c.criterion_id == cases.criterion_id)
    return Reason(
        "In the price cases {criterion} is scored by cost alone, on a scale fixed beforehand: 5 up to {full_amount}, 1 "
        "from {lowest_amount} on. The evaluators' scores decide.",
        criterion=criterion,
        full_amount=cases.scale.full_marks_at,
        lowest_amount=cases.scale.lowest_marks_at,
    )


def _in_front(case: PriceCase, names: dict[str, str]) -> str:
    return ", ".join(names[winner] for winner in case.winners)


def _left_out(result: VendorSelectionResult) -> tuple[Reason, ...]:
    return tuple(
        Reason("{vendor}: {why}", vendor=vendor.name, why=reason)
        for vendor in result.vendors
        for reason in vendor.cost.left_out
    )


def _years(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("Expected cost per bidder and year, with what it is made of"),
        columns=(
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("When")),
            TableColumn(Reason("Fixed"), "money"),
            TableColumn(Reason("By volume"), "money"),
            TableColumn(Reason("Indexation"), "money"),
            TableColumn(Reason("Sum"), "money"),
        ),
        rows=tuple(row for vendor in result.vendors for row in _vendor_years(vendor)),
    )


def _vendor_years(vendor: VendorResult) -> tuple[tuple[Value, ...], ...]:
    cost = vendor.cost.expected
    return (
        (vendor.name, Reason("once"), cost.one_off, None, None, cost.one_off),
        *(
            (vendor.name, Reason("year {number}", number=y.year), y.fixed, y.variable, y.index_effect, y.total)
            for y in cost.years
        ),
    )


def _range(result: VendorSelectionResult) -> Chart:
    cheapest = min(result.vendors, key=lambda vendor: (vendor.total_cost, vendor.vendor_id))
    bidders = sorted(result.vendors, key=lambda v: (-v.cost.high.total, v.vendor_id))
    return Chart(
        caption=Reason("Cost over {months} months in thousands: low, and what is added when work and prices rise",
                       months=result.term_months),
        alt=Reason("Bars per bidder from the low cost over the expected to the high one. {vendor} has the lowest "
                   "expected cost, {cost_amount}.", vendor=cheapest.name, cost_amount=cheapest.total_cost),
        drawing=Bars(
            (Reason("low"), Reason("more when as expected"), Reason("more at the highest")),
            tuple((Reason("{name}", name=vendor.name), _parts(vendor)) for vendor in bidders),
            adds_up=False,
        ),
        table=Table(
            caption=Reason("Cost over the term in thousands, transition included"),
            columns=(
                TableColumn(Reason("Vendor")),
                TableColumn(Reason("Low"), "number", 0),
                TableColumn(Reason("Expected"), "number", 0),
                TableColumn(Reason("High"), "number", 0),
            ),
            rows=tuple(
                (v.name, *(case.total / THOUSAND for case in (v.cost.low, v.cost.expected, v.cost.high)))
                for v in result.vendors
            ),
        ),
    )  # fmt: skip


def _parts(vendor: VendorResult) -> tuple[int, int, int]:
    """Three parts that add up to the high cost, in thousands."""
    low, expected, high = (
        whole(case.total / THOUSAND) for case in (vendor.cost.low, vendor.cost.expected, vendor.cost.high)
    )
    return low, expected - low, high - expected


def _offered(result: VendorSelectionResult) -> Table:
    return Table(
        caption=Reason("Prices beside the fixed fee"),
        columns=(
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("Process")),
            TableColumn(Reason("Per")),
            TableColumn(Reason("Price"), "money"),
            TableColumn(Reason("Included a month"), "number", 0),
        ),
        rows=tuple(
            (
                vendor.name,
                line.process_id or Reason("whole service"),
                UNITS[line.unit],
                line.price,
                line.included_per_month,
            )
            for vendor in result.vendors
            for line in vendor.papers.price_lines
        ),
        empty=Reason("Nobody has prices beside the fixed fee."),
    )
