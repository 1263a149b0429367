"""The negotiation: each bidder's rounds against what is required, and what each difference would have cost last year.

Here: offers + last year's tickets -> the typed result. Not here: reading offers (`domain.agreement.offers`), running
the engine (`domain.agreement.past_year`), what is signed (`domain.agreement.signed_terms`).

A concession's effect is the year's credits with that one level as offered, less the credits as everything is required:
negative is what the client would not have been credited. Effects of single levels need not add up to the offer's:
caps, repeated misses and tickets counted once work on all levels together. Longer minutes may even raise credits:
a breach comes later, perhaps in a month with fewer tickets, or leaves one level and then counts for another.
"""

from collections.abc import Sequence
from decimal import Decimal

from domain.agreement.offers import Comparison, Offer, compare_levels
from domain.agreement.past_year import LevelCount, PastYear, YearUnder
from domain.contract.clauses import Contract, Target
from domain.contract.levels import levels_of
from domain.prices.total_cost import fee_per_month
from domain.reasons import Reason
from domain.values import Frozen
from domain.workbook.bidders import PriceLine, Vendor


class OfferedTerm(Frozen):
    """One level of one offer.

    Attributes:
        alone: the year with only this level as offered; None when there is nothing to judge.
    """

    figure_id: str
    required: Target
    offered: Target
    standing: Comparison
    alone: YearUnder | None = None

    def under(self, year: YearUnder | None) -> LevelCount | None:
        """This level's verdicts in a year."""
        return year.levels[self.figure_id] if year else None


class OfferedRound(Frozen):
    """One bidder's offer of one round, all levels of the contract.

    Attributes:
        required, offered: the year as everything is required, and with all levels as offered; None when there is
            nothing to judge.
    """

    round: int
    terms: tuple[OfferedTerm, ...]
    required: YearUnder | None = None
    offered: YearUnder | None = None

    def count(self, standing: Comparison) -> int:
        """How many levels stand so."""
        return sum(term.standing is standing for term in self.terms)

    def effect_of(self, year: YearUnder | None) -> Decimal | None:
        """What a year's credits differ from those as everything is required; negative: less is credited."""
        if year is None or self.required is None:
            return None
        return difference(year.credits, self.required.credits)


class VendorNegotiation(Frozen):
    """One bidder's rounds, the first one first."""

    vendor_id: str
    name: str
    monthly_fee: Decimal
    rounds: tuple[OfferedRound, ...]

    @property
    def last(self) -> OfferedRound:
        """What stands at the end."""
        return self.rounds[-1]


class Negotiation(Frozen):
    """All bidders with an offer of their own.

    Attributes:
        months: the months looked at (YYYY-MM), oldest first; empty when no tickets were looked at.
        months_with_tickets: in how many of them a ticket was created.
        judged: verdicts of all levels as they are required.
        cannot: why no effect can be told; None when it can.
        as_required: names of the bidders who offer every level as it is required.
    """

    vendors: tuple[VendorNegotiation, ...]
    as_required: tuple[str, ...]
    offers: tuple[Offer, ...]
    months: tuple[str, ...] = ()
    months_with_tickets: int = 0
    judged: int = 0
    cannot: Reason | None = None


def assess_offers(
    offers: Sequence[Offer],
    vendors: Sequence[Vendor],
    contract: Contract,
    year: PastYear | None,
    price_lines: Sequence[PriceLine] = (),
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
    offering = {offer.vendor_id for offer in offers}
    fees = {v.vendor_id: fee_per_month(v, [p for p in price_lines if p.vendor_id == v.vendor_id]) for v in vendors}
    return Negotiation(
        vendors=tuple(
            VendorNegotiation(
                vendor_id=vendor.vendor_id,
                name=vendor.name,
                monthly_fee=fees[vendor.vendor_id],
                rounds=tuple(
                    _round(offer, contract, known, fees[vendor.vendor_id])
                    for offer in offers
                    if offer.vendor_id == vendor.vendor_id
                ),
            )
            for vendor in vendors
            if vendor.vendor_id in offering
        ),
        as_required=tuple(vendor.name for vendor in vendors if vendor.vendor_id not in offering),
        offers=tuple(offers),
        months=year.months if year else (),
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


def _round(offer: Offer, contract: Contract, year: PastYear | None, fee: Decimal) -> OfferedRound:
    required = year.under({}, fee) if year else None
    return OfferedRound(
        round=offer.round,
        terms=tuple(
            _term(figure_id, own, offer.levels.get(figure_id, own), year, required, fee)
            for figure_id, own in levels_of(contract).items()
        ),
        required=required,
        offered=year.under(offer.levels, fee) if year else None,
    )


def _term(
    figure_id: str, own: Target, offered: Target, year: PastYear | None, required: YearUnder | None, fee: Decimal
) -> OfferedTerm:
    standing, alone = compare_levels(own, offered), required
    if year is not None and standing is not Comparison.SAME:
        alone = year.under({figure_id: offered}, fee)
    return OfferedTerm(figure_id=figure_id, required=own, offered=offered, standing=standing, alone=alone)


def difference(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    """now - then; None where one of them is not known."""
    return None if now is None or then is None else now - then
