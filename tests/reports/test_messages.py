"""No reader meets an untranslated sentence, and no translation loses or invents a gap."""

import re
from string import Formatter

import pytest

from domain.workbook.wording import BETWEEN_SPELLINGS
from reports.catalogues.reading import LOCALES, catalogue
from reports.messages import PACKAGES, ROOT, texts, words

LANGUAGES = [language for language in LOCALES if language != "en"]
LEAST_UNREVIEWED_SHARE = 0.9
"""So much of a machine-made catalogue must be there; what is new since it was made is said in English until then."""


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_in_the_code_is_translated(language: str) -> None:
    known = catalogue(language)
    needed = {text: f"{file}:{line}: {text}" for text, file, line in texts()}
    missing = sorted(place for text, place in needed.items() if text not in known.texts)
    told = f"{language} lacks {len(missing)} of {len(needed)}; run `make messages`, then translate:\n"
    most = 0 if known.reviewed else (1 - LEAST_UNREVIEWED_SHARE) * len(needed)
    assert len(missing) <= most, told + "\n".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_workbook_has_one_in_every_language(language: str) -> None:
    known = catalogue(language).words
    missing = [f"{file}: {kind} {text}" for kind, text, file in words() if not known.get((kind, text))]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spelling_of_a_word_says_something(language: str) -> None:
    empty = [
        text for text, said in catalogue(language).words.items() if "" in map(str.strip, said.split(BETWEEN_SPELLINGS))
    ]
    assert not empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_gaps_of_its_original(language: str) -> None:
    wrong = [text for text, said in catalogue(language).texts.items() if gaps(text) != gaps(said)]
    assert not wrong


def test_no_text_hides_in_an_f_string_where_the_extraction_cannot_see_it() -> None:
    pattern = re.compile(r"""f["'].*\{[^}]*\.text\(|Reason\(f["']""")
    hidden = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if pattern.search(line)
    ]
    assert not hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_spellings_stand_only_where_words_are_recognised(language: str) -> None:
    # A merge of catalogues that overlooks the msgctxt puts a heading's spellings into a sentence of the same words.
    several = [text for text, said in catalogue(language).texts.items() if BETWEEN_SPELLINGS in said]
    assert not several
