"""Choices and small words: every language's are known, and none means two things."""

import pytest

from connectors.workbook.names import KnownWords, choice_key
from domain.workbook.bidders import PriceUnit
from domain.workbook.evaluation import NotAssessed
from domain.workbook.processes import Category
from domain.workbook.tables import Choice
from domain.workbook.wording import AND
from reports.catalogues.reading import wording

DANISH = wording("da")


@pytest.mark.parametrize("kind", [Category, PriceUnit, NotAssessed])
def test_no_two_choices_share_a_spelling_in_any_languages(kind: type[Choice]) -> None:
    owners: dict[str, Choice] = {}
    for member in kind:
        for text in DANISH.choices(member):
            assert owners.setdefault(choice_key(text, DANISH.words(AND)), member) is member


def test_no_language_says_yes_where_another_says_no() -> None:
    known = KnownWords(DANISH)
    assert not known.yes & known.no
