"""What the five bidders for the demo company's work hand in: their own lines, certificates, references, cases, prices.

Here: the bids as row models. CHE is cheapest and has no data processing agreement, no case study, and a price for a
process that is not asked for; KRO's certificate ends before the contract starts; FJO's indexation has no cap. Not here:
how evaluators score them (`nordlys_vendors`), what they come to (`domain`). All organisations are made up.
"""

from datetime import date
from decimal import Decimal

from domain.workbook.bidders import CaseStudy, Certificate, PriceLine, PriceUnit, Reference, Vendor

_ONE_PILOT = "ADM-04 i fire uger, ugentlig stikprøve på 300 bilag"

# id, name, agreement, pilot, price an hour, fee a month, transition, index, cap, months until the first indexation
_VENDORS = (
    ("BLS", "Baltic Ledger Services", True, _ONE_PILOT, 305, 250_000, 180_000, "0.02", "0.03", 12),
    ("ORE", "Øresund Backoffice ApS", True, "ADM-04 i fire uger, to medarbejdere", 342, 264_000, 150_000, "0.025",
     "0.04", 12),
    ("FJO", "Fjordtal A/S", True, "ADM-04 i tre uger", 328, 271_000, 210_000, "0.02", None, 12),
    ("CHE", "CheapCount Ltd", False, "Valgfri proces i to uger", 185, 158_000, 60_000, "0.06", "0.08", 6),
    ("KRO", "Kronos Finans Partner", True, "ADM-04 i fire uger", 300, 246_000, 170_000, "0.02", "0.035", 12),
)  # fmt: skip

_CERTIFICATES = (
    ("BLS", "ISO 27001", "Østersøens Certificering", "Bogholderi og sagsbehandling, alle steder", "2024-04-01",
     "2027-03-31"),
    ("BLS", "ISO 9001", "Østersøens Certificering", "Kvalitetsstyring", "2024-04-01", "2027-03-31"),
    ("ORE", "SOC 2 type II", "Revision Sund", "Drift og support, København og Malmø", "2024-12-16", "2026-12-15"),
    ("FJO", "ISO/IEC 27001:2022", "Nordcert", "Hele virksomheden", "2023-07-01", "2026-06-30"),
    ("CHE", "ISO 27001", "QuickCert Registrars", "Datacenter", "2023-02-01", "2026-01-31"),
    ("KRO", "ISO 27001", "Nordcert", "Finansadministration, Aarhus", "2022-08-16", "2025-08-15"),
)  # fmt: skip

# id, organisation, sector, work, asked on
_REFERENCES = (
    ("BLS", "Havnens Revision P/S", "Revision", "Bogføring for 140 små kunder", "2025-06-11"),
    ("BLS", "Limfjord Regnskab", "Revision", "Kreditorfakturaer og bankafstemning", "2025-06-12"),
    ("BLS", "Grøn Energi Fyn", "Energi", "Kreditorbogholderi", "2025-06-16"),
    ("BLS", "Vestkystens Boligforening", "Ejendom", "Debitoropfølgning", None),
    ("BLS", "Skolekøkkenet A/S", "Fødevarer", "Udgiftsbilag og rejseafregning", None),
    ("BLS", "Tøndermark Transport", "Transport", "Timeregistrering og lønbilag", None),
    ("ORE", "Sundets Revisorer", "Revision", "Bogføring og momsgrundlag", "2025-06-10"),
    ("ORE", "Amager Administration", "Ejendom", "Postmodtagelse og fordeling", "2025-06-13"),
    ("ORE", "Malmø Møbler Danmark", "Detailhandel", "Kreditorfakturaer", "2025-06-18"),
    ("ORE", "Kystbyens Tandlæger", "Sundhed", "Scanning og arkivering", None),
    ("ORE", "Brohovedet Logistik", "Transport", "Helpdesk, 1. linje", None),
    ("FJO", "Fjordens Fisk", "Fødevarer", "Bogføring", "2025-06-17"),
    ("FJO", "Nordbyg Entreprise", "Byggeri", "Kreditorfakturaer", None),
    ("FJO", "Hjørring Huse", "Ejendom", "Debitoropfølgning", None),
    ("CHE", "Global Parts Trading", "Handel", "Dataindtastning", None),
    ("CHE", "Bargain Books Online", "Detailhandel", "Fakturascanning", None),
    ("KRO", "Aarhus Advokatkontor", "Rådgivning", "Bankafstemning", "2025-06-16"),
    ("KRO", "Midtjysk Revision", "Revision", "Bogføring for små kunder", "2025-06-19"),
    ("KRO", "Silkeborg Software", "IT", "Udgiftsbilag", None),
    ("KRO", "Randers Rør", "Industri", "Kreditorfakturaer", None),
)

_CASES = (
    ("BLS", "Fra 9 til 3 dages månedslukning", "Revision", "Månedslukning på 3 dage efter fem måneder"),
    ("BLS", "Kreditorfakturaer uden kø", "Energi", "94 % bogført samme dag, fejlrate 1,4 %"),
    ("BLS", "Overdragelse i tre bølger", "Revision", "11 processer flyttet på fire måneder uden driftsstop"),
    ("ORE", "Fællespostkasse med svartider", "Ejendom", "Første svar inden for 40 minutter i 96 % af sagerne"),
    ("ORE", "Bogføring over Sundet", "Revision", "Fejlrate fra 3,2 % til 1,8 %"),
    ("ORE", "Scanning på dagen", "Sundhed", "Alle bilag arkiveret samme dag"),
    ("ORE", "Helpdesk i to sprog", "Transport", "Løsning ved første kontakt i 71 % af sagerne"),
    ("FJO", "Bogholderi til fiskeindustrien", "Fødevarer", "To årsværk frigjort"),
    ("KRO", "Afstemning hver morgen", "Rådgivning", "Åbne poster under 20 ved månedens slutning"),
    ("KRO", "Bilag på mobilen", "IT", "Udlæg refunderet inden for tre dage"),
)

# id, line, process (None = whole service), unit, price, included a month
_PRICES = (
    ("BLS", "1", "FIN-01", PriceUnit.CASE, "9.50", 9_400),
    ("BLS", "2", "FIN-02", PriceUnit.CASE, "12.00", 6_100),
    ("ORE", "1", "IT-01", PriceUnit.CASE, "85.00", 520),
    ("ORE", "2", "FIN-01", PriceUnit.CASE, "8.00", 9_400),
    ("ORE", "3", None, PriceUnit.ONCE, "24000.00", None),
    ("FJO", "1", None, PriceUnit.HOUR, "295.00", 1_100),
    ("CHE", "1", None, PriceUnit.CASE, "0.90", 40_000),
    ("CHE", "2", "FIN-06", PriceUnit.CASE, "4.00", None),
    ("KRO", "1", "FIN-02", PriceUnit.CASE, "11.50", 6_000),
    ("KRO", "2", None, PriceUnit.MONTH, "2500.00", None),
)


def vendors() -> list[Vendor]:
    """Five bidders' own lines."""
    return [
        Vendor(
            vendor_id=vendor_id,
            name=name,
            data_processing_agreement=agreement,
            pilot_proposal=True,
            pilot_plan=pilot,
            price_per_hour=Decimal(hourly),
            monthly_fee=Decimal(monthly),
            transition_cost=Decimal(transition),
            index_share=Decimal(index),
            index_cap_share=None if cap is None else Decimal(cap),
            first_index_month=first,
        )
        for vendor_id, name, agreement, pilot, hourly, monthly, transition, index, cap, first in _VENDORS
    ]


def certificates() -> list[Certificate]:
    """What each bidder shows."""
    return [
        Certificate(
            vendor_id=vendor_id,
            standard=standard,
            issuer=issuer,
            scope=scope,
            valid_from=date.fromisoformat(valid_from),
            valid_until=date.fromisoformat(valid_until),
        )
        for vendor_id, standard, issuer, scope, valid_from, valid_until in _CERTIFICATES
    ]


def references() -> list[Reference]:
    """Whom the bidders have worked for; nine of them have been asked."""
    return [
        Reference(
            vendor_id=vendor_id,
            reference_id=f"{vendor_id}-R{1 + sum(before[0] == vendor_id for before in _REFERENCES[:place])}",
            organisation=organisation,
            sector=sector,
            work=work,
            confirmed_on=None if asked is None else date.fromisoformat(asked),
        )
        for place, (vendor_id, organisation, sector, work, asked) in enumerate(_REFERENCES)
    ]


def case_studies() -> list[CaseStudy]:
    """Ten cases; CHE has none."""
    return [
        CaseStudy(vendor_id=vendor_id, title=title, sector=sector, result=result)
        for vendor_id, title, sector, result in _CASES
    ]


def price_lines() -> list[PriceLine]:
    """Prices beside the fixed fees."""
    return [
        PriceLine(
            vendor_id=vendor_id,
            line_id=f"{vendor_id}-{line}",
            process_id=process_id,
            unit=unit,
            price=Decimal(price),
            included_per_month=None if included is None else Decimal(included),
        )
        for vendor_id, line, process_id, unit, price, included in _PRICES
    ]
