"""Equal rows under equal suites are checked once; whatever differs is checked anew."""

from decimal import Decimal
from pathlib import Path

import pytest

from connectors.files.checked_tables import CheckedTables
from domain.workbook.people import Team, WorkMonth
from tasks.expectations import checks_key

TEAM = Team(team_id="a", name="A", headcount=3)
KEY = checks_key({"Teams": (Team, [TEAM])})


def test_equal_rows_have_an_equal_key() -> None:
    assert checks_key({"Teams": (Team, [TEAM.model_copy()])}) == KEY


def test_another_value_tab_or_model_has_another_key() -> None:
    month = WorkMonth(month="2026-01", team_id="a", share_days_over_10h=Decimal("0.1"), sick_days=Decimal(1),
                      meeting_participation=Decimal("0.9"), errors=1, transactions=10)  # fmt: skip
    others = [
        {"Teams": (Team, [TEAM.model_copy(update={"headcount": 4})])},
        {"Teams": (Team, [TEAM, TEAM])},
        {"Hold": (Team, [TEAM])},
        {"Teams": (WorkMonth, [month])},
        {"Teams": (WorkMonth, [])},
        {"Teams": (Team, [])},
    ]
    keys = [checks_key(other) for other in others]  # type: ignore[arg-type]
    assert len({KEY, *keys}) == len(others) + 1


def test_what_was_kept_is_found_and_a_damaged_file_counts_as_not_there(tmp_path: Path) -> None:
    store = CheckedTables(tmp_path)
    assert store.find("nordlys", KEY) is None
    store.keep("nordlys", KEY, [{"tab": "Teams", "success": True}])
    assert store.find("nordlys", KEY) == [{"tab": "Teams", "success": True}]
    assert store.find("sydlys", KEY) is None
    [file] = tmp_path.rglob("*.json")
    file.write_text("{", encoding="utf-8")
    assert store.find("nordlys", KEY) is None


def test_a_key_that_could_be_a_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no sha256"):
        CheckedTables(tmp_path).find("nordlys", "../../etc/passwd")
