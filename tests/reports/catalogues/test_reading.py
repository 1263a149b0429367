"""Which languages there are: those with a catalogue, and English."""

from pathlib import Path

import pytest

from domain.workbook.people import WorkMonth
from domain.workbook.processes import Category
from domain.workbook.tables import columns_of
from reports.catalogues.reading import LOCALES, catalogue, locales, read_catalogue, wording


def test_adding_a_language_is_adding_its_catalogue(tmp_path: Path) -> None:
    for name in ("da", "sv", "nb", "de"):
        (tmp_path / f"{name}.po").write_text("", encoding="utf-8")
    assert locales(tmp_path) == {"da": "da_DK", "de": "de_DE", "en": "en_GB", "nb": "nb_NO", "sv": "sv_SE"}


def test_english_needs_no_catalogue() -> None:
    assert not catalogue("en").texts
    assert catalogue("en").reviewed


CATALOGUE = """# unreviewed: made by a machine.

msgid "Month"
msgstr "Månaden"

msgctxt "heading"
msgid "Month"
msgstr "Månad | Mån."

msgid "Not yet said"
msgstr ""
"""


def test_a_sentence_and_a_heading_of_the_same_words_are_two_texts(tmp_path: Path) -> None:
    path = tmp_path / "sv.po"
    path.write_text(CATALOGUE, encoding="utf-8")
    known = read_catalogue(path)
    assert (known.texts, known.words) == ({"Month": "Månaden"}, {("heading", "Month"): "Månad | Mån."})


@pytest.mark.parametrize(("first", "reviewed"), [("", False), ("# Read by Mette.\n", True), ("\n", True)])
def test_a_catalogue_made_by_a_machine_is_used_and_says_so(tmp_path: Path, first: str, reviewed: bool) -> None:
    path = tmp_path / "sv.po"
    path.write_text(first + CATALOGUE, encoding="utf-8")
    known = read_catalogue(path)
    assert known.reviewed is reviewed
    assert known.texts


def test_the_words_of_a_workbook_are_written_in_one_language_and_known_in_all() -> None:
    column = columns_of(WorkMonth)["month"]
    assert (wording("da").heading(column), wording("en").heading(column)) == ("Måned", "Month")
    assert {"Måned", "Month"} <= set(wording("en").headings(column))
    assert wording("da").tab(WorkMonth) == "Arbejdsmåneder"
    assert wording("da").tab(WorkMonth, {"WorkMonth": "Vores"}) == "Vores"
    assert wording("en").choice(Category.FINANCE) == "Finance & accounting"


@pytest.mark.parametrize("language", LOCALES)
def test_what_a_language_writes_is_the_first_that_it_recognises(language: str) -> None:
    words = wording(language)
    for column in columns_of(WorkMonth).values():
        assert words.headings(column)[0] == words.heading(column)
