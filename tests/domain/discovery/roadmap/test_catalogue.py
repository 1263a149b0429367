"""The catalogue of work that suits outsourcing: the article's six categories, and a company's own words for them."""

import pytest
from pydantic import ValidationError

from domain.discovery.roadmap.catalogue import ARTICLE_CATALOGUE, CatalogueEntry, check_catalogue
from domain.discovery.settings import DiscoveryRules
from domain.reasons import Reason
from domain.workbook.processes import Category
from reports.language import Speaker

OWN = {"category": "it", "tasks": {"da": ["Nulstil koder"]}, "reason": {"da": "Tit."}}


def test_the_articles_catalogue_has_every_category_and_leaves_other_languages_to_the_catalogues_of_texts() -> None:
    assert [entry.category for entry in ARTICLE_CATALOGUE] == list(Category)
    first = ARTICLE_CATALOGUE[0]
    assert first.tasks_in("da") == Reason("calendar planning, e-mail triage, travel booking, expense reports")
    assert Speaker("da").value(first.tasks_in("da")).startswith("kalenderplanlægning, e-mail-triage")
    assert first.tasks_in("en") == "calendar planning, e-mail triage, travel booking, expense reports"


def test_a_language_that_is_missing_falls_back_to_what_there_is_as_it_is_written() -> None:
    own = CatalogueEntry.model_validate(OWN | {"reason": {"da": "Tit {nok}."}})
    assert Speaker("en").value(own.reason_in("en")) == "Tit {nok}."


def test_a_company_puts_in_its_own_words() -> None:
    entries = [OWN if entry.category is Category.IT else entry.model_dump() for entry in ARTICLE_CATALOGUE]
    rules = DiscoveryRules.model_validate({"catalogue": entries})
    assert rules.catalogue[3].tasks_in("da") == "Nulstil koder"


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
