"""Proposals as they were read: whole or not, and refused before anything is published while a price cannot be meant.

Here: fetching what the rules need, once for the whole phase. Not here: the rules
(`domain.vendor_selection.completeness`, `domain.vendor_selection.impossible_prices`), the comparison (`tasks.measure`).
"""

from dataclasses import replace

from prefect import task

from domain.vendor_selection.completeness import Handed
from domain.vendor_selection.impossible_prices import refuse_impossible_prices
from domain.vendor_selection.inputs import SelectionInputs, gather_inputs
from domain.workbook.bidders import PRICES, PriceLine, Vendor
from tasks.frame.context import RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.tabs import ValidatedTabs
from tasks.frame.telling import tell


@task(name="check proposals", task_run_name="check proposals", **OUTSIDE)
def check_proposals(context: RunContext, tabs: ValidatedTabs) -> tuple[ValidatedTabs, SelectionInputs]:
    """The tabs with a finding for every missing or impossible piece of a proposal, and what bids are compared by.

    Raises:
        RuleRefused: a price is 0 or cannot be read.
    """
    if not tabs.of(Vendor):  # no bid has come in: the request for proposals goes out
        return tabs, read_inputs(context, tabs)
    priced = {context.tab_title(model) for model in PRICES}
    refuse_impossible_prices(
        tabs.of(Vendor), tabs.of(PriceLine), _places(tabs), [f for f in tabs.findings if f.tab in priced]
    )
    inputs = read_inputs(context, tabs)
    gaps = inputs.papers.gaps
    tell(f"Checked {len(inputs.vendors)} proposals: {len(gaps)} pieces are missing or impossible")
    return replace(tabs, findings=(*tabs.findings, *(gap.finding for gap in gaps))), inputs


def read_inputs(context: RunContext, tabs: ValidatedTabs) -> SelectionInputs:
    """What bids are compared by: the tabs' rows, the roadmap's volumes, what is missing, the contract's term."""
    return gather_inputs(
        tabs.of,
        _places(tabs),
        context.book.events(),
        context.rules.selection,
        context.contract,
        context.as_of_on,
        tabs.score_snapshots,
    )


def _places(tabs: ValidatedTabs) -> Handed:
    return Handed(
        addresses=tabs.addresses,
        unread=frozenset(quality.model for quality in tabs.quality if quality.rows_read < quality.rows_seen),
    )
