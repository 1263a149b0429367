"""Entries no choice can rest on: each has its own message, with the cell and the next step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

import pytest

from domain.problems import ConfigurationRefused, Problem, RuleRefused
from domain.reasons import Reason
from domain.vendor_selection.scores.refusals import refuse_others
from domain.vendor_selection.settings import VendorSelectionRules
from domain.vendor_selection.unusable import SelectionEntries, refuse_unusable
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion, NotAssessed, Score, SubCriterion
from domain.workbook.placed_rows import PlacedRows, RowAddresses, TabPart
from domain.workbook.tables import Finding, Row, Severity, columns_of
from reports.catalogues.reading import wording
from tests.domain.samples.rows import criteria, scored, vendor

DANISH = wording("da")

PANEL = ("Mette Holm", "Lars Friis")
RULES = VendorSelectionRules()

R = TypeVar("R", bound=Row)


def placed(model: type[R], rows: Sequence[R], *, tab: str = "") -> PlacedRows[R]:
    """Rows as they stand in a sheet whose first row is the header."""
    columns = {name: index for index, name in enumerate(columns_of(model))}
    part = TabPart(tab or DANISH.tab(model), columns, tuple(range(2, len(rows) + 2)))
    return PlacedRows(part.tab, tuple(rows), RowAddresses((part,)))


def part(key: str, weight: int, criterion_id: str = "C1") -> SubCriterion:
    return SubCriterion(
        sub_criterion_id=key, criterion_id=criterion_id, name=key, weight=Decimal(weight), at_1="a", at_3="b", at_5="c"
    )


def entries(
    weights: Sequence[Criterion] | None = None,
    parts: Sequence[SubCriterion] = (),
    vendors: Sequence[Vendor] | None = None,
    scores: Sequence[Score] | None = None,
    panel: tuple[str, ...] = (),
    findings: Sequence[Finding] = (),
) -> SelectionEntries:
    """Two criteria, two bidders and two evaluators, everything in, unless the test says otherwise."""
    whole = scored("A", 5, 3, evaluators=PANEL) + scored("B", 3, 5, evaluators=PANEL)
    return SelectionEntries(
        criteria=placed(Criterion, criteria(60, 40) if weights is None else weights),
        sub_criteria=placed(SubCriterion, parts),
        vendors=placed(Vendor, [vendor("A"), vendor("B")] if vendors is None else vendors),
        scores=placed(Score, whole if scores is None else scores),
        findings=findings,
        panel=panel,
    )


def everything() -> list[Score]:
    return list(entries().scores.rows)


def without(index: int) -> list[Score]:
    return [score for k, score in enumerate(everything()) if k != index]


def changed(index: int, **values: object) -> list[Score]:
    return [score.model_copy(update=values) if k == index else score for k, score in enumerate(everything())]


def finding(tab: str, cell: str, severity: Severity) -> Finding:
    reason, remedy = Reason("The cell is not a number"), Reason("Write digits only")
    return Finding(tab=tab, cell=cell, value="4,5x", reason=reason, remedy=remedy, severity=severity)


def refused(given: SelectionEntries, rules: VendorSelectionRules = RULES) -> Problem:
    with pytest.raises((RuleRefused, ConfigurationRefused)) as found:
        refuse_unusable(given, rules)
    return found.value


def test_whole_entries_are_not_refused() -> None:
    refuse_unusable(entries(), RULES)
    refuse_unusable(entries(panel=("mette holm", "LARS FRIIS")), RULES)
    refuse_unusable(entries(scores=changed(3, score=NotAssessed.NOT_ASSESSED)), RULES)


def test_with_neither_bid_nor_score_the_request_for_proposals_may_go_out() -> None:
    refuse_unusable(entries(vendors=[], scores=[], panel=PANEL), RULES)
    assert "sum to 99, not 100" in str(refused(entries(criteria(60, 39), vendors=[], scores=[])))


SPLIT = [part("S1", 60), part("S2", 40)]
"""C1 in two parts: the scores of C1 as a whole are refused."""

TABLE: list[tuple[str, Callable[[], SelectionEntries], str]] = [
    (
        "weights that sum to 99",
        lambda: entries(criteria(60, 39)),
        "The weights of Kriterier!C2:C3 sum to 99, not 100. "
        "Next: correct the weights until they sum to 100, then run again.",
    ),
    ("no criteria", lambda: entries([]), "The weights of Kriterier sum to 0, not 100."),
    (
        "one bidder",
        lambda: entries(vendors=[vendor("A")], scores=scored("A", 5, 3, evaluators=PANEL)),
        "1 bid has been received and 2 are needed for a choice (Leverandører!A2). Next: get more bids, or lower "
        "rules.selection.minimum_bidders with a reason that can be defended.",
    ),
    (
        "a blank score",
        lambda: entries(scores=changed(5, score=None)),
        "1 of 8 scores is still to come: Lars Friis 1 (Bedømmelser!D7): nobody sees a score before all are in. Next: "
        "fill them in, or write 'not assessed' where somebody cannot assess; then run again.",
    ),
    (
        "a missing row",
        lambda: entries(scores=without(5)),
        "1 of 8 scores is still to come: Lars Friis 1 (Bedømmelser: no row for B, C0 by Lars Friis)",
    ),
    (
        "a member of the panel who has not begun",
        lambda: entries(panel=(*PANEL, "Ida Bro")),
        "4 of 12 scores are still to come: Ida Bro 4 (Bedømmelser: no row for A, C0 by Ida Bro, ",
    ),
    (
        "one person under two spellings",
        lambda: entries(scores=changed(6, evaluator="mette  holm")),
        "“Mette Holm” and “mette  holm” are one person, who counts once (Bedømmelser!C2 and Bedømmelser!C8). "
        "Next: write the name one way in every row, then run again.",
    ),
    (
        "one person twice on the panel",
        lambda: entries(panel=(*PANEL, "LARS FRIIS")),
        "“Lars Friis” and “LARS FRIIS” are one person, who counts once (rules.selection.panel)",
    ),
    (
        "somebody from outside the panel",
        lambda: entries(panel=PANEL[:1]),
        "Lars Friis has scored and is not on the panel (Bedømmelser!C3): the panel is Mette Holm. Next: delete",
    ),
    (
        "scores nobody is named for",
        lambda: entries(scores=[]),
        "No score is in yet: the tab 'Bedømmelser' has no rows: nobody is named as an evaluator.",
    ),
    (
        "an unknown bidder",
        lambda: entries(scores=changed(2, vendor_id="X")),
        "A score is for the bidder 'X', who is not in the tab 'Leverandører' (Bedømmelser!A4). "
        "Next: correct the id; known are: A, B.",
    ),
    (
        "an unknown criterion",
        lambda: entries(scores=changed(2, criterion_id="C9")),
        "A score is for the criterion 'C9', which is in no tab (Bedømmelser!B4). "
        "Next: correct the id; known are: C0, C1.",
    ),
    (
        "a criterion scored as a whole beside its parts",
        lambda: entries(parts=SPLIT),
        "'C1' is scored as a whole and has sub-criteria (Bedømmelser!B4). Next: score each of S1, S2 in its place",
    ),
    (
        "parts that weigh 99",
        lambda: entries(parts=[part("S1", 60), part("S2", 39)]),
        "The sub-criteria cannot be used (Underkriterier!D2): The sub-criteria of Criterion 1 weigh 99, not 100.",
    ),
    (
        "a part of no criterion",
        lambda: entries(parts=[part("S1", 100), part("S2", 100, "C7")]),
        "The sub-criteria cannot be used (Underkriterier!B3): “S2” belongs to C7, which is no criterion.",
    ),
    (
        "a part named as a criterion",
        lambda: entries(parts=[part("C0", 100)]),
        "The sub-criteria cannot be used (Underkriterier!A2): C0 names more than one criterion or sub-criterion.",
    ),
    (
        "a row that cannot be read",
        lambda: entries(criteria(60), findings=[finding("Kriterier", "C3", "row_rejected")]),
        "A row of the tab 'Kriterier' cannot be used (Kriterier!C3): The cell is not a number. "
        "Next: Write digits only; then run again.",
    ),
    (
        "a score that cannot be read",
        lambda: entries(
            scores=without(4),
            findings=[finding("Bedømmelser", "D6", "row_rejected"), finding("Bedømmelser", "D9", "row_rejected")],
        ),
        "A row of the tab 'Bedømmelser' cannot be used (Bedømmelser!D6): The cell is not a number (and 1 more). "
        "Next: correct it: a score is a number from 1 to 5, or 'not assessed'; then run again.",
    ),
]


@pytest.mark.parametrize(("given", "says"), [case[1:] for case in TABLE], ids=[case[0] for case in TABLE])
def test_what_no_choice_can_rest_on_is_told_with_its_cell_and_the_next_step(
    given: Callable[[], SelectionEntries], says: str
) -> None:
    told = refused(given()).sentence()
    assert told.startswith(says)
    assert "Next: " in told


def test_a_tab_with_a_renamed_header_is_told_before_what_follows_from_it() -> None:
    sheet = entries([], findings=[finding("Kriterier", "C1", "tab_rejected")])
    told = refused(replace(sheet, criteria=replace(sheet.criteria, unreadable=("Kriterier",)))).sentence()
    assert told.startswith("The tab 'Kriterier' cannot be read (Kriterier!C1): The cell is not a number.")


def test_findings_of_tabs_that_the_choice_does_not_rest_on_refuse_nothing() -> None:
    refuse_unusable(entries(findings=[finding("Certifikater", "C3", "row_rejected")]), RULES)


def test_a_tie_break_that_nobody_knows_is_refused_with_the_known_ones() -> None:
    told = refused(entries(), RULES.model_copy(update={"tie_breaks": ("C1", "price")})).sentence()
    assert told.startswith("There is no tie-break called 'price' (rules.selection.tie_breaks).")
    assert "highest_weight, total_cost, C0, C1" in told


def test_parts_are_asked_for_in_the_place_of_their_criterion() -> None:
    rows = [row for row in everything() if row.criterion_id == "C0"]
    rows += [row.model_copy(update={"criterion_id": "S1"}) for row in everything() if row.criterion_id == "C1"]
    assert str(refused(entries(parts=SPLIT, scores=rows))).startswith("4 of 12 scores are still to come: Mette Holm 2")
    rows += [row.model_copy(update={"criterion_id": "S2"}) for row in rows if row.criterion_id == "S1"]
    refuse_unusable(entries(parts=SPLIT, scores=rows), RULES)


@pytest.mark.parametrize("value", [1, 5])
def test_what_is_told_while_scores_are_missing_is_the_same_whatever_the_scores_are(value: int) -> None:
    rows = [score.model_copy(update={"score": Decimal(value)}) for score in without(5)]
    assert refused(entries(scores=rows)).sentence() == refused(entries(scores=without(5))).sentence()


def test_in_a_workbook_of_their_own_people_score_for_themselves() -> None:
    own = placed(Score, scored("A", 5, 3, evaluators=("mette holm",)), tab="Mette Holm: Bedømmelser")
    refuse_others("Mette Holm", own)
    with pytest.raises(RuleRefused, match=r"The workbook of Lars Friis holds a score by mette holm \(Mette Holm: Bed"):
        refuse_others("Lars Friis", own)
