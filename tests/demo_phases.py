"""The demo company's discovery and vendor selection, computed from its own rows and internal tickets.

Here: what tests of whole reports start from. Not here: reading the workbook back, which `tests.connectors` covers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from domain.agreement.negotiation_result import Negotiation
from domain.agreement.offers import read_offers
from domain.agreement.past_year import past_year
from domain.discovery.assess import assess_discovery
from domain.discovery.gate import discovery_gate
from domain.discovery.result import DiscoveryResult, DiscoveryRows
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.discovery.settings import DiscoveryRules
from domain.figures.trace import Trace
from domain.figures.working import Sources, Working
from domain.prices.demand import demand_of
from domain.sla.tickets import TicketTables
from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.completeness import Handed as Addresses
from domain.vendor_selection.completeness import find_gaps
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.result import VendorSelectionResult
from domain.workbook.bidders import CaseStudy, Certificate, OfferedLevel, PriceLine, Reference, Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team, WorkMonth
from domain.workbook.placed_rows import RowAddresses, TabPart
from domain.workbook.processes import Process
from domain.workbook.tables import Row
from reports.catalogues.reading import wording
from reports.words import word
from sandbox.nordlys.build import SEED, build_nordlys
from sandbox.nordlys.tabs.workbook import workbook_rows

DANISH = wording("da")


@dataclass(frozen=True)
class Discovered:
    """Discovery, computed and recorded.

    Attributes:
        workings: figure id -> its record.
    """

    result: DiscoveryResult
    rows: DiscoveryRows
    rules: DiscoveryRules
    workings: Mapping[str, Working]


def nordlys() -> RolloutSettings:
    """The demo's settings as they are shipped."""
    return read_rollout("nordlys", Path("rollouts"))


@cache
def demo_discovery() -> Discovered:
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
    return discovered(found, settings.rules.discovery, as_of)


def discovered(rows: DiscoveryRows, rules: DiscoveryRules, as_of: datetime) -> Discovered:
    """Discovery of some rows with the record of every figure."""
    trace = Trace(Sources(), word)
    result = assess_discovery(rows, rules, as_of, trace)
    return Discovered(result, rows, rules, trace.workings)


@dataclass(frozen=True)
class DemoSelection:
    """Vendor selection of the demo with everything it recorded."""

    inputs: SelectionInputs
    result: VendorSelectionResult
    negotiation: Negotiation
    trace: Trace


@cache
def demo_selection() -> DemoSelection:
    """Vendor selection as the demo's flow computes it."""
    rows = _rows()
    addresses = {
        model.__name__: RowAddresses((TabPart(DANISH.tab(model), {}, tuple(range(2, len(found) + 2)), len(found) + 2),))
        for model, found in rows.items()
    }
    roadmap = discovery_gate(demo_discovery().result).evidence["roadmap"]
    return selection_of(rows, addresses, roadmap)


def selection_of(
    rows: Mapping[type[Row], Sequence[Any]], addresses: Mapping[str, RowAddresses], roadmap: Sequence[Any]
) -> DemoSelection:
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
    inputs = SelectionInputs(
        rows[Criterion], rows[Vendor], rows[Score], rules, papers=papers, contract_starts_on=contract.starts_on,
        term_months=contract.term_months, as_of=as_of.date(), sub_criteria=rows[SubCriterion],
    )  # fmt: skip
    trace = Trace(Sources(), word)
    result = assess_vendor_selection(inputs, trace)
    year = past_year(contract, TicketTables(tickets.tickets, tickets.history, tickets.comments), as_of)
    offers = read_offers(rows[OfferedLevel], contract, [vendor.vendor_id for vendor in rows[Vendor]], {})
    negotiation = assess_offers(offers, rows[Vendor], contract, year, rows[PriceLine], trace)
    return DemoSelection(inputs, result, negotiation, trace)


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
