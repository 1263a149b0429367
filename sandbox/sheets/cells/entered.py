"""USER_ENTERED: text as a person would type it -> a typed value and the pattern it brings along.

Here: numbers, percentages, amounts, dates, times, booleans, formulas, by the spreadsheet's locale. RAW needs none.
en_US follows recordings (`"0042"` -> 42, `"2,000,000.01"` -> number with `#,##0.00`, `"2020-01-01"` -> date); other
locales follow the same rules with their own separators, which nobody recorded.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sandbox.sheets.cells.locales import SheetLocale
from sandbox.sheets.cells.shown import EPOCH, Value

ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#ERROR!")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True)
class Entered:
    """What the text became. `pattern` is the format it asks for; None keeps the cell's."""

    value: Value
    pattern: str | None = None
    is_formula: bool = False


def entered(text: str, locale: SheetLocale) -> Entered:
    """Read typed text; what is nothing else stays text."""
    if text.startswith("'"):
        return Entered(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entered(text, is_formula=True)
    stripped = text.strip()
    words = {"TRUE": True, "FALSE": False, locale.true_word: True, locale.false_word: False}
    if stripped.upper() in words:
        return Entered(words[stripped.upper()])
    return _number(stripped, locale) or _moment(stripped, locale) or Entered(text)


def _number(text: str, locale: SheetLocale) -> Entered | None:
    bare, pattern = _without_signs(text, locale)
    negative = bare.startswith("-")
    bare = bare.lstrip("+-").strip() if bare[:1] in ("+", "-") else bare
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    plain = re.fullmatch(rf"(\d+)?(?:{decimal}(\d*))?(?:[eE]([+-]?\d+))?", bare, re.ASCII)
    grouped = re.fullmatch(rf"(\d{{1,3}}(?:{group}\d{{3}})+)(?:{decimal}(\d*))?()", bare, re.ASCII)
    found = plain or grouped
    if not found or not (found[1] or found[2]):
        return None
    whole, fraction, power = (found[1] or "0").replace(locale.group, ""), found[2] or "", found[3] or ""
    value: int | float = float(f"{whole}.{fraction or '0'}e{power or '0'}")
    if abs(value) == float("inf"):
        return None
    if pattern == "%":
        value, pattern = value / 100, "0.00%" if fraction else "0%"
    elif power:
        pattern = "0.00E+00"
    elif not pattern and grouped and not plain:
        pattern = "#,##0.00" if fraction else "#,##0"
    if float(value).is_integer() and abs(value) < 2**53:
        value = int(value)
    return Entered(-value if negative else value, pattern or None)


def _without_signs(text: str, locale: SheetLocale) -> tuple[str, str]:
    """The number without its percent or currency sign, and the pattern the sign asks for."""
    if text.endswith("%"):
        return text[:-1].strip(), "%"
    for symbol in locale.currency_symbols:
        for bare in (text.removeprefix(symbol), text.removesuffix(symbol)):
            if bare != text:
                return bare.strip(), locale.currency_pattern
        if text.startswith(f"-{symbol}"):
            return "-" + text.removeprefix(f"-{symbol}").strip(), locale.currency_pattern
    return text, ""


def _moment(text: str, locale: SheetLocale) -> Entered | None:
    head, _, tail = text.replace("T", " ", 1).partition(" ") if _ISO.match(text) else text.partition(" ")
    day = _date(head, locale)
    if day is None:
        fraction = _time(text, locale)
        return Entered(fraction, locale.time_pattern) if fraction is not None else None
    serial, pattern = day
    if not tail:
        return Entered(serial, pattern)
    fraction = _time(tail.strip(), locale)
    if fraction is None:
        return None
    clock = "hh:mm:ss" if pattern == "yyyy-mm-dd" else locale.time_pattern
    return Entered(serial + fraction, f"{pattern} {clock}")


def _date(text: str, locale: SheetLocale) -> tuple[int, str] | None:
    iso = _ISO.fullmatch(text)
    if iso:
        serial = _serial(int(iso[1]), int(iso[2]), int(iso[3]))
        return (serial, "yyyy-mm-dd") if serial is not None else None
    found = re.fullmatch(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})", text)
    if not found or (found[2] == "." and locale.decimal == "."):
        return None
    parts = dict(zip(locale.date_order, (int(found[1]), int(found[3]), int(found[4])), strict=False))
    year = parts["y"] + (2000 if parts["y"] < 50 else 1900) if parts["y"] < 100 else parts["y"]
    serial = _serial(year, parts["m"], parts["d"])
    return (serial, locale.date_pattern) if serial is not None else None


def _serial(year: int, month: int, day: int) -> int | None:
    try:
        return (date(year, month, day) - EPOCH.date()).days
    except ValueError:
        return None


def _time(text: str, locale: SheetLocale) -> float | None:
    separators = "[:.]" if locale.time_separator == "." else ":"
    found = re.fullmatch(rf"(\d{{1,2}}){separators}(\d{{2}})(?:{separators}(\d{{2}}))?(?:\s*([AaPp])[Mm])?", text)
    if not found:
        return None
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hours = hours % 12 + (12 if found[4].lower() == "p" else 0)
    if minutes > 59 or seconds > 59 or hours > 23:
        return None
    return (hours * 3600 + minutes * 60 + seconds) / 86400


_OUTSIDE_STRINGS = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|[^"\']+')


def formula_from_locale(text: str, locale: SheetLocale) -> str:
    """A formula typed with `;` and decimal commas, as Excel files store it; unchanged in comma-separating locales."""
    if locale.list_separator == ",":
        return text
    return _outside_strings(text, lambda part: re.sub(r"(?<=\d),(?=\d)", ".", part).replace(";", ","))


def formula_to_locale(text: str, locale: SheetLocale) -> str:
    """A stored formula as the spreadsheet's reader types it."""
    if locale.list_separator == ",":
        return text
    return _outside_strings(
        text, lambda part: re.sub(r"(?<=\d)\.(?=\d)", "\0", part.replace(",", ";")).replace("\0", ",")
    )


def _outside_strings(text: str, change: Callable[[str], str]) -> str:
    return _OUTSIDE_STRINGS.sub(lambda part: part[0] if part[0][0] in "\"'" else change(part[0]), text)


def hyperlink_label(formula: str) -> str | None:
    """What `=HYPERLINK("address","label")` shows; None for any other formula. The one function this server computes."""
    found = re.fullmatch(r'=HYPERLINK\("((?:[^"]|"")*)"(?:\s*[,;]\s*"((?:[^"]|"")*)")?\)', formula, re.IGNORECASE)
    if not found:
        return None
    return (found[2] if found[2] is not None else found[1]).replace('""', '"')
