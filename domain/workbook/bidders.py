"""The rows of what bidders hand in: their own line, certificates, references, case studies, price lines, offered
levels.

Here: one model per tab, fields in the order of the columns, and which fields are prices. Not here: whether a proposal
is whole (`domain.vendor_selection.completeness`), what it costs (`domain.prices.total_cost`), comparing an offer with
what is required (`domain.agreement.offers`). A reference names an organisation, never a person.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.workbook.fields import Id, Name
from domain.workbook.tables import Column, Row


class Vendor(Row):
    """A bidder's own line: agreement, pilot, prices and index clause; what else it hands in has tabs of its own.

    A blank price: nothing is charged for it. A blank expected index: prices stay as they are for the whole term.
    """

    tab_da: ClassVar[str] = "Leverandører"
    tab_en: ClassVar[str] = "Vendors"
    key: ClassVar[tuple[str, ...]] = ("vendor_id",)

    vendor_id: Annotated[Id, Column("Leverandør-id", "Vendor id")]
    name: Annotated[Name, Column("Leverandør", "Vendor")]
    data_processing_agreement: Annotated[bool, Column("Databehandleraftale", "Data processing agreement")]
    pilot_proposal: Annotated[bool, Column("Pilotforslag", "Pilot proposal")]
    pilot_plan: Annotated[str | None, Field(max_length=300), Column("Pilot, kort", "Pilot in short")] = None
    price_per_hour: Annotated[
        Decimal | None, Field(ge=0, max_digits=14, decimal_places=2), Column("Timepris (kr.)", "Price per hour (DKK)")
    ]
    monthly_fee: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=14, decimal_places=2),
        Column("Fast månedspris (kr.)", "Fixed fee per month (DKK)"),
    ]
    transition_cost: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=14, decimal_places=2),
        Column("Overgangspris (kr.)", "Transition cost (DKK)"),
    ]
    index_share: Annotated[
        Decimal | None, Field(ge=0, le=1), Column("Forventet indeksering pr. år", "Expected indexation a year")
    ] = None
    index_cap_share: Annotated[
        Decimal | None, Field(ge=0, le=1), Column("Højst indeksering pr. år", "Highest indexation a year")
    ] = None
    first_index_month: Annotated[
        int | None,
        Field(ge=0, le=240),
        Column("Måneder til første indeksering", "Months until the first indexation"),
    ] = None


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


class PriceUnit(StrEnum):
    """What a price is paid for."""

    MONTH = "month"
    CASE = "case"
    HOUR = "hour"
    ONCE = "once"

    def label(self, language: str) -> str:
        """The unit as people write it in `language` ("da" or "en")."""
        return UNIT_LABELS[self][0 if language == "da" else 1]

    @property
    def by_volume(self) -> bool:
        """Whether it is paid for each piece of work."""
        return self in (PriceUnit.CASE, PriceUnit.HOUR)


UNIT_LABELS: dict[PriceUnit, tuple[str, str]] = {
    PriceUnit.MONTH: ("måned", "month"),
    PriceUnit.CASE: ("sag", "case"),
    PriceUnit.HOUR: ("time", "hour"),
    PriceUnit.ONCE: ("én gang", "once"),
}


class Certificate(Row):
    """One certificate a bidder shows: who issued it, what it covers, and from when until when."""

    tab_da: ClassVar[str] = "Certifikater"
    tab_en: ClassVar[str] = "Certificates"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "standard", "valid_until")
    may_be_empty: ClassVar[bool] = True

    vendor_id: Annotated[Id, Column("Leverandør-id", "Vendor id")]
    standard: Annotated[Name, Column("Standard", "Standard")]
    issuer: Annotated[Name, Column("Udsteder", "Issuer")]
    scope: Annotated[Name, Column("Omfang", "Scope")]
    valid_from: Annotated[date, Column("Gyldigt fra", "Valid from")]
    valid_until: Annotated[date, Column("Gyldigt til", "Valid until")]


class Reference(Row):
    """One organisation that can be asked about a bidder; a blank date means: not asked yet."""

    tab_da: ClassVar[str] = "Referencer"
    tab_en: ClassVar[str] = "References"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "reference_id")
    may_be_empty: ClassVar[bool] = True

    vendor_id: Annotated[Id, Column("Leverandør-id", "Vendor id")]
    reference_id: Annotated[Id, Column("Reference-nr.", "Reference no.")]
    organisation: Annotated[Name, Column("Organisation", "Organisation")]
    sector: Annotated[Name, Column("Branche", "Sector")]
    work: Annotated[Name, Column("Opgave", "Work done")]
    confirmed_on: Annotated[date | None, Column("Bekræftet den", "Confirmed on")] = None


class CaseStudy(Row):
    """One case a bidder describes, with what came of it."""

    tab_da: ClassVar[str] = "Case-studier"
    tab_en: ClassVar[str] = "Case studies"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "title")
    may_be_empty: ClassVar[bool] = True

    vendor_id: Annotated[Id, Column("Leverandør-id", "Vendor id")]
    title: Annotated[Name, Column("Titel", "Title")]
    sector: Annotated[Name, Column("Branche", "Sector")]
    result: Annotated[Name, Column("Resultat", "Result")]


class PriceLine(Row):
    """One price beside the fixed fee; a blank process means the whole service.

    `included_per_month`: cases or hours a month that the fixed fee already pays for; blank for none.
    """

    tab_da: ClassVar[str] = "Prislinjer"
    tab_en: ClassVar[str] = "Price lines"
    key: ClassVar[tuple[str, ...]] = ("vendor_id", "line_id")
    may_be_empty: ClassVar[bool] = True

    vendor_id: Annotated[Id, Column("Leverandør-id", "Vendor id")]
    line_id: Annotated[Id, Column("Linje-id", "Line id")]
    process_id: Annotated[
        str | None,
        Field(min_length=1, max_length=40, pattern=r"^[\w.\-/]+$"),
        Column("Proces-id (tom = hele ydelsen)", "Process id (blank = whole service)", ("Proces-id", "Process id")),
    ] = None
    unit: Annotated[PriceUnit, Column("Enhed", "Unit")]
    price: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2), Column("Pris (kr.)", "Price (DKK)")]
    included_per_month: Annotated[
        Decimal | None,
        Field(ge=0, max_digits=14, decimal_places=2),
        Column("Inkluderet pr. måned", "Included per month"),
    ] = None


PRICES: dict[type[Row], tuple[str, ...]] = {
    Vendor: ("price_per_hour", "monthly_fee", "transition_cost"),
    PriceLine: ("price",),
}
"""The fields that hold a price a bidder offers: above 0, or blank where nothing is charged."""
