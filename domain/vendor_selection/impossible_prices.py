"""Prices nobody can mean, refused before a bid is compared or anything is published.

Here: zero prices, and tabs with prices that cannot be read whole. Not here: pieces that are missing
(`domain.vendor_selection.completeness`), which fields are prices (`domain.workbook.bidders`).
"""

from collections.abc import Sequence

from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.vendor_selection.completeness import Handed
from domain.workbook.bidders import PRICES, PriceLine, Vendor
from domain.workbook.tables import Finding, Row


def refuse_impossible_prices(
    vendors: Sequence[Vendor], lines: Sequence[PriceLine], places: Handed, findings: Sequence[Finding]
) -> None:
    """Refuse the bids while a price is 0 or cannot be read: either would make a bid look cheaper than it is.

    Args:
        findings: those of the two tabs with prices.

    Raises:
        RuleRefused: names every such cell.
    """
    unread = [finding for finding in findings if finding.severity != "note"]
    if unread:
        raise RuleRefused(
            Reason("A tab with prices cannot be read whole, so no bid is compared"),
            where=", ".join(finding.address for finding in unread),
            why=unread[0].reason,
            next_step=unread[0].remedy,
        )
    groups: tuple[tuple[type[Row], Sequence[Row]], ...] = ((Vendor, vendors), (PriceLine, lines))
    zero = [
        places.cell(model, index, field)
        for model, rows in groups
        for index, row in enumerate(rows)
        for field in PRICES[model]
        if getattr(row, field) == 0
    ]
    if zero:
        raise RuleRefused(
            Reason("A price of 0 is refused"),
            where=", ".join(zero),
            why=Reason("it would make the bid cheaper than it is"),
            next_step=Reason("write what is offered; where nothing is charged, leave the cell blank or the line out"),
        )
