"""The Great Expectations suites are derived from the row models, and find what a single row cannot know."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from domain.workbook.bidders import PriceLine
from domain.workbook.evaluation import Criterion
from domain.workbook.people import Team, WorkMonth
from domain.workbook.processes import Category, Process
from domain.workbook.tables import Row, base_type
from domain.workbook.tabs import ALL_TABS
from tasks.expectations import check_tables, checks_key, derive_suite


@pytest.mark.parametrize("model", ALL_TABS)
def test_every_row_model_gives_a_suite_with_its_key_and_the_columns_that_may_not_be_blank(model: type[Row]) -> None:
    suite = derive_suite(model)
    filled = {n for n, f in model.model_fields.items() if not base_type(f)[1]}
    not_null = {s.arguments["column"] for s in suite if s.kind == "ExpectColumnValuesToNotBeNull"}
    assert not_null >= filled
    assert any("Unique" in s.kind for s in suite)


def test_bounds_choices_and_patterns_come_from_the_model() -> None:
    suite = {(s.kind, s.arguments.get("column")): s.arguments for s in derive_suite(Process)}
    between = suite["ExpectColumnValuesToBeBetween", "standardisation"]
    assert (between["min_value"], between["max_value"]) == (1, 5)
    assert suite["ExpectColumnValuesToBeInSet", "category"]["value_set"] == [c.value for c in Category]
    assert ("ExpectColumnValuesToMatchRegex", "process_id") in suite


def test_a_compound_key_is_checked_as_one() -> None:
    compound = [s for s in derive_suite(WorkMonth) if s.kind == "ExpectCompoundColumnsToBeUnique"]
    assert compound[0].arguments["column_list"] == ["month", "team_id"]


def test_a_tab_that_may_be_empty_is_not_found_fault_with_for_it() -> None:
    results = check_tables({"Prislinjer": (PriceLine, []), "Kriterier": (Criterion, [])})
    assert {result.tab for result in results if not result.success} == {"Kriterier"}


def test_duplicates_and_an_empty_table_are_found_and_good_rows_pass() -> None:
    twice = [Team(team_id="a", name="A", headcount=3), Team(team_id="a", name="B", headcount=4)]
    month = WorkMonth(
        month="2026-01",
        team_id="a",
        share_days_over_10h=Decimal("0.1"),
        sick_days=Decimal(1),
        meeting_participation=Decimal("0.9"),
        errors=1,
        transactions=10,
    )
    results = check_tables({"Teams": (Team, twice), "Processer": (Process, []), "Arbejdsmåneder": (WorkMonth, [month])})
    failed = {(r.tab, r.kind) for r in results if not r.success}
    assert failed == {
        ("Teams", "expect_column_values_to_be_unique"),
        ("Processer", "expect_table_row_count_to_be_between"),
    }
    assert sum(r.tab == "Arbejdsmåneder" for r in results) == len(derive_suite(WorkMonth))


# --- equal rows under equal suites are checked once; whatever differs is checked anew ------------------------------

TEAM = Team(team_id="a", name="A", headcount=3)
KEY = checks_key({"Teams": (Team, [TEAM])})


def test_equal_rows_have_an_equal_key() -> None:
    assert checks_key({"Teams": (Team, [TEAM.model_copy()])}) == KEY


def test_another_value_tab_or_model_has_another_key() -> None:
    month = WorkMonth(
        month="2026-01",
        team_id="a",
        share_days_over_10h=Decimal("0.1"),
        sick_days=Decimal(1),
        meeting_participation=Decimal("0.9"),
        errors=1,
        transactions=10,
    )
    others: list[dict[str, tuple[type[Row], Sequence[Row]]]] = [
        {"Teams": (Team, [TEAM.model_copy(update={"headcount": 4})])},
        {"Teams": (Team, [TEAM, TEAM])},
        {"Hold": (Team, [TEAM])},
        {"Teams": (WorkMonth, [month])},
        {"Teams": (WorkMonth, [])},
        {"Teams": (Team, [])},
    ]
    keys = [checks_key(other) for other in others]
    assert len({KEY, *keys}) == len(others) + 1
