"""Measure the negotiation: the offered levels as typed rows, last year's tickets from their snapshot, to the rules.

Here: fetching and calling. Not here: any rule (`domain.agreement.offers`, `domain.agreement.negotiation`).
"""

from functools import partial

from prefect import task

from connectors.ports.stores import Snapshot
from domain.agreement.negotiation import negotiate_on_tickets
from domain.agreement.negotiation_result import Negotiation
from domain.agreement.offers import Addresses, Offer, read_offers
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.sla.tickets import TicketTables
from domain.workbook.bidders import OfferedLevel, PriceLine, Vendor
from tasks.frame.context import RunContext
from tasks.frame.retrying import COMPUTING
from tasks.frame.tabs import ValidatedTabs
from tasks.frame.telling import tell


def offers_of(context: RunContext, tabs: ValidatedTabs) -> tuple[Offer, ...]:
    """The bidders' offers; none where the workbook has no such tab.

    Raises:
        RuleRefused: an offer cannot be read, or names what is not required; says where it stands.
    """
    title = context.tab_title(OfferedLevel)
    bad = [found for found in tabs.findings if found.tab == title and found.severity != "note"]
    if bad:  # an offer left out would be taken for one that keeps what is required
        raise RuleRefused(
            Reason("The offered levels cannot be read"),
            where=bad[0].address,
            why=bad[0].reason,
            next_step=bad[0].remedy,
        )
    vendor_ids = [vendor.vendor_id for vendor in tabs.of(Vendor)]
    return read_offers(tabs.of(OfferedLevel), context.contract, vendor_ids, _addresses(tabs))


@task(name="measure negotiation", task_run_name="measure negotiation", **COMPUTING)
def measure_negotiation(
    context: RunContext, tabs: ValidatedTabs, offers: tuple[Offer, ...], tickets: Snapshot | None
) -> Negotiation:
    """Every offer against what is required, and what each concession would have cost on last year's tickets."""
    past = None
    if tickets is not None:
        read = partial(context.snapshots.read, tickets.snapshot_id)
        past = TicketTables.read(read)
    found = negotiate_on_tickets(offers, tabs.of(Vendor), context.contract, past, context.as_of, tabs.of(PriceLine))
    tell(
        f"Negotiation: {len(offers)} offers of {len(found.vendors)} bidders against "
        f"{found.judged} verdicts of last year's tickets"
    )
    return found


def _addresses(tabs: ValidatedTabs) -> Addresses:
    """Where each offered level stands."""
    places = tabs.addresses_of(OfferedLevel)
    return {
        (row.vendor_id, row.round, row.clause_id, row.priority): places.cell(at, "clause_id")
        for at, row in enumerate(tabs.of(OfferedLevel))
    }
