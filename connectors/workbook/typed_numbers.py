"""Numbers and dates that people typed as text, read strictly by a workbook's locale.

Here: `NumberReader` and `DateReader` of one locale. Not here: what a column wants (`connectors.workbook.values`).
A lenient parser turns `12.50` of a Danish sheet into 1250 (Babel, non-strict) and `1.234,56` into 1.23456 (gspread's
numericise): both are wrong by a factor, in silence. Here such text is refused with a hint.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, format_decimal, get_decimal_symbol, get_group_symbol, parse_decimal

from domain.problems import ConfigurationRefused
from domain.reasons import Reason

SPACES = re.compile(r"\s", re.UNICODE)
LONGEST_NUMBER = 40
# ASCII on purpose: \d and Decimal also take Arabic and full-width digits.
NUMERIC = re.compile(r"(?P<sign>[+\-−]?)(?P<body>[0-9.,'’\s]*[0-9])")
DATE_TEXT = re.compile(r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})", re.ASCII)
OTHER_LOCALES = ("da_DK", "en_US")


def parsed_locale(name: str) -> Locale:
    """The locale of a workbook (`da_DK`).

    Raises:
        ConfigurationRefused: nobody knows how numbers are written there.
    """
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise ConfigurationRefused(
            Reason("The workbook's locale '{name}' is not known", name=name),
            where="File > Settings > Locale",
            next_step=Reason("Choose the country whose number format the sheets use, for example Denmark"),
        ) from error


@dataclass(frozen=True)
class NumberReader:
    """Numbers as one locale writes them."""

    locale: Locale

    @property
    def group(self) -> str:
        """What stands between thousands."""
        return get_group_symbol(self.locale)

    @property
    def point(self) -> str:
        """What stands before decimals."""
        return get_decimal_symbol(self.locale)

    def read(self, text: str) -> Decimal | None:
        """The number `text` means in this locale; None when it means none here."""
        match = NUMERIC.fullmatch(text.strip()) if len(text) <= LONGEST_NUMBER else None
        if match is None:
            return None
        body = match["body"]
        if SPACES.fullmatch(self.group):
            body = SPACES.sub(self.group, body)
        # Babel lets a foreign symbol through to Decimal(): "12.50" would be a number in France.
        if set(body) - set("0123456789") - {self.group, self.point}:
            return None
        try:
            number = parse_decimal(body, locale=self.locale, strict=True)
        except NumberFormatError:
            return None
        return -number if match["sign"] in ("-", "−") else number

    def write(self, number: Decimal) -> str:
        """The number as this locale writes it, with all its decimals."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def foreign(self, text: str) -> str | None:
        """What `text` would be here if it was typed by another locale's habit; None when it is a number nowhere."""
        for name in OTHER_LOCALES:
            number = NumberReader(Locale.parse(name)).read(text)
            if number is not None:
                return self.write(number)
        return None


@dataclass(frozen=True)
class DateReader:
    """Dates as one locale orders them; ISO dates are read everywhere."""

    locale: Locale

    @property
    def order(self) -> str:
        """`dmy`, `mdy` or `ymd`: the order of the locale's short dates."""
        pattern = self.locale.date_formats["short"].pattern
        return "".join(sorted("dmy", key=lambda part: pattern.find({"m": "M"}.get(part, part))))

    @property
    def example(self) -> str:
        """How a date may be typed."""
        return {"dmy": "31-12-2026", "mdy": "12/31/2026", "ymd": "2026-12-31"}[self.order]

    def read(self, text: str) -> date | None:
        """The date `text` means: ISO, or the locale's order with `-`, `.` or `/`; years have four digits.

        None for impossible dates and for any other order.
        """
        match = DATE_TEXT.fullmatch(text.strip())
        if match is None:
            return None
        parts = (match[1], match[3], match[4])
        iso = match[2] == "-" and len(match[1]) == 4
        by_name = dict(zip("ymd" if iso else self.order, parts, strict=True))
        if len(by_name["y"]) != 4:
            return None
        try:
            return date(int(by_name["y"]), int(by_name["m"]), int(by_name["d"]))
        except ValueError:
            return None
