"""What the headings, tabs, choices and small words of a workbook are called, in one language and in all of them.

Here: `Wording`, a look-up over tables that are handed down, and the small words cells are read by. Not here: the
tables (`reports.catalogues`, one file per language), the headings themselves (the row models), reading cells
(`connectors.workbook`).

English stands in the code and is its own translation. Where a language knows several spellings, its text is
`Proces-id (tom = hele ydelsen) | Proces-id`: the first is written, all of them are recognised.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from domain.workbook.tables import Choice, Column, Row

TAB, CHOICE, CELL = "tab", "choice", "cell"
"""What kind of word it is: in a catalogue its `msgctxt`, so that it is never taken for a sentence."""
BETWEEN_SPELLINGS = "|"
ENGLISH = "en"

Table = Mapping[tuple[str, str], str]
"""(context, English) -> the language's spellings."""


@dataclass(frozen=True)
class Word:
    """A word that people type, in English, and further English spellings of it."""

    english: str
    aliases: tuple[str, ...] = ()


YES = Word("yes", ("y", "true", "x"))
NO = Word("no", ("n", "false"))
TOTAL = Word("total", ("grand total", "subtotal", "sum"))
AND = Word("and")
LOADING = Word("loading")
NOT_AVAILABLE = Word("#N/A")
CELL_WORDS = (YES, NO, TOTAL, AND, LOADING, NOT_AVAILABLE)
"""Words a cell may hold whatever its column; the last two are what a spreadsheet says in its own language."""


def heading_context(column: Column) -> str:
    """The kind of word a column's header is."""
    return f"heading of a {column.about}" if column.about else "heading"


@dataclass(frozen=True)
class Wording:
    """The words of a workbook, seen from one language.

    Questions in the singular give what is written in that language; those in the plural give what is recognised: its
    own spellings first, then the English ones, then those of every other language.

    Attributes:
        tables: language -> its words; English needs none.
    """

    language: str = ENGLISH
    tables: Mapping[str, Table] = field(default_factory=dict)

    def heading(self, column: Column) -> str:
        """The header text of a column."""
        return self._written(heading_context(column), column.english)

    def headings(self, column: Column) -> tuple[str, ...]:
        """Every header text that names a column."""
        return self._recognised(heading_context(column), column.english, column.aliases)

    def tab(self, model: type[Row], titles: Mapping[str, str] | None = None) -> str:
        """The title of a model's tab: as the settings name it (row model name -> title), or the language's own."""
        return (titles or {}).get(model.__name__) or self._written(TAB, model.tab)

    def choice(self, member: Enum) -> str:
        """What people write in a cell for a member of an enumeration; its value where it has no words."""
        return self._written(CHOICE, member.label) if isinstance(member, Choice) else str(member.value)

    def choices(self, member: Enum) -> tuple[str, ...]:
        """Every text that means a member, its value among them."""
        if not isinstance(member, Choice):
            return (str(member.value),)
        return (str(member.value), *self._recognised(CHOICE, member.label, member.aliases))

    def word(self, word: Word, context: str = CELL) -> str:
        """A small word."""
        return self._written(context, word.english)

    def words(self, word: Word, context: str = CELL) -> tuple[str, ...]:
        """Every spelling of a small word."""
        return self._recognised(context, word.english, word.aliases)

    def _written(self, context: str, english: str) -> str:
        return self._spellings(self.language, context, english)[0]

    def _recognised(self, context: str, english: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
        others = sorted(set(self.tables) - {self.language, ENGLISH})
        found = [*self._spellings(self.language, context, english), english, *aliases]
        found += [text for language in others for text in self._spellings(language, context, english)]
        return tuple(dict.fromkeys(found))

    def _spellings(self, language: str, context: str, english: str) -> list[str]:
        text = self.tables.get(language, {}).get((context, english)) or english
        return [part.strip() for part in text.split(BETWEEN_SPELLINGS)]
