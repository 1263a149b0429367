"""The demo company's discovery and vendor selection, computed from its own rows and internal tickets.

Here: what tests of whole reports start from. Not here: reading the workbook back, which `tests.connectors` covers.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from configs.rollouts import RolloutSettings, read_rollout
from connectors.atlassian_jira.answers import Issue, decode
from connectors.atlassian_jira.histories import read_issues
from connectors.atlassian_jira.proof import TicketFrames, ticket_frames
from domain.agreement.negotiation import assess_offers
from domain.agreement.offers import read_offers
from domain.agreement.past_year import past_year
from domain.discovery.assess import assess_discovery
from domain.discovery.gate import discovery_gate
from domain.discovery.inventory import RoadmapLine
from domain.discovery.result import DiscoveryRows
from domain.discovery.told.case import DiscoveryCase
from domain.figures.working import Sources
from domain.prices.demand import demand_of
from domain.sla.tickets import TicketTables
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.completeness import Handed as Addresses
from domain.vendor_selection.completeness import find_gaps
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.bidders import CaseStudy, Certificate, OfferedLevel, PriceLine, Reference, Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team, WorkMonth
from domain.workbook.placed_rows import RowAddresses, TabPart
from domain.workbook.processes import Process
from domain.workbook.tables import Row
from reports.words import word
from sandbox.nordlys.build import SEED, build_nordlys
from sandbox.nordlys.tabs.workbook import workbook_rows


def nordlys() -> RolloutSettings:
    """The demo's settings as they are shipped."""
    return read_rollout("nordlys", Path("rollouts"))


@cache
def demo_discovery() -> DiscoveryCase:
    """Discovery as the demo's flow computes it, but with every row readable."""
    settings, rows = nordlys(), _rows()
    tickets = internal_tickets()
    found = DiscoveryRows(
        teams=rows[Team],
        processes=rows[Process],
        work_months=rows[WorkMonth],
        surveys=rows[SurveyResult],
        exits=rows[ExitRecord],
        salary_bands=rows[SalaryBand],
        processes_seen=len(rows[Process]),
        tickets=tickets.tickets,
        history=tickets.history,
        statuses=settings.contract.statuses,
    )
    as_of = datetime(2025, 5, 2, 9, tzinfo=ZoneInfo(settings.zone))
    result = assess_discovery(found, settings.rules.discovery, as_of)
    return DiscoveryCase(result, found, settings.rules.discovery, Sources(), word)


@cache
def demo_selection() -> SelectionCase:
    """Vendor selection as the demo's flow computes it."""
    rows = _rows()
    addresses = {
        model.__name__: RowAddresses((TabPart(model.tab_da, {}, tuple(range(2, len(found) + 2)), len(found) + 2),))
        for model, found in rows.items()
    }
    roadmap = discovery_gate(demo_discovery().result).evidence["roadmap"]
    return selection_of(rows, addresses, roadmap)


def selection_of(
    rows: Mapping[type[Row], Sequence[Any]], addresses: Mapping[str, RowAddresses], roadmap: Sequence[Any]
) -> SelectionCase:
    """Vendor selection of the demo from these rows, put together without `flows.explain.selection`."""
    settings, tickets = nordlys(), internal_tickets()
    rules, contract = settings.rules.selection, settings.contract
    as_of = datetime(2025, 6, 27, 9, tzinfo=ZoneInfo(settings.zone))
    papers = Papers(
        certificates=tuple(rows[Certificate]),
        references=tuple(rows[Reference]),
        case_studies=tuple(rows[CaseStudy]),
        price_lines=tuple(rows[PriceLine]),
        demand=demand_of([RoadmapLine.model_validate(line) for line in roadmap]),
    )
    gaps = find_gaps(rows[Vendor], papers, rules, Addresses(addresses=addresses))
    papers = papers.model_copy(update={"gaps": gaps})
    result = assess_vendor_selection(
        rows[Criterion], rows[Vendor], rows[Score], rules, papers=papers, contract_starts_on=contract.starts_on,
        term_months=contract.term_months, as_of=as_of.date(), sub_criteria=rows[SubCriterion],
    )  # fmt: skip
    year = past_year(contract, TicketTables(tickets.tickets, tickets.history, tickets.comments), as_of)
    offers = read_offers(rows[OfferedLevel], contract, [vendor.vendor_id for vendor in rows[Vendor]], {})
    negotiation = assess_offers(offers, rows[Vendor], contract, year, rows[PriceLine])
    return SelectionCase(
        result=result, vendors=rows[Vendor], scores=rows[Score], papers=papers, negotiation=negotiation,
        offered=rows[OfferedLevel], places=Sources(), word=word, tickets=tickets.tickets.height,
    )  # fmt: skip


@cache
def _rows() -> dict[type[Row], Sequence[Any]]:
    return dict(workbook_rows(SEED))


@cache
def internal_tickets() -> TicketFrames:
    """The demo's internal tickets, read as a pull reads them."""
    with TemporaryDirectory() as folder:
        build_nordlys(Path(folder) / "nordlys")
        lines = (Path(folder) / "nordlys/jira/issues.ndjson").read_bytes().splitlines()
    issues = [line for line in lines if orjson.loads(line)["key"].startswith("NI-")]
    return ticket_frames(read_issues([decode(line, Issue) for line in issues]), {})
