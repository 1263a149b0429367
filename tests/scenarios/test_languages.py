"""A language is a catalogue and nothing else: a rollout in each reads a workbook in it, and what it publishes is in it.

Here: the flows and their pages. Not here: that catalogues are whole (`tests.reports.test_messages`).
"""

import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest

from configs.rollouts import EXAMPLES
from reports.catalogues.reading import LOCALES, catalogue, wording
from reports.messages import texts
from sandbox.nordlys.build import SEED
from sandbox.nordlys.tabs.workbook import write_workbook
from tests.terminal.rehearsals import rehearsing_in
from tests.terminal.stages import BUILT, REVIEW, Stages

OTHERS = [language for language in LOCALES if language not in ("da", "en")]
ENOUGH_LETTERS = 4
"""A template with fewer outside its gaps says nothing in any language (`{first}, {rest}`)."""
pytestmark = pytest.mark.slow


class _Texts(HTMLParser):
    """The texts of a page, those of its drawings included."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self._silent:
            self.found.add(text)


class _Said:
    """Whether a text is one of a language's, whatever stands in its gaps."""

    def __init__(self, templates: set[str]) -> None:
        parts = {template: list(Formatter().parse(template)) for template in templates}
        telling = {
            template: found
            for template, found in parts.items()
            if sum(letter.isalpha() for literal, *_ in found for letter in literal) >= ENOUGH_LETTERS
        }
        self._whole = {" ".join(template.split()) for template, found in telling.items() if len(found) == 1}
        self._gapped = [
            re.compile("".join(re.escape(literal) + (".+" if name else "") for literal, name, *_ in found))
            for found in telling.values()
            if any(name for _, name, *_ in found)
        ]

    def __contains__(self, text: str) -> bool:
        return text in self._whole or any(pattern.fullmatch(text) for pattern in self._gapped)


def templates(language: str) -> set[str]:
    known = catalogue(language).texts
    return {known.get(text, text) for text, *_ in texts()}


def foreign_texts(page: str, language: str) -> list[str]:
    """What a page says in another language's words and not in its own."""
    own = _Said(templates(language))
    others = [_Said(templates(other)) for other in LOCALES if other != language]
    return sorted(text for text in _Texts(page).found if text not in own and any(text in other for other in others))


@pytest.mark.parametrize("language", OTHERS)
def test_a_rollout_reads_and_publishes_in_any_language_that_has_a_catalogue(
    language: str, tmp_path: Path, stages: Stages
) -> None:
    stages.copy(BUILT, tmp_path)
    write_workbook(tmp_path / ".rollout" / "sandbox" / "nordlys" / "sheets" / "nordlys.xlsx", SEED, wording(language))
    settings = (EXAMPLES / "nordlys.yaml").read_text(encoding="utf-8")
    (tmp_path / "rollouts").mkdir()
    (tmp_path / "rollouts" / "nordlys.yaml").write_text(settings.replace("language: da", f"language: {language}"))
    with rehearsing_in(tmp_path, stages.api_url, stages.terminal) as rehearsal:
        rehearsal.rollout("run", "discovery", "--rollout", "nordlys", "--by", "Lars Bjerre")
        rehearsal.rollout(*REVIEW)
    published = (tmp_path / ".rollout" / "reviews" / "nordlys").glob("*.html")
    pages = {path.stem: path.read_text(encoding="utf-8") for path in published}
    assert set(pages) == {"discovery", "sla-2026-10"}
    for page in pages.values():
        assert f'<html lang="{language}">' in page
        assert foreign_texts(page, language) == []
        assert len(foreign_texts(page, "da")) > 100, "the comparison finds nothing"
