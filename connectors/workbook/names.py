"""Names as people type them: headers, choices, and when two spellings are one.

Here: normal forms for comparing. Not here: which names a column or a choice has (`domain.workbook.wording`).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from domain.workbook.cells import Cell
from domain.workbook.wording import AND, LOADING, NO, NOT_AVAILABLE, TOTAL, YES, Wording

ERROR_CODE = r"#[^\W_1-9]+(?:/[^\W_1-9]+)?[!?]"
"""Letters and 0: `#REF!`, `#DIV/0!`, `#VÆRDI!`. Error cells come as text, in the words of the workbook's language."""


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Text for comparing names: one Unicode form, no case, single spaces, nothing invisible, no final `:` or `*`."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    visible = "".join("-" if unicodedata.category(c) == "Pd" else c for c in folded if unicodedata.category(c) != "Cf")
    return " ".join(visible.split()).rstrip(" :*").lstrip(" *")


@lru_cache(maxsize=4096)
def choice_key(text: str, ands: tuple[str, ...]) -> str:
    """Normal form of a choice: also `&` and the words for it (`ands`) are one."""
    # "Finans & Regnskab", "Finans og regnskab" and "finans&regnskab" are one choice.
    return " ".join(re.sub(rf"&|\b(?:{'|'.join(map(re.escape, ands))})\b", " & ", normalised(text)).split())


class KnownWords:
    """The words cells are recognised by, in all languages and in their normal forms; made once per tab.

    Attributes:
        wording: what they are written as.
        yes, no, totals: normalised.
        error: matches what a spreadsheet says in its own language instead of a value: an error, or "loading".
    """

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.yes, self.no, self.totals = (frozenset(map(normalised, wording.words(word))) for word in (YES, NO, TOTAL))
        missing, loading = ("|".join(map(re.escape, wording.words(word))) for word in (NOT_AVAILABLE, LOADING))
        self.error = re.compile(rf"{ERROR_CODE}|{missing}|(?:{loading})\s*(?:\.{{3}}|…)?", re.IGNORECASE)
        self._ands = wording.words(AND)
        self._choices: dict[type[Any], dict[str, Any]] = {}

    def choice(self, kind: type[Any] | None, cell: Cell) -> Any:
        """The member of an enumeration that a cell names; None when it names none."""
        if kind is None or not isinstance(cell, str):
            return None
        if kind not in self._choices:
            self._choices[kind] = {
                choice_key(text, self._ands): member for member in kind for text in self.wording.choices(member)
            }
        return self._choices[kind].get(choice_key(cell, self._ands))
