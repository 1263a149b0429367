"""The catalogue of work that suits outsourcing: the article's six categories, and a company's own words for them."""

import pytest
from pydantic import ValidationError

from domain.discovery.result import DiscoveryRules
from domain.discovery.roadmap.catalogue import ARTICLE_CATALOGUE, CatalogueEntry, check_catalogue
from domain.workbook.processes import Category

OWN = {"category": "it", "tasks": {"da": ["Nulstil koder"]}, "reason": {"da": "Tit."}}


def test_the_articles_catalogue_has_every_category_in_both_languages() -> None:
    assert [entry.category for entry in ARTICLE_CATALOGUE] == list(Category)
    assert all(set(entry.tasks) == {"da", "en"} == set(entry.reason) for entry in ARTICLE_CATALOGUE)
    assert all(len(entry.tasks["da"]) == len(entry.tasks["en"]) for entry in ARTICLE_CATALOGUE)


def test_a_language_that_is_missing_falls_back_to_english_or_to_what_there_is() -> None:
    assert ARTICLE_CATALOGUE[0].tasks_in("sv") == ARTICLE_CATALOGUE[0].tasks["en"]
    assert CatalogueEntry.model_validate(OWN).reason_in("en") == "Tit."


def test_a_company_puts_in_its_own_words() -> None:
    entries = [OWN if entry.category is Category.IT else entry.model_dump() for entry in ARTICLE_CATALOGUE]
    rules = DiscoveryRules.model_validate({"catalogue": entries})
    assert rules.catalogue[3].tasks_in("da") == ("Nulstil koder",)


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([entry.model_dump() for entry in ARTICLE_CATALOGUE[1:]], "'administration' stands 0 times"),
        ([entry.model_dump() for entry in (*ARTICLE_CATALOGUE, ARTICLE_CATALOGUE[3])], "'it' stands 2 times"),
        ([OWN | {"reason": {"en": "Often."}}], "the same languages"),
    ],
)
def test_a_catalogue_that_is_not_whole_is_refused_by_name(entries: list[object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        DiscoveryRules.model_validate({"catalogue": entries})


def test_an_order_of_ones_own_is_kept() -> None:
    assert check_catalogue(ARTICLE_CATALOGUE[::-1]) == ARTICLE_CATALOGUE[::-1]
