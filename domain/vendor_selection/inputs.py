"""Everything a comparison of bids is computed from, put together once.

Here: the typed bundle, and gathering it from the rows of the workbook, the ledger and the settings: the phase and its
explanation both call this. Not here: reading tabs (`tasks.validate`, `flows.explain.kept`), the comparison
(`domain.vendor_selection.assess`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.contract.clauses import Contract
from domain.ledger.events import Event
from domain.vendor_selection.completeness import Handed, gather_papers
from domain.vendor_selection.papers.papers import Papers
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.tables import RowsOf


@dataclass(frozen=True)
class SelectionInputs:
    """What the bidders are compared by.

    Attributes:
        scores: of criteria, and where a criterion has sub-criteria of these (their ids in `criterion_id`).
        papers: certificates, references, case studies and price lines of all bidders, and the roadmap's demand.
        contract_starts_on: the day a certificate must be valid on.
        term_months: months of the contract, for the total cost.
        score_snapshots: of the workbooks in which evaluators score alone; empty: all score in the rollout's own.
    """

    criteria: Sequence[Criterion]
    vendors: Sequence[Vendor]
    scores: Sequence[Score]
    rules: VendorSelectionRules
    papers: Papers
    contract_starts_on: date
    term_months: int
    as_of: date
    sub_criteria: Sequence[SubCriterion] = ()
    score_snapshots: tuple[str, ...] = ()


def gather_inputs(
    rows_of: RowsOf,
    places: Handed,
    events: Iterable[Event],
    rules: VendorSelectionRules,
    contract: Contract,
    as_of: date,
    score_snapshots: tuple[str, ...] = (),
) -> SelectionInputs:
    """The rows of the phase's tabs, the roadmap that discovery's gate recorded, and the contract's term.

    Args:
        places: where the rows stand, for naming what is missing.
        events: the ledger as it was known.
        contract: what is required, before anything is signed.
    """
    return SelectionInputs(
        criteria=rows_of(Criterion),
        vendors=rows_of(Vendor),
        scores=rows_of(Score),
        rules=rules,
        papers=gather_papers(rows_of, events, rules, places),
        contract_starts_on=contract.starts_on,
        term_months=contract.term_months,
        as_of=as_of,
        sub_criteria=rows_of(SubCriterion),
        score_snapshots=score_snapshots,
    )
