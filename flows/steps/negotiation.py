"""The negotiation inside vendor selection: the offers, and last year's tickets when somebody offers other levels.

Here: the order of these steps. Not here: rules (`domain.agreement.negotiation`), the section
(`reports.vendor_selection.negotiation`).
"""

from domain.agreement.negotiation_result import Negotiation
from tasks.frame.context import RunContext
from tasks.frame.tabs import ValidatedTabs
from tasks.pull import pull_tickets
from tasks.vendor_selection.negotiate import measure_negotiation, offers_of


def negotiate(context: RunContext, tabs: ValidatedTabs) -> Negotiation:
    """The offers against what is required.

    Raises:
        RuleRefused: an offer cannot be used; says where it stands. Nothing was published yet.
    """
    offers = offers_of(context, tabs)
    tickets = pull_tickets(context, context.projects.internal) if offers else None
    return measure_negotiation(context, tabs, offers, tickets)
