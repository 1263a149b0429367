"""The negotiation: each bidder's rounds against what is required, and what each difference would have cost last year.

Here: offers + last year's tickets -> the typed result (`domain.agreement.negotiation_result`). Not here: reading offers
(`domain.agreement.offers`), running the engine (`domain.agreement.past_year`), what is said of a figure
(`domain.agreement.negotiation_recorded`), what is signed (`domain.agreement.signed_terms`).

A concession's effect is the year's credits with that one level as offered, less the credits as everything is required:
negative is what the client would not have been credited. Effects of single levels need not add up to the offer's:
caps, repeated misses and tickets counted once work on all levels together. Longer minutes may even raise credits:
a breach comes later, perhaps in a month with fewer tickets, or leaves one level and then counts for another.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from domain.agreement.negotiation_recorded import RoundTrace, looked_at, record_round, record_verdicts
from domain.agreement.negotiation_result import Negotiation, OfferedRound, OfferedTerm, VendorNegotiation
from domain.agreement.offers import Comparison, Offer, compare_levels
from domain.agreement.past_year import PastYear, YearUnder, past_year
from domain.contract.clauses import Contract, Target
from domain.contract.levels import levels_of
from domain.figures.trace import Trace
from domain.prices.total_cost import fee_per_month
from domain.reasons import Reason
from domain.sla.tickets import TicketTables
from domain.workbook.bidders import PriceLine, Vendor


def negotiate_on_tickets(
    offers: Sequence[Offer],
    vendors: Sequence[Vendor],
    contract: Contract,
    past: TicketTables | None,
    as_of: datetime,
    price_lines: Sequence[PriceLine],
    trace: Trace | None = None,
) -> Negotiation:
    """As `assess_offers`, with the tickets of the twelve whole months before `as_of`; None: there are none to judge."""
    year = None if past is None else past_year(contract, past, as_of)
    return assess_offers(offers, vendors, contract, year, price_lines, trace)


def assess_offers(
    offers: Sequence[Offer],
    vendors: Sequence[Vendor],
    contract: Contract,
    year: PastYear | None,
    price_lines: Sequence[PriceLine] = (),
    trace: Trace | None = None,
) -> Negotiation:
    """Compare every offer with what is required, and run last year's tickets under both.

    Args:
        contract: what is required.
        year: last year's tickets; None when nobody offers other levels, or there are none.
        price_lines: those of all bidders; credits are a share of the whole fixed fee.
    """
    judged = year.under({}, Decimal(0)).judged if year else 0
    cannot = _cannot(year, judged, contract) if offers else None
    known = None if cannot else year
    months, tickets = (year.months, year.tickets) if year else ((), 0)
    about = looked_at(cannot, months)
    if trace is not None and offers:
        record_verdicts(trace, judged, tickets, about)
    found = []
    for vendor in vendors:
        own = [offer for offer in offers if offer.vendor_id == vendor.vendor_id]
        if own:
            fee = fee_per_month(vendor, [line for line in price_lines if line.vendor_id == vendor.vendor_id])
            told = None if trace is None else RoundTrace(trace, vendor, fee, tickets, about)
            found.append(_rounds(vendor, own, contract, known, fee, told))
    offering = {one.vendor_id for one in found}
    return Negotiation(
        vendors=tuple(found),
        as_required=tuple(vendor.name for vendor in vendors if vendor.vendor_id not in offering),
        offers=tuple(offers),
        months=months,
        months_with_tickets=year.months_with_tickets if year else 0,
        judged=judged,
        cannot=cannot,
    )


def _cannot(year: PastYear | None, judged: int, contract: Contract) -> Reason | None:
    if year is None:
        return Reason("No tickets of last year are known here, so no concession has a price.")
    if judged:
        return None
    priorities = sorted({name for clause in contract.clauses for name in clause.targets})
    return Reason(
        "No tickets judged: in the {count} months from {from_month} no ticket has a priority the service levels know "
        "({priorities}), or none came to an end. No concession has a price.",
        count=len(year.months),
        from_month=year.months[0],
        priorities=", ".join(priorities),
    )


def _rounds(
    vendor: Vendor,
    offers: Sequence[Offer],
    contract: Contract,
    year: PastYear | None,
    fee: Decimal,
    trace: RoundTrace | None,
) -> VendorNegotiation:
    """One bidder's offers, the first one first."""
    rounds = tuple(_round(offer, contract, year, fee, trace, last=offer is offers[-1]) for offer in offers)
    return VendorNegotiation(vendor_id=vendor.vendor_id, name=vendor.name, monthly_fee=fee, rounds=rounds)


def _round(
    offer: Offer, contract: Contract, year: PastYear | None, fee: Decimal, trace: RoundTrace | None, *, last: bool
) -> OfferedRound:
    required = year.under({}, fee) if year else None
    found = OfferedRound(
        round=offer.round,
        terms=tuple(
            _term(figure_id, own, offer.levels.get(figure_id, own), year, required, fee)
            for figure_id, own in levels_of(contract).items()
        ),
        required=required,
        offered=year.under(offer.levels, fee) if year else None,
    )
    if trace is not None:
        record_round(trace, found, offer.rows, by_level=last)
    return found


def _term(
    figure_id: str, own: Target, offered: Target, year: PastYear | None, required: YearUnder | None, fee: Decimal
) -> OfferedTerm:
    standing, alone = compare_levels(own, offered), required
    if year is not None and standing is not Comparison.SAME:
        alone = year.under({figure_id: offered}, fee)
    return OfferedTerm(figure_id=figure_id, required=own, offered=offered, standing=standing, alone=alone)
