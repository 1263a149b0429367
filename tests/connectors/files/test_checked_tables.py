"""What checks found is kept under their key, and what is damaged counts as not there."""

import pytest

from connectors.files.checked_tables import CheckedTables
from connectors.ports.files import Store

KEY = "0123456789abcdef" * 4


def test_what_was_kept_is_found_and_a_damaged_file_counts_as_not_there(shelf: Store) -> None:
    store = CheckedTables(shelf)
    assert store.find("nordlys", KEY) is None
    store.keep("nordlys", KEY, [{"tab": "Teams", "success": True}])
    assert store.find("nordlys", KEY) == [{"tab": "Teams", "success": True}]
    assert store.find("sydlys", KEY) is None
    [name] = shelf.names()
    shelf.write(name, b"{")
    assert store.find("nordlys", KEY) is None


def test_a_key_that_could_be_a_path_is_refused(shelf: Store) -> None:
    with pytest.raises(ValueError, match="no sha256"):
        CheckedTables(shelf).find("nordlys", "../../etc/passwd")
