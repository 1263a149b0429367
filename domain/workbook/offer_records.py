"""The row of the tab in which bidders' offered service levels stand, round by round.

Here: the row model. Not here: comparing an offer with what is required (`domain.agreement.offers`), the other tabs
(`domain.workbook.records`).
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.records import Id
from domain.workbook.tables import Column, Row


class OfferedLevel(Row):
    """One service level as a bidder offers it in one round of the negotiation.

    Each round is a whole offer: a level without a row in it is offered as the contract requires it. `minutes` is
    blank for due dates only, which have none. The tab may be left out; then everything is offered as required.
    """

    tab_da: ClassVar[str] = "Tilbudte niveauer"
    tab_en: ClassVar[str] = "Offered levels"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "round", "clause_id", "priority")

    vendor_id: Annotated[Id, Column("Leverandør-id", "Vendor id")]
    round: Annotated[Annotated[int, Field(ge=1, le=20)], Column("Runde", "Round")]
    clause_id: Annotated[Id, Column("Klausul-id", "Clause id")]
    priority: Annotated[Id, Column("Prioritet", "Priority")]
    minutes: Annotated[Annotated[int, Field(gt=0)] | None, Column("Arbejdsminutter", "Working minutes")] = None
    attainment: Annotated[Decimal, Field(gt=0, le=1), Column("Overholdelse", "Attainment")]
