"""The texts that need translating, found in the code: every `Reason("…")`, `.text("…")` and template `t("…")`, and the
words of the workbook, taken from the row models.

Run `make messages` after adding a text: it adds what is new to each catalogue, with an empty translation, and marks
nothing as done. A test fails while a translation is missing. Texts inside f-strings are not found: name them first.
Not here: looking a text up (`reports.catalogues.reading`).
"""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from domain.kickoff.result import PITFALL, PITFALL_WORDS, Pitfall
from domain.workbook.tables import Choice, base_type, columns_of, words_of
from domain.workbook.tabs import ALL_TABS
from domain.workbook.wording import CELL, CELL_WORDS, CHOICE, TAB, Word, heading_context
from reports.catalogues.reading import CATALOGUES, LOCALES

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("domain", "reports", "connectors", "configs", "sandbox", "tasks", "flows")
KEYWORDS: dict[str, None] = {"Reason": None, "text": None, "t": None}


def texts() -> Iterator[tuple[str, str, int]]:
    """(text, file, line) of every text a reader may see, in file order."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield from _extracted("python", path)
    for path in sorted((ROOT / "reports").rglob("*.j2")):
        yield from _extracted("jinja2.ext:babel_extract", path)


def _extracted(method: str, path: Path) -> Iterator[tuple[str, str, int]]:
    options = {"trimmed": "true"} if method != "python" else {}
    for line, message, _, _ in extract_from_file(method, path, keywords=KEYWORDS, options=options):
        text = message[0] if isinstance(message, tuple) else message
        if text:
            yield text, path.relative_to(ROOT).as_posix(), line


def words() -> Iterator[tuple[str, str, str]]:
    """(kind of word, English, file) of every word of the workbook: headings, tabs, choices, small words."""
    for model in ALL_TABS:
        yield TAB, model.tab, _file_of(model)
        for name, column in columns_of(model).items():
            yield heading_context(column), column.english, _file_of(model)
            field = model.model_fields[name]
            for kind in (base_type(field)[0], words_of(field)):
                if kind is not None and issubclass(kind, Choice):
                    yield from ((CHOICE, member.label, _file_of(kind)) for member in kind)
    yield from ((CELL, word.english, _file_of(Word)) for word in CELL_WORDS)
    yield from ((PITFALL, word.english, _file_of(Pitfall)) for word in PITFALL_WORDS.values())


def _file_of(kind: type[Any]) -> str:
    return f"{kind.__module__.replace('.', '/')}.py"


def update(language: str) -> tuple[int, int]:
    """Bring a catalogue up to date with the code; returns how many texts it has and how many lack a translation."""
    path = CATALOGUES / f"{language}.po"
    known = Catalog(locale=language)
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    fresh = Catalog(locale=language, project="outsourcing-rollout", charset="utf-8", fuzzy=False)
    needed = [(None, text, file) for text, file, _ in texts()] + list(words())
    for context, text, file_name in needed:
        before = known.get(text, context)
        fresh.add(text, before.string if before else "", locations=[(file_name, 0)], context=context)
    first = _first_comment(path)
    with path.open("wb") as out:
        out.write(first.encode())
        write_po(out, fresh, width=120, sort_output=True, omit_header=True, include_lineno=False)
    return len(fresh), sum(not message.string for message in fresh if message.id)


def _first_comment(path: Path) -> str:
    """What a catalogue says about itself in its first lines (`# unreviewed: …`), which Babel would drop."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join([*itertools.takewhile(lambda line: line.startswith("# ") or line == "\n", lines)])


def main() -> None:
    """Update every catalogue and print what is missing."""
    for language in LOCALES:
        if language != "en":
            count, missing = update(language)
            print(f"{language}: {count} texts, {missing} without a translation")  # noqa: T201


if __name__ == "__main__":
    main()
