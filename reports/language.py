"""Saying things in the reader's language: translated sentences, local numbers, dates and money.

Here: `Speaker`, the only place where a value becomes text. Not here: the texts (each `Reason` is its own English; the
others stand in `reports.catalogues`), the documents' layout.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol

from domain.arithmetic.rounding import money, rounded
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus
from domain.problems import Problem
from domain.reasons import Fact, Reason
from domain.workbook.wording import Wording
from reports.catalogues.reading import LOCALES, catalogue, wording
from reports.documents import SYMBOLS, Kind, Link, Marked, Value
from reports.words import word

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
ENDINGS: dict[str, Kind] = {"_share": "percent", "_amount": "money", "_duration": "duration"}
TERMS: dict[str, type[StrEnum]] = {"phase": Phase, "role": Role, "status": PhaseStatus}
NOTHING = "–"
"""How a value that is not there looks."""


class Speaker:
    """Says reasons and values in one language, one zone, one currency.

    Raises:
        Problem: the language has no catalogue.
    """

    def __init__(self, language: str, *, zone: str = "Europe/Copenhagen", currency: str = "DKK") -> None:
        if language not in LOCALES:
            raise Problem(
                Reason("There is no language '{language}'", language=language),
                next_step=Reason("use one of: {known}", known=", ".join(LOCALES)),
            )
        self.language, self.currency = language, currency
        self.region = LOCALES[language].partition("_")[2]
        self._locale = Locale.parse(LOCALES[language])
        self._zone = ZoneInfo(zone)
        self._texts = catalogue(language).texts

    @cached_property
    def wording(self) -> Wording:
        """What the workbook's headings, tabs and choices are called in the language; reads every language's."""
        return wording(self.language)

    def text(self, english: str) -> str:
        """A fixed text, translated."""
        return self._texts.get(english, english)

    def say(self, reason: Reason) -> str:
        """A reason as a sentence, its facts in local form.

        Facts named `*_share` are shares 0-1 and shown as percent (`*_exact_share` with two decimals), `*_amount` as
        money, `*_duration` are seconds, `*month` (2026-10) is a month's name, shortened when named `short_month`; a
        phase, role or status of the rules in a fact of that name is said by its word (`reports.words`).
        """
        said = {name: self._fact(name, fact) for name, fact in reason.facts.items()}
        # An amount in kroner ends with a full stop of its own; a sentence that ends with one needs no second.
        return self.text(reason.template).format(**said).replace("kr..", "kr.")

    def value(self, value: Value, kind: Kind = "text", decimals: int = 1) -> str:
        """A table value as text."""
        if isinstance(value, Marked):
            return self._marked(value, kind, decimals)
        if value is None:
            return NOTHING
        if isinstance(value, Reason):
            return self.say(value)
        if isinstance(value, bool):
            return self.text("yes") if value else self.text("no")
        if isinstance(value, datetime):
            pattern = f"{self._locale.date_formats['medium'].pattern} HH:mm"
            return format_datetime(value, pattern, tzinfo=self._zone, locale=self._locale)
        if isinstance(value, date):
            return format_date(value, "medium", locale=self._locale)
        if isinstance(value, Link):
            return self.value(value.text)
        if isinstance(value, str):
            return self.month(value) if kind == "date" and len(value) == len("2026-10") else value
        return self._number(value, kind, decimals)

    def month(self, month: str) -> str:
        """`2026-10` as `oktober 2026`."""
        first_on = date.fromisoformat(f"{month}-01")
        return format_date(first_on, "LLLL y", locale=self._locale)

    def short_month(self, month: str) -> str:
        """`2026-10` as `okt. 26`."""
        return format_date(date.fromisoformat(f"{month}-01"), "LLL yy", locale=self._locale)

    def number_format(self) -> dict[str, Any]:
        """The language's numbers as a d3-format locale, for charts."""
        symbols = self._locale.number_symbols["latn"]
        return {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""],
                "percent": "\u00a0%"}  # fmt: skip

    def time_format(self) -> dict[str, Any]:
        """The language's months and days as a d3-time-format locale, for charts."""
        months, days = self._locale.months["stand-alone"], self._locale.days["stand-alone"]
        order = (6, 0, 1, 2, 3, 4, 5)  # d3 counts from Sunday
        return {
            "dateTime": "%d %B %Y %H:%M", "date": "%d.%m.%Y", "time": "%H:%M", "periods": ["AM", "PM"],
            "days": [days["wide"][day] for day in order],
            "shortDays": [days["abbreviated"][day].strip(".") for day in order],
            "months": [months["wide"][number] for number in range(1, 13)],
            "shortMonths": [months["abbreviated"][number].strip(".") for number in range(1, 13)],
        }  # fmt: skip

    def duration(self, seconds: int) -> str:
        """Working seconds as hours and minutes: `12 t 05 min`, whole minutes, rounded up so that 1 s shows."""
        minutes = -(-abs(seconds) // 60)
        sign = "-" if seconds < 0 else ""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return f"{sign}{rest} min"
        hour_sign = self.text("h")
        return f"{sign}{self.value(hours, 'count')} {hour_sign} {rest:02d} min"

    def _marked(self, marked: Marked, kind: Kind, decimals: int) -> str:
        """Symbol, value and word: `✘ 66,7 % få`, `○ ikke målt`."""
        shown = "" if marked.value is None and marked.note else self.value(marked.value, kind, decimals)
        word = self.say(marked.note) if marked.note else ""
        sign = "" if shown == NOTHING and not word else SYMBOLS[marked.status]
        return " ".join(part for part in (sign, shown, word) if part)

    def _number(self, value: int | Decimal, kind: Kind, decimals: int) -> str:
        if kind == "duration":
            return self.duration(int(value))
        if kind == "percent":
            share = rounded(Decimal(value), decimals + 2)
            return format_percent(share, self._pattern("#,##0", decimals, " %"), locale=self._locale)
        if kind == "money":
            return self._money(Decimal(value))
        if kind == "count" or isinstance(value, int):
            return str(format_decimal(int(value), "#,##0", locale=self._locale))
        shown = rounded(Decimal(value), decimals)
        return str(format_decimal(shown, self._pattern("#,##0", decimals), locale=self._locale))

    def _money(self, amount: Decimal) -> str:
        shown = money(amount)
        whole = shown == int(shown)
        pattern = self._locale.currency_formats["standard"].pattern
        if whole:
            pattern = pattern.replace("0.00", "0")
        if pattern.startswith("¤#") and get_currency_symbol(self.currency, self._locale)[-1].isalpha():
            pattern = pattern.replace("¤", "¤\N{NO-BREAK SPACE}")  # CLDR's currency spacing, which Babel leaves out
        return format_currency(shown, self.currency, pattern, locale=self._locale, currency_digits=False)

    @staticmethod
    def _pattern(whole: str, decimals: int, suffix: str = "") -> str:
        return whole + ("." + "0" * decimals if decimals else "") + suffix

    def _fact(self, name: str, fact: Fact | Reason) -> str:
        if isinstance(fact, Reason):
            return self.say(fact)
        kind = next((kind for ending, kind in ENDINGS.items() if name.endswith(ending)), None)
        if kind is not None and (amount := _number_of(fact)) is not None:
            return self.value(amount, kind, 2 if name.endswith("_exact_share") else 1)
        if name.endswith("month") and isinstance(fact, str) and MONTH.fullmatch(fact):
            return self.short_month(fact) if name.startswith("short") else self.month(fact)
        if isinstance(fact, str) and (term := _term_of(name, fact)) is not None:
            return self.say(word(term))
        if isinstance(fact, Decimal):
            return self.value(fact, "number", max(0, min(2, -int(fact.normalize().as_tuple().exponent))))
        return self.value(fact)


def _term_of(name: str, fact: str) -> StrEnum | None:
    """The phase, role or status that a fact of that name is; English texts may write it with spaces."""
    kind = TERMS.get(name.rpartition("_")[2])
    value = fact.replace(" ", "_")
    return kind(value) if kind is not None and value in set(kind) else None


def _number_of(fact: Fact) -> int | Decimal | None:
    """A fact as a number; a reason that was kept as JSON has its decimals as text."""
    if isinstance(fact, int | Decimal) and not isinstance(fact, bool):
        return fact
    if isinstance(fact, str) and PLAIN_NUMBER.fullmatch(fact):
        return Decimal(fact)
    return None
