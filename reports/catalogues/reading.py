"""Which languages there are, and what their catalogues say.

Here: finding and reading `.po` files. Not here: saying a sentence (`reports.language`), which texts a catalogue needs
(`reports.messages`), recognising words in a workbook (`connectors.workbook`, which is handed a `Wording`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

from domain.workbook.wording import ENGLISH, Table, Wording

CATALOGUES = Path(__file__).parent
UNREVIEWED = "unreviewed"
"""A catalogue whose first comment says so was made by a machine; it is used all the same."""


def locales(folder: Path = CATALOGUES) -> dict[str, str]:
    """Language -> locale: English, whose texts are in the code, and every language with a catalogue in `folder`.

    A language's locale is that of the land where most write it so (CLDR's likely subtags: `sv` is `sv_SE`).
    """
    found = {ENGLISH: "en_GB"}
    for path in sorted(folder.glob("*.po")):
        likely = Locale.parse(get_global("likely_subtags").get(path.stem, path.stem))
        found[path.stem] = f"{likely.language}_{likely.territory}" if likely.territory else likely.language
    return dict(sorted(found.items()))


LOCALES = locales()


@dataclass(frozen=True)
class Catalogue:
    """What one language says.

    Attributes:
        texts: English template -> translation; what is not there is said in English.
        words: the workbook's.
        reviewed: somebody who speaks the language has read it.
    """

    texts: Mapping[str, str]
    words: Table
    reviewed: bool


@lru_cache(maxsize=64)
def catalogue(language: str) -> Catalogue:
    """A language's catalogue. English is its own."""
    if language == ENGLISH:
        return Catalogue({}, {}, reviewed=True)
    return read_catalogue(CATALOGUES / f"{language}.po")


def read_catalogue(path: Path) -> Catalogue:
    """What a file `<language>.po` says; a text without a translation is not in it."""
    # Here, because every command asks which languages there are, and few read what one says.
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        messages = [m for m in read_po(file, locale=path.stem) if m.id and m.string]
    with path.open(encoding="utf-8") as file:
        reviewed = UNREVIEWED not in file.readline()
    return Catalogue(
        texts={str(m.id): str(m.string) for m in messages if not m.context},
        words={(m.context, str(m.id)): str(m.string) for m in messages if m.context},
        reviewed=reviewed,
    )


@lru_cache(maxsize=64)
def wording(language: str) -> Wording:
    """The words of a workbook as `language` writes them and as every language knows them."""
    return Wording(language, {one: catalogue(one).words for one in LOCALES})
