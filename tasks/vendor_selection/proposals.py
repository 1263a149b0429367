"""Proposals as they were read: whole or not, and refused before anything is published while a price cannot be meant.

Here: fetching what the rules need. Not here: the rules (`domain.vendor_selection.completeness`,
`domain.vendor_selection.impossible_prices`), the comparison (`tasks.measure`).
"""

from dataclasses import replace

from prefect import task

from domain.vendor_selection.completeness import Handed, gather_papers
from domain.vendor_selection.impossible_prices import refuse_impossible_prices
from domain.vendor_selection.papers.papers import Papers
from domain.workbook.bidders import PRICES, PriceLine, Vendor
from tasks.frame.context import RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.tabs import ValidatedTabs
from tasks.frame.telling import tell


@task(name="check proposals", task_run_name="check proposals", **OUTSIDE)
def check_proposals(context: RunContext, tabs: ValidatedTabs) -> tuple[ValidatedTabs, Papers]:
    """The tabs with a finding for every missing or impossible piece of a proposal, and what all bidders handed in.

    Raises:
        RuleRefused: a price is 0 or cannot be read.
    """
    if not tabs.of(Vendor):  # no bid has come in: the request for proposals goes out
        return tabs, _papers(context, tabs)
    priced = {context.tab_title(model) for model in PRICES}
    refuse_impossible_prices(
        tabs.of(Vendor), tabs.of(PriceLine), _places(tabs), [f for f in tabs.findings if f.tab in priced]
    )
    papers = _papers(context, tabs)
    tell(f"Checked {len(tabs.of(Vendor))} proposals: {len(papers.gaps)} pieces are missing or impossible")
    return replace(tabs, findings=(*tabs.findings, *(gap.finding for gap in papers.gaps))), papers


def _papers(context: RunContext, tabs: ValidatedTabs) -> Papers:
    """What all bidders handed in, with the roadmap's volumes (from the ledger) and what is missing."""
    return gather_papers(tabs.of, context.book.events(), context.rules.selection, _places(tabs))


def _places(tabs: ValidatedTabs) -> Handed:
    return Handed(
        addresses=tabs.addresses,
        unread=frozenset(quality.model for quality in tabs.quality if quality.rows_read < quality.rows_seen),
    )
