"""What the negotiation finds: every bidder's rounds, level by level.

Here: the typed result. Not here: finding it (`domain.agreement.negotiation`), telling it
(`domain.agreement.negotiation_recorded`, `reports.vendor_selection.negotiation`).
"""

from decimal import Decimal

from domain.agreement.offers import Comparison, Offer
from domain.agreement.past_year import LevelCount, YearUnder
from domain.contract.clauses import Target
from domain.reasons import Reason
from domain.values import Frozen


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
        return _difference(year.credits, self.required.credits)

    def effect_before_caps(self, year: YearUnder | None) -> Decimal | None:
        """The same before any cap."""
        if year is None or self.required is None:
            return None
        return _difference(year.before_caps, self.required.before_caps)


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


def _difference(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    """now - then; None where one of them is not known."""
    return None if now is None or then is None else now - then
