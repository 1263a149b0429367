"""Reasons as data: an English template and the facts that fill it.

Rules return reasons, not text, so that `reports.language` can say them in the reader's language with local numbers.
The template is the message id of the translation catalogue; `reports/catalogues` is checked for completeness
by extracting every `Reason("...")` call.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

Fact = bool | int | Decimal | datetime | date | str
"""What may stand in a reason, beside another reason. Money is Decimal, shares are Decimal 0-1 and named `*_share`."""


class Reason(BaseModel):
    """One sentence with named gaps and what stands in them.

    `str(reason)` is the English sentence; other languages come from `reports.language`.
    """

    model_config = ConfigDict(frozen=True)

    template: str
    facts: "dict[str, Fact | Reason]" = {}

    def __init__(
        self, template: str, facts: "dict[str, Fact | Reason] | None" = None, **named: "Fact | Reason"
    ) -> None:
        super().__init__(template=template, facts={**(facts or {}), **named})

    def __str__(self) -> str:
        return self.template.format(**{name: _plain(fact) for name, fact in self.facts.items()})


def _plain(fact: "Fact | Reason") -> "Fact | Reason":
    """A fact as English text shows it: instants to the minute, in UTC."""
    if isinstance(fact, datetime) and fact.tzinfo:
        return f"{fact.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return fact


def verbatim(text: str) -> Reason:
    """Somebody else's words (a service's answer, an operating system's), which are quoted and never translated."""
    return Reason("{text}", text=text)


def reason_of(error: ValueError) -> Reason:
    """Why a model refuses a value: its checks raise `ValueError(Reason(...))`, as pydantic wants it."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Reason) else verbatim(str(said))


def joined(words: Sequence[Reason]) -> Reason | None:
    """Several in one, with commas between them; None for none."""
    if not words:
        return None
    said = words[0]
    for more in words[1:]:
        said = Reason("{first}, {second}", first=said, second=more)
    return said


def listed(words: Sequence[Reason], most: int) -> Reason:
    """The first `most` of them with commas, and how many more there are; "none" for none."""
    said = joined(words[:most])
    if said is None:
        return Reason("none")
    more = len(words) - most
    return Reason("{listed} and {count} more", listed=said, count=more) if more > 0 else said


def with_more(reason: Reason, more: int) -> Reason:
    """The first of several such reasons, and how many more there are."""
    return Reason("{reason} (and {count} more)", reason=reason, count=more) if more > 0 else reason


def both(reasons: Sequence[Reason]) -> Reason:
    """One or several joined by "and"."""
    said = reasons[0]
    for more in reasons[1:]:
        said = Reason("{first} and {second}", first=said, second=more)
    return said


def either(reasons: Sequence[Reason]) -> Reason:
    """One or several joined by "or"."""
    said = reasons[0]
    for more in reasons[1:]:
        said = Reason("{first} or {second}", first=said, second=more)
    return said
