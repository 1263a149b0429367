"""What checks found is kept under their key, and what is damaged counts as not there."""

from pathlib import Path

import pytest

from connectors.files.checked_tables import CheckedTables

KEY = "0123456789abcdef" * 4


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
