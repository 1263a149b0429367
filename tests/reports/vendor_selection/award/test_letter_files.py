"""LibreOffice opens every letter, which is one page."""

import pytest

from reports.vendor_selection.award.letter_files import render_letter
from reports.vendor_selection.award.letters import AwardLetter, compose_letters
from tests.reports.forms.samples import squeezed
from tests.reports.forms.word.word_files import Office, printed_text
from tests.reports.vendor_selection.award.samples import selection

LETTERS = compose_letters(selection(), "Nordlys", "Søren Dahl", "DKK")


@pytest.mark.slow
@pytest.mark.parametrize("letter", LETTERS, ids=lambda one: one.slug)
def test_libreoffice_opens_every_letter_which_is_one_page(letter: AwardLetter, office: Office) -> None:
    printed = office.printed(render_letter(letter, "da"))
    assert len(printed.pages) == 1
    text = printed_text(printed)
    for said in ("Udkast:ikkesendt.", squeezed(letter.recipient), "Medvenlighilsen", "SørenDahl", "Side1af1"):
        assert said in text
