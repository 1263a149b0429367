"""JQL's text search (`~`): words, phrases, a star at the end of a word.

Here: the matching. Not here: which text of an issue is searched (`sandbox.jira.jql.fields`).
Jira stems words by the site's language; the sandbox compares them as they stand, without case.
"""

import re
from collections.abc import Callable

_WORD = re.compile(r"\w+")
_PHRASE = re.compile(r'"([^"]*)"')
_TERM = re.compile(r"\w+\*?")


def text_matcher(wanted: str) -> Callable[[str], bool]:
    """A question to a text: does it hold every word, every "phrase", every prefix* of `wanted`."""
    phrases = [_words(phrase) for phrase in _PHRASE.findall(wanted)]
    terms = [term.casefold() for term in _TERM.findall(_PHRASE.sub(" ", wanted))]
    whole = {term for term in terms if not term.endswith("*")}
    prefixes = [term[:-1] for term in terms if term.endswith("*")]

    def holds(text: str) -> bool:
        words = _words(text)
        known = set(words)
        return (
            whole <= known
            and all(any(word.startswith(prefix) for word in known) for prefix in prefixes)
            and all(_follows(words, phrase) for phrase in phrases)
        )

    return holds


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _follows(words: list[str], phrase: list[str]) -> bool:
    length = len(phrase)
    return any(words[start : start + length] == phrase for start in range(len(words) - length + 1))
