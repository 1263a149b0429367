"""Look at everything a phase read before it locks, writes or shows anything.

Not here: what is refused and why (`domain.vendor_selection.unusable`).
"""

from typing import TypeVar

from prefect import task

from domain.vendor_selection.unusable import SelectionEntries, refuse_unusable
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.placed_rows import PlacedRows
from domain.workbook.tables import Row
from tasks.frame.context import RunContext
from tasks.frame.retrying import COMPUTING
from tasks.frame.tabs import ValidatedTabs
from tasks.frame.telling import tell

R = TypeVar("R", bound=Row)


@task(name="check entries", task_run_name="check entries", **COMPUTING)
def check_selection_entries(context: RunContext, tabs: ValidatedTabs) -> None:
    """Refuse a vendor selection whose entries are wrong or still to come.

    Raises:
        RuleRefused, ConfigurationRefused: as `domain.vendor_selection.unusable`; names the cells, and never a score.
    """
    rules = context.rules.selection
    entries = SelectionEntries(
        criteria=placed(context, tabs, Criterion),
        sub_criteria=placed(context, tabs, SubCriterion),
        vendors=placed(context, tabs, Vendor),
        scores=placed(context, tabs, Score),
        findings=tabs.findings,
        panel=rules.panel or tuple(context.evaluator_books),
    )
    refuse_unusable(entries, rules)
    tell(f"{len(entries.scores.rows)} scores of {len(entries.vendors.rows)} bidders: everything is in")


def placed(context: RunContext, tabs: ValidatedTabs, model: type[R]) -> PlacedRows[R]:
    """The rows of a model with where they stand."""
    return PlacedRows(
        tab=context.tab_title(model),
        rows=tabs.of(model),
        addresses=tabs.addresses_of(model),
        unreadable=tuple(one.tab for one in tabs.quality if one.model == model.__name__ and one.rejected),
    )
