"""No reader meets an untranslated sentence, and no translation loses or invents a gap."""

import re
from string import Formatter

import pytest

from reports.language import LOCALES, catalogue
from reports.messages import PACKAGES, ROOT, texts

LANGUAGES = [language for language in LOCALES if language != "en"]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_in_the_code_is_translated(language: str) -> None:
    known = catalogue(language)
    missing = sorted({f"{file}:{line}: {text}" for text, file, line in texts() if text not in known})
    assert not missing, "run `make messages`, then translate:\n" + "\n".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_gaps_of_its_original(language: str) -> None:
    wrong = [text for text, said in catalogue(language).items() if gaps(text) != gaps(said)]
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
