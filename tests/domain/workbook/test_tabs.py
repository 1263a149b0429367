"""Every tab has columns of its own spelling, and a key."""

import pytest

from connectors.workbook.names import normalised
from domain.workbook.tables import Row, columns_of
from domain.workbook.tabs import ALL_TABS
from reports.catalogues.reading import LOCALES, wording

DANISH = wording("da")


@pytest.mark.parametrize("model", ALL_TABS)
def test_no_two_columns_of_a_tab_share_a_spelling_in_any_languages(model: type[Row]) -> None:
    for language in LOCALES:
        headers = [normalised(wording(language).heading(column)) for column in columns_of(model).values()]
        assert len(headers) == len(set(headers))
    owners: dict[str, str] = {}
    for name, column in columns_of(model).items():
        for text in DANISH.headings(column):
            assert owners.setdefault(normalised(text), name) == name


@pytest.mark.parametrize("language", LOCALES)
def test_no_two_tabs_share_a_title(language: str) -> None:
    titles = [wording(language).tab(model).casefold() for model in ALL_TABS]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("model", ALL_TABS)
def test_every_tab_has_a_key_of_required_columns(model: type[Row]) -> None:
    assert model.key
    assert all(model.model_fields[name].is_required() for name in model.key)
