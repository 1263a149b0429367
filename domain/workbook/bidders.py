"""The rows of what bidders hand in: their own line, certificates, references, case studies, price lines, offered
levels.

Here: one model per tab, fields in the order of the columns, and which fields are prices. Not here: whether a proposal
is whole (`domain.vendor_selection.completeness`), what it costs (`domain.prices.total_cost`), comparing an offer with
what is required (`domain.agreement.offers`). A reference names an organisation, never a person.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.fields import Id, Name
from domain.workbook.tables import Choice, Column, Row


class Vendor(Row):
    """A bidder's own line: agreement, pilot, prices and index clause; what else it hands in has tabs of its own.

    A blank price: nothing is charged for it. A blank expected index: prices stay as they are for the whole term.
    """

    tab: ClassVar[str] = "Vendors"
    key: ClassVar[tuple[str, ...]] = ("vendor_id",)

    vendor_id: Annotated[Id, Column("Vendor id")]
    name: Annotated[Name, Column("Vendor")]
    data_processing_agreement: Annotated[bool, Column("Data processing agreement")]
    pilot_proposal: Annotated[bool, Column("Pilot proposal")]
    pilot_plan: Annotated[str | None, Field(max_length=300), Column("Pilot in short")] = None
    price_per_hour: Annotated[
        Decimal | None, Field(ge=0, max_digits=14, decimal_places=2), Column("Price per hour (DKK)")
    ]
    monthly_fee: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=14, decimal_places=2),
        Column("Fixed fee per month (DKK)"),
    ]
    transition_cost: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=14, decimal_places=2),
        Column("Transition cost (DKK)"),
    ]
    index_share: Annotated[Decimal | None, Field(ge=0, le=1), Column("Expected indexation a year")] = None
    index_cap_share: Annotated[Decimal | None, Field(ge=0, le=1), Column("Highest indexation a year")] = None
    first_index_month: Annotated[
        int | None,
        Field(ge=0, le=240),
        Column("Months until the first indexation"),
    ] = None


class OfferedLevel(Row):
    """One service level as a bidder offers it in one round of the negotiation.

    Each round is a whole offer: a level without a row in it is offered as the contract requires it. `minutes` is
    blank for due dates only, which have none. The tab may be left out; then everything is offered as required.
    """

    tab: ClassVar[str] = "Offered levels"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "round", "clause_id", "priority")

    vendor_id: Annotated[Id, Column("Vendor id")]
    round: Annotated[Annotated[int, Field(ge=1, le=20)], Column("Round")]
    clause_id: Annotated[Id, Column("Clause id")]
    priority: Annotated[Id, Column("Priority")]
    minutes: Annotated[Annotated[int, Field(gt=0)] | None, Column("Working minutes")] = None
    attainment: Annotated[Decimal, Field(gt=0, le=1), Column("Attainment")]


class PriceUnit(Choice):
    """What a price is paid for."""

    MONTH = "month"
    CASE = "case"
    HOUR = "hour"
    ONCE = "once"

    @property
    def label(self) -> str:
        """The unit as people write it."""
        return UNIT_LABELS[self]

    @property
    def by_volume(self) -> bool:
        """Whether it is paid for each piece of work."""
        return self in (PriceUnit.CASE, PriceUnit.HOUR)


UNIT_LABELS = {
    PriceUnit.MONTH: "month",
    PriceUnit.CASE: "case",
    PriceUnit.HOUR: "hour",
    PriceUnit.ONCE: "once",
}


class Certificate(Row):
    """One certificate a bidder shows: who issued it, what it covers, and from when until when."""

    tab: ClassVar[str] = "Certificates"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "standard", "valid_until")
    may_be_empty: ClassVar[bool] = True

    vendor_id: Annotated[Id, Column("Vendor id")]
    standard: Annotated[Name, Column("Standard")]
    issuer: Annotated[Name, Column("Issuer")]
    scope: Annotated[Name, Column("Scope")]
    valid_from: Annotated[date, Column("Valid from")]
    valid_until: Annotated[date, Column("Valid until")]


class Reference(Row):
    """One organisation that can be asked about a bidder; a blank date means: not asked yet."""

    tab: ClassVar[str] = "References"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "reference_id")
    may_be_empty: ClassVar[bool] = True

    vendor_id: Annotated[Id, Column("Vendor id")]
    reference_id: Annotated[Id, Column("Reference no.")]
    organisation: Annotated[Name, Column("Organisation")]
    sector: Annotated[Name, Column("Sector")]
    work: Annotated[Name, Column("Work done")]
    confirmed_on: Annotated[date | None, Column("Confirmed on")] = None


class CaseStudy(Row):
    """One case a bidder describes, with what came of it."""

    tab: ClassVar[str] = "Case studies"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "title")
    may_be_empty: ClassVar[bool] = True

    vendor_id: Annotated[Id, Column("Vendor id")]
    title: Annotated[Name, Column("Title")]
    sector: Annotated[Name, Column("Sector")]
    result: Annotated[Name, Column("Result")]


class PriceLine(Row):
    """One price beside the fixed fee; a blank process means the whole service.

    `included_per_month`: cases or hours a month that the fixed fee already pays for; blank for none.
    """

    tab: ClassVar[str] = "Price lines"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "line_id")
    may_be_empty: ClassVar[bool] = True

    vendor_id: Annotated[Id, Column("Vendor id")]
    line_id: Annotated[Id, Column("Line id")]
    process_id: Annotated[
        str | None,
        Field(min_length=1, max_length=40, pattern=r"^[\w.\-/]+$"),
        Column("Process id (blank = whole service)", ("Process id",)),
    ] = None
    unit: Annotated[PriceUnit, Column("Unit")]
    price: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2), Column("Price (DKK)")]
    included_per_month: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=14, decimal_places=2),
        Column("Included per month"),
    ] = None


PRICES: dict[type[Row], tuple[str, ...]] = {
    Vendor: ("price_per_hour", "monthly_fee", "transition_cost"),
    PriceLine: ("price",),
}
"""The fields that hold a price a bidder offers: above 0, or blank where nothing is charged."""
