"""What a spreadsheet locale decides: separators, date order, words, default patterns.

en_US is checked against recordings; da_DK follows the documentation and Unicode's CLDR (through Babel), because no
recording of a Danish spreadsheet was found: its decimal comma and grouping point are certain, its dates, times and
boolean words are not. Other locales are derived from CLDR in the same way.
"""

import re
from dataclasses import dataclass
from functools import cache

import babel


@dataclass(frozen=True)
class SheetLocale:
    """One locale. Patterns are Sheets number-format patterns, in their English letters."""

    code: str
    decimal: str
    group: str
    date_order: str
    """"mdy", "dmy" or "ymd"."""
    date_separator: str
    time_separator: str
    date_pattern: str
    time_pattern: str
    currency_pattern: str
    currency_symbols: tuple[str, ...]
    true_word: str
    false_word: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    """Monday first"""
    short_days: tuple[str, ...]
    am_pm: tuple[str, str]

    @property
    def date_time_pattern(self) -> str:
        """Date, a space, time."""
        return f"{self.date_pattern} {self.time_pattern}"

    @property
    def list_separator(self) -> str:
        """Between a formula's arguments."""
        return ";" if self.decimal == "," else ","


_WORDS = {
    "da": ("SAND", "FALSK"),
    "de": ("WAHR", "FALSCH"),
    "fr": ("VRAI", "FAUX"),
    "nl": ("WAAR", "ONWAAR"),
    "es": ("VERDADERO", "FALSO"),
}
_CURRENCIES = {
    "en_US": ("$#,##0.00", ("$",)),
    "en_GB": ('"£"#,##0.00', ("£",)),
    "da_DK": ('#,##0.00" kr."', ("kr.", "kr", "DKK")),
    "sv_SE": ('#,##0.00" kr"', ("kr", "SEK")),
    "nb_NO": ('"kr "#,##0.00', ("kr", "NOK")),
}
_EURO = ('#,##0.00" €"', ("€", "EUR"))
_DATES = {"en_US": ("mdy", "/", "m/d/yyyy"), "da_DK": ("dmy", "-", "dd-mm-yyyy")}


@cache
def sheet_locale(code: str) -> SheetLocale:
    """The locale of a code such as `da_DK`; an unknown code falls back to en_US, as the service does for odd ones."""
    try:
        known = babel.Locale.parse(code)
    except (babel.UnknownLocaleError, ValueError):
        known, code = babel.Locale.parse("en_US"), "en_US"
    symbols = known.number_symbols.get("latn", known.number_symbols)
    order, separator, date_pattern = _DATES.get(code) or _date(known)
    currency_pattern, currency_symbols = _CURRENCIES.get(code, _EURO)
    time_separator = "." if known.language == "da" else ":"
    true_word, false_word = _WORDS.get(known.language, ("TRUE", "FALSE"))
    return SheetLocale(
        code=code,
        decimal=symbols["decimal"],
        group=symbols["group"],
        date_order=order,
        date_separator=separator,
        time_separator=time_separator,
        date_pattern=date_pattern,
        time_pattern="h:mm:ss AM/PM" if code == "en_US" else time_separator.join(("hh", "mm", "ss")),
        currency_pattern=currency_pattern,
        currency_symbols=currency_symbols,
        true_word=true_word,
        false_word=false_word,
        months=_names(known.months["format"]["wide"], range(1, 13)),
        short_months=_names(known.months["format"]["abbreviated"], range(1, 13)),
        days=_names(known.days["format"]["wide"], range(7)),
        short_days=_names(known.days["format"]["abbreviated"], range(7)),
        am_pm=("AM", "PM"),
    )


def _names(table: object, keys: range) -> tuple[str, ...]:
    return tuple(str(table[key]) for key in keys)  # type: ignore[index]


def _date(known: babel.Locale) -> tuple[str, str, str]:
    pattern = str(known.date_formats["short"].pattern)
    letters = re.findall(r"[yMd]+", pattern)
    separator = re.sub(r"[yMd]", "", pattern)[:1] or "-"
    order = "".join(letters_run[0].lower() for letters_run in letters)
    shown = separator.join({"d": "dd", "m": "mm", "y": "yyyy"}[letter] for letter in order)
    return order, separator, shown
