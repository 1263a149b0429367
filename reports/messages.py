"""The texts that need translating, found in the code: every `Reason("…")`, `.text("…")` and template `t("…")`.

Run `make messages` after adding a text: it adds what is new to each catalogue, with an empty translation, and marks
nothing as done. A test fails while a translation is missing. Texts inside f-strings are not found: name them first.
Not here: looking a text up (`reports.language`).
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from reports.language import CATALOGUES, LOCALES

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


def update(language: str) -> tuple[int, int]:
    """Bring a catalogue up to date with the code; returns how many texts it has and how many lack a translation."""
    path = CATALOGUES / f"{language}.po"
    known = Catalog(locale=language)
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    fresh = Catalog(locale=language, project="outsourcing-rollout", charset="utf-8", fuzzy=False)
    for text, file_name, _ in texts():
        before = known.get(text)
        fresh.add(text, before.string if before else "", locations=[(file_name, 0)])
    with path.open("wb") as file:
        write_po(file, fresh, width=120, sort_output=True, omit_header=True, include_lineno=False)
    return len(fresh), sum(not message.string for message in fresh if message.id)


def main() -> None:
    """Update every catalogue and print what is missing."""
    for language in LOCALES:
        if language != "en":
            count, missing = update(language)
            print(f"{language}: {count} texts, {missing} without a translation")  # noqa: T201


if __name__ == "__main__":
    main()
