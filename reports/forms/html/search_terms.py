"""Which words stand on which page, so that a search over many pages loads little.

Here: folding as the script folds, the terms of a rollout's pages, the file each term is in. A term is a run of signs
without a gap that has a digit in it, or a stretch without digits: a number is always found whole and so by its own
file, letters by the list of all stretches. Not here: the files (`reports.forms.html.search_parts`), the script
(`templates/search_parts.js`), which folds and counts the same way.
"""

import re
import unicodedata
from collections.abc import Sequence

from domain.values import Frozen

BUCKETS = 256
"""The finest division; a site has this many files of words or a power of two below it."""
_GAP = re.compile("[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
_DIGITS = re.compile("[0-9]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


class Terms(Frozen):
    """The words of one rollout's pages.

    Attributes:
        buckets: `term mask term mask`, a mask being the pages it stands on, as hexadecimal digits.
        words: every stretch without digits, once, between blanks.
    """

    buckets: tuple[str, ...]
    words: str

    def kept(self) -> bytes:
        """As a file, a line each."""
        return "\n".join((self.words, *self.buckets)).encode("utf-8", "replace")


def read_terms(content: bytes | None) -> Terms | None:
    """Terms as they were kept; None when there are none, or they are not whole."""
    lines = (content or b"").decode("utf-8", "replace").split("\n")
    return Terms(buckets=tuple(lines[1:]), words=lines[0]) if len(lines) == BUCKETS + 1 else None


def folded(text: str) -> str:
    """Without capitals, accents and the Danish letters' ways of being typed."""
    lower = unicodedata.normalize("NFC", text).lower().translate(_SPELLED)
    return _ACCENTS.sub("", unicodedata.normalize("NFD", lower))


def terms_of(texts: Sequence[Sequence[str]]) -> Terms:
    """The terms of some pages, given as their lines. Equal pages give equal terms."""
    pages: dict[str, int] = {}
    for number, lines in enumerate(texts):
        page = 1 << number
        for term in {part for token in set(_GAP.split(folded("\n".join(lines)))) for part in _parts(token)}:
            pages[term] = pages.get(term, 0) | page
    buckets: list[list[str]] = [[] for _ in range(BUCKETS)]
    for term in sorted(pages):
        for place in sorted({bucket(key) for key in _DIGITS.findall(term) or (term,)}):
            buckets[place].append(f"{term} {pages[term]:x}")
    words = " ".join(term for term in sorted(pages) if not _DIGITS.search(term))
    return Terms(buckets=tuple(map(" ".join, buckets)), words=words)


def bucket(term: str) -> int:
    """The file of a stretch without digits, or of a number."""
    total = 7
    for sign in term:
        total = (total * 31 + ord(sign)) % 65521
    return total % BUCKETS


def _parts(token: str) -> list[str]:
    stretches = [part for part in _DIGITS.split(token) if part]
    return stretches if stretches == [token] or not token else [token, *stretches]
