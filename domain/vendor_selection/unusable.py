"""What makes a vendor selection impossible, found before anything is locked, written or shown.

Here: tabs and rows that cannot be read, weights, sub-criteria, tie-breaks, too few bids, ids that nobody knows. Not
here: the evaluators and what they still owe (`domain.vendor_selection.scores.refusals`), facts that hold the gate with
a report (`domain.vendor_selection.assess`). Rules: design page, section 4.

With neither a bid nor a score the phase may run: that is how the request for proposals goes out under locked weights.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.choice.ties import HIGHEST_WEIGHT, TOTAL_COST
from domain.problems import ConfigurationRefused, Problem, RuleRefused
from domain.reasons import Reason, listed, verbatim, with_more
from domain.vendor_selection.ranking import unknown_tie_breaks
from domain.vendor_selection.scores.refusals import find_score_fault
from domain.vendor_selection.scores.sub_criteria import find_faults, parts_of, scored_ids
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.placed_rows import PlacedRows
from domain.workbook.tables import Finding

_NAMED = 8


@dataclass(frozen=True)
class SelectionEntries:
    """Everything the phase read.

    Attributes:
        panel: the evaluators if they are named beforehand; empty: whoever has a row among the scores.
    """

    criteria: PlacedRows[Criterion]
    sub_criteria: PlacedRows[SubCriterion]
    vendors: PlacedRows[Vendor]
    scores: PlacedRows[Score]
    findings: Sequence[Finding]
    panel: tuple[str, ...] = ()


def refuse_unusable(entries: SelectionEntries, rules: VendorSelectionRules) -> None:
    """Refuse entries that no choice can rest on, with the first thing that is wrong and its cells.

    Raises:
        RuleRefused: the workbook's owner or an evaluator must correct or complete something.
        ConfigurationRefused: a setting must be corrected.
    """
    checks: tuple[Callable[[SelectionEntries, VendorSelectionRules], Problem | None], ...] = (
        _unreadable_tab, _unreadable_row, _weights, _sub_criteria, _tie_breaks, _bids, _unknown_ids, _scores,
    )  # fmt: skip
    for check in checks:
        problem = check(entries, rules)
        if problem is not None:
            raise problem


def _unreadable_tab(entries: SelectionEntries, rules: VendorSelectionRules) -> Problem | None:
    tabs: tuple[PlacedRows[Any], ...] = (entries.criteria, entries.sub_criteria, entries.vendors, entries.scores)
    broken = {title.casefold() for tab in tabs for title in tab.unreadable}
    found = [f for f in entries.findings if f.severity == "tab_rejected" and f.tab.casefold() in broken]
    if not found:
        return None
    first = found[0]
    return RuleRefused(
        Reason("The tab '{tab}' cannot be read", tab=first.tab),
        where=first.address,
        why=first.reason,
        next_step=Reason("{remedy}; then run again", remedy=first.remedy),
    )


def _unreadable_row(entries: SelectionEntries, rules: VendorSelectionRules) -> Problem | None:
    """A row that cannot be read would be missing from the choice, and nobody would see it in the ranking."""
    others = entries.criteria.titles | entries.sub_criteria.titles | entries.vendors.titles
    looked_at = others | entries.scores.titles
    found = [f for f in entries.findings if f.severity == "row_rejected" and f.tab.casefold() in looked_at]
    if not found:
        return None
    first = found[0]
    return RuleRefused(
        Reason("A row of the tab '{tab}' cannot be used", tab=first.tab),
        where=first.address,
        why=with_more(first.reason, len(found) - 1),
        # What to write instead may repeat what stands there, and a score is not told before all are in.
        next_step=Reason("correct it: a score is a number from 1 to 5, or 'not assessed'; then run again")
        if first.tab.casefold() not in others
        else Reason("{remedy}; then run again", remedy=first.remedy),
    )


def _weights(entries: SelectionEntries, rules: VendorSelectionRules) -> Problem | None:
    total = sum((criterion.weight for criterion in entries.criteria.rows), Decimal(0))
    if total == 100:
        return None
    return RuleRefused(
        Reason(
            "The weights of {column} sum to {total}, not 100",
            column=entries.criteria.column("weight"),
            total=Decimal(f"{total.normalize():f}"),
        ),
        next_step=Reason("correct the weights until they sum to 100, then run again"),
    )


def _sub_criteria(entries: SelectionEntries, rules: VendorSelectionRules) -> Problem | None:
    faults = find_faults(entries.sub_criteria.rows, entries.criteria.rows)
    if not faults:
        return None
    return RuleRefused(
        Reason("The sub-criteria cannot be used"),
        where=entries.sub_criteria.cell(faults[0].index, faults[0].field),
        why=with_more(faults[0].reason, len(faults) - 1),
        next_step=Reason("correct the tab, then run again; the parts of a criterion weigh 100 together"),
    )


def _tie_breaks(entries: SelectionEntries, rules: VendorSelectionRules) -> Problem | None:
    unknown = unknown_tie_breaks(entries.criteria.rows, rules)
    if not unknown:
        return None
    known = [HIGHEST_WEIGHT, TOTAL_COST, *(criterion.criterion_id for criterion in entries.criteria.rows)]
    return ConfigurationRefused(
        Reason("There is no tie-break called '{unknown}'", unknown=unknown[0]),
        where="rules.selection.tie_breaks",
        next_step=Reason("use some of: {known}", known=_listed(known)),
    )


def _bids(entries: SelectionEntries, rules: VendorSelectionRules) -> Problem | None:
    received, needed = len(entries.vendors.rows), rules.minimum_bidders
    if received >= needed or _before_bids(entries):
        return None
    return RuleRefused(
        Reason("1 bid has been received and {needed} are needed for a choice", needed=needed)
        if received == 1
        else Reason(
            "{received} bids have been received and {needed} are needed for a choice", received=received, needed=needed
        ),
        where=entries.vendors.column("vendor_id"),
        next_step=Reason("get more bids, or lower rules.selection.minimum_bidders with a reason that can be defended"),
    )


def _unknown_ids(entries: SelectionEntries, rules: VendorSelectionRules) -> Problem | None:
    return next(_strays(entries), None)


def _strays(entries: SelectionEntries) -> Iterator[Problem]:
    vendors = [vendor.vendor_id for vendor in entries.vendors.rows]
    scored = scored_ids(entries.criteria.rows, entries.sub_criteria.rows)
    split = parts_of(entries.sub_criteria.rows)
    for index, score in enumerate(entries.scores.rows):
        if score.vendor_id not in vendors:
            yield RuleRefused(
                Reason(
                    "A score is for the bidder '{vendor_id}', who is not in the tab '{tab}'",
                    vendor_id=score.vendor_id,
                    tab=entries.vendors.tab,
                ),
                where=entries.scores.cell(index, "vendor_id"),
                next_step=Reason("correct the id; known are: {known}", known=_listed(vendors)),
            )
        elif score.criterion_id in split:
            parts = [part.sub_criterion_id for part in split[score.criterion_id]]
            yield RuleRefused(
                Reason("'{criterion_id}' is scored as a whole and has sub-criteria", criterion_id=score.criterion_id),
                where=entries.scores.cell(index, "criterion_id"),
                next_step=Reason(
                    "score each of {parts} in its place; the criterion's score follows from them", parts=_listed(parts)
                ),
            )
        elif score.criterion_id not in scored:
            yield RuleRefused(
                Reason(
                    "A score is for the criterion '{criterion_id}', which is in no tab", criterion_id=score.criterion_id
                ),
                where=entries.scores.cell(index, "criterion_id"),
                next_step=Reason("correct the id; known are: {known}", known=_listed(scored)),
            )


def _scores(entries: SelectionEntries, rules: VendorSelectionRules) -> Problem | None:
    if _before_bids(entries):
        return None
    vendors = [vendor.vendor_id for vendor in entries.vendors.rows]
    scored = scored_ids(entries.criteria.rows, entries.sub_criteria.rows)
    return find_score_fault(entries.scores, entries.panel, vendors, scored, rules)


def _before_bids(entries: SelectionEntries) -> bool:
    return not entries.vendors.rows and not entries.scores.rows


def _listed(names: Sequence[str]) -> Reason:
    return listed([verbatim(name) for name in names], most=_NAMED)
