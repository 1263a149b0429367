"""Names as people type them: headers, choices, and when two spellings are one.

Here: normal forms for comparing. Not here: which names a column or a choice has (`domain`).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Text for comparing names: one Unicode form, no case, single spaces, nothing invisible, no final `:` or `*`."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    visible = "".join("-" if unicodedata.category(c) == "Pd" else c for c in folded if unicodedata.category(c) != "Cf")
    return " ".join(visible.split()).rstrip(" :*").lstrip(" *")


def choice_spellings(kind: type[Any]) -> dict[str, Any]:
    """Normalised spelling -> member: by value, and where the enum has them by label in both languages and by alias."""
    spellings = {choice_key(str(member.value)): member for member in kind}
    for member in kind:
        if hasattr(member, "label"):
            spellings |= {choice_key(member.label(language)): member for language in ("da", "en")}
        spellings |= {choice_key(alias): member for alias in getattr(member, "aliases", ())}
    return spellings


@lru_cache(maxsize=4096)
def choice_key(text: str) -> str:
    """Normal form of a choice: also `&`, `og` and `and` are one."""
    # "Finans & Regnskab", "Finans og regnskab" and "finans&regnskab" are one choice.
    return " ".join(re.sub(r"&|\b(?:og|and)\b", " & ", normalised(text)).split())
