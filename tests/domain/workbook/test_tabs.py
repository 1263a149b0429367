"""Every tab has columns of its own spelling, and a key."""

import pytest

from connectors.workbook.names import normalised
from domain.workbook.tables import Row, columns_of
from domain.workbook.tabs import ALL_TABS


@pytest.mark.parametrize("model", ALL_TABS)
def test_no_two_columns_of_a_tab_share_a_spelling(model: type[Row]) -> None:
    for language in ("da", "en"):
        headers = [normalised(column.header(language)) for column in columns_of(model).values()]
        assert len(headers) == len(set(headers))
    owners: dict[str, str] = {}
    for name, column in columns_of(model).items():
        for text in column.spellings():
            assert owners.setdefault(normalised(text), name) == name


@pytest.mark.parametrize("model", ALL_TABS)
def test_every_tab_has_a_key_of_required_columns(model: type[Row]) -> None:
    assert model.key
    assert all(model.model_fields[name].is_required() for name in model.key)
