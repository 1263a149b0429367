"""Small numbers as words, for sentences: "all five metrics".

Here: one to twelve. Not here: numbers with units or decimals (`reports.language`).
"""

from domain.reasons import Fact, Reason

_WORDS = (
    Reason("one"), Reason("two"), Reason("three"), Reason("four"), Reason("five"), Reason("six"), Reason("seven"),
    Reason("eight"), Reason("nine"), Reason("ten"), Reason("eleven"), Reason("twelve"),
)  # fmt: skip


def in_words(count: int) -> Fact | Reason:
    """The word for a count; the number itself under one and over twelve."""
    return _WORDS[count - 1] if 1 <= count <= len(_WORDS) else count
