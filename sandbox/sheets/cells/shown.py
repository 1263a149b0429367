"""How a cell is shown: value, pattern and locale -> the text of FORMATTED_VALUE.

Here: number, date and text patterns as Sheets and Excel share them. Not here: reading typed text
(`sandbox.sheets.cells.entered`).
"""

import math
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sandbox.sheets.cells.locales import SheetLocale

Value = bool | int | float | str | None
GENERAL = "General"
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial has no zone

_TOKENS = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|AM/PM|am/pm|A/P|a/p|yyyy|yy|y|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|\.0+|'
    r"YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|DD|D|HH|H|SS|S|.",
    re.DOTALL,
)
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+")


def is_date_pattern(pattern: str) -> bool:
    """Whether a pattern shows a date or a time."""
    bare = _LITERALS.sub(lambda found: found[0] if found[0].lower() in ("[h]", "[m]", "[s]", "[hh]") else "", pattern)
    return pattern != GENERAL and re.search(r"[dyhs]|m(?!in)", bare.lower().replace("general", "")) is not None


def shown(value: Value, pattern: str, locale: SheetLocale) -> str:
    """The text a reader sees; "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return locale.true_word if value else locale.false_word
    if isinstance(value, str):
        return _shown_text(value, pattern)
    if pattern in ("", GENERAL, "@"):
        return general(value, locale)
    section, number = _section(pattern, value)
    if is_date_pattern(section):
        return _shown_date(number, section, locale)
    return _shown_number(number, section, locale)


def general(value: int | float, locale: SheetLocale) -> str:
    """A number without a pattern: ten significant digits, no grouping."""
    if math.isinf(value) or math.isnan(value):
        return "#NUM!"
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}"
    if "e" in text:
        mantissa, _, power = text.partition("e")
        text = f"{mantissa}E{power[0]}{power[1:]}"
    return text.replace(".", locale.decimal)


def _shown_text(value: str, pattern: str) -> str:
    sections = pattern.split(";")
    if len(sections) == 4 and "@" in sections[3]:
        return _literal(sections[3]).replace("@", value)
    return value


def _section(pattern: str, value: float) -> tuple[str, float]:
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', pattern)
    if len(sections) > 2 and value == 0:
        return sections[2], value
    if len(sections) > 1 and value < 0:
        return sections[1], abs(value)
    return sections[0], value


def _literal(text: str) -> str:
    text = _CURRENCY.sub(lambda found: found[1], text)
    text = re.sub(r"\[[^\]]*\]", "", text)
    text = re.sub(r'"([^"]*)"|\\(.)', lambda found: found[1] if found[1] is not None else found[2], text)
    return re.sub(r"_(.)", " ", re.sub(r"\*.", "", text))


def _shown_number(value: float, pattern: str, locale: SheetLocale) -> str:
    masked = _LITERALS.sub(lambda found: "\0" * len(found[0]), pattern)
    found = _DIGITS.search(masked)
    if not found:
        return _literal(pattern)
    start, end = found.span()
    exponent = re.match(r"[Ee][+-]0+", masked[end:])
    before, digits, after = pattern[:start], pattern[start:end], pattern[end + (exponent.end() if exponent else 0) :]
    sign = "-" if value < 0 else ""
    if exponent:
        return f"{sign}{_literal(before)}{_scientific(abs(value), digits, exponent[0], locale)}{_literal(after)}"
    scale = 100 ** masked.count("%")
    number = _digits(Decimal(repr(float(abs(value)))) * scale, digits, locale)
    if sign and not re.search(r"[1-9]", number):
        sign = ""
    return f"{sign}{_literal(before)}{number}{_literal(after)}"


def _digits(value: Decimal, mask: str, locale: SheetLocale) -> str:
    whole_mask, _, fraction_mask = mask.partition(".")
    while whole_mask.endswith(","):  # trailing commas scale by a thousand
        whole_mask, value = whole_mask[:-1], value / 1000
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction_mask)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    least = fraction_mask.rstrip("#?").__len__()
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    whole = whole.lstrip("0").rjust(whole_mask.count("0"), "0")
    if "," in whole_mask:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", lambda _: locale.group, whole)
    point = locale.decimal if fraction or ("." in mask and not fraction_mask) else ""
    return f"{whole}{point}{fraction}"


def _scientific(value: float, mask: str, exponent: str, locale: SheetLocale) -> str:
    places = len(mask.partition(".")[2])
    mantissa, _, power = f"{value:.{places}e}".partition("e")
    sign = "-" if power.startswith("-") else ("+" if "+" in exponent else "")
    number = power.lstrip("+-").lstrip("0").rjust(len(exponent) - 2, "0")
    return f"{mantissa.replace('.', locale.decimal)}E{sign}{number}"


def _shown_date(serial: float, pattern: str, locale: SheetLocale) -> str:
    try:
        moment = _rounded_moment(serial, pattern)
    except OverflowError:
        return general(serial, locale)
    tokens = _TOKENS.findall(pattern)
    clock12 = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    parts: list[str] = []
    after_hours = False
    for index, token in enumerate(tokens):
        low = token.lower()
        if low in ("m", "mm") and (after_hours or _seconds_follow(tokens[index + 1 :])):
            parts.append(f"{moment.minute:0{len(low)}d}")
            after_hours = False
            continue
        if low in ("h", "hh", "[h]", "[hh]"):
            after_hours = True
        elif low[:1] in "ymds" and low[:1]:
            after_hours = False
        parts.append(_date_part(token, low, moment, serial, locale, clock12=clock12))
    return "".join(parts)


def _rounded_moment(serial: float, pattern: str) -> datetime:
    moment = EPOCH + timedelta(days=serial)
    if ".0" in pattern:
        return moment
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _seconds_follow(rest: list[str]) -> bool:
    for token in rest:
        if token.lower() in ("s", "ss"):
            return True
        if token.isalpha():
            return False
    return False


def _date_part(token: str, low: str, moment: datetime, serial: float, locale: SheetLocale, *, clock12: bool) -> str:
    hour = (moment.hour % 12 or 12) if clock12 else moment.hour
    numbers = {"d": moment.day, "m": moment.month, "h": hour, "s": moment.second}
    if low in ("d", "dd", "m", "mm", "h", "hh", "s", "ss"):
        return f"{numbers[low[0]]:0{len(low)}d}"
    if low in ("am/pm", "a/p"):
        return locale.am_pm[moment.hour >= 12]
    if low in ("[h]", "[hh]"):
        return str(int(serial * 24 + 1e-9))
    if re.fullmatch(r"\.0+", token):
        return locale.decimal + f"{moment.microsecond:06d}"[: len(token) - 1]
    words = {
        "yyyy": f"{moment.year:04d}",
        "y": f"{moment.year:04d}",
        "yy": f"{moment.year % 100:02d}",
        "mmm": locale.short_months[moment.month - 1],
        "mmmm": locale.months[moment.month - 1],
        "mmmmm": locale.months[moment.month - 1][:1],
        "ddd": locale.short_days[moment.weekday()],
        "dddd": locale.days[moment.weekday()],
    }
    return words[low] if low in words else _literal(token)
