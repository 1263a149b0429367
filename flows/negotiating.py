"""The negotiation inside vendor selection: the offers, last year's tickets when somebody offers other levels, result.

Here: the order of these steps. Not here: rules (`domain.negotiation`), the section (`reports.negotiation`).
"""

from domain.negotiation import Negotiation
from domain.proposal_records import PriceLine
from domain.records import Vendor
from domain.selection import SelectionResult
from domain.signed_terms import SignedTerms, terms_to_sign
from tasks.context import RunContext, ValidatedTabs
from tasks.negotiate import measure_negotiation, offers_of
from tasks.pull import pull_tickets


def negotiate(context: RunContext, tabs: ValidatedTabs) -> Negotiation:
    """The offers against what is required.

    Raises:
        RuleRefused: an offer cannot be used; says where it stands. Nothing was published yet.
    """
    offers = offers_of(context, tabs)
    tickets = pull_tickets(context, context.projects.internal) if offers else None
    return measure_negotiation(context, tabs, offers, tickets)


def award_terms(
    context: RunContext, tabs: ValidatedTabs, result: SelectionResult, found: Negotiation
) -> SignedTerms | None:
    """What the owners sign with their codes: the recommended bidder's terms; None without one."""
    winner = next((vendor for vendor in tabs.of(Vendor) if vendor.vendor_id == result.winner_id), None)
    if winner is None:
        return None
    own = [line for line in tabs.of(PriceLine) if line.vendor_id == winner.vendor_id]
    return terms_to_sign(context.contract, winner, found.offers, own)
