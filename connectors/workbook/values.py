"""One cell as the value its column wants: numbers, dates, months, yes/no, choices, texts.

Here: `ColumnReader` and its rules. Not here: which reader a field gets (`connectors.workbook.column_readers`), header
rows, rows and keys (`connectors.workbook.reading`), limits such as 1-5 (the row model's own), locale rules
(`connectors.workbook.typed_numbers`). Nothing is guessed: a cell is read in the one way its column allows, or refused
with a reason and a remedy. Text is never evaluated.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeGuard

from connectors.workbook.names import KnownWords, normalised
from connectors.workbook.typed_numbers import DateReader, NumberReader
from domain.arithmetic.rounding import rounded
from domain.reasons import Reason
from domain.workbook.cells import Cell, date_from_serial
from domain.workbook.fields import MONTH_PATTERN
from domain.workbook.tables import Column
from domain.workbook.wording import NO, YES

FIRST_YEAR, LAST_YEAR = 1990, 2199
KEPT_DIGITS = 15
"""A spreadsheet keeps and shows 15 digits of a number."""
LONGEST_SHOWN = 80


class CellRefused(Exception):
    """A cell that cannot be what its column wants; becomes a finding, never reaches a user as an exception."""

    def __init__(self, reason: Reason, remedy: Reason) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(str(reason))


@dataclass(frozen=True)
class CellValue:
    """A field's value, and what the sheet's owner should know about how it was read."""

    value: Any
    note: tuple[Reason, Reason] | None = None


def is_blank(cell: Cell) -> bool:
    """Nothing in the cell, or only spaces (also non-breaking ones)."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Cell) -> str:
    """A cell as a finding quotes it, cut at 80 characters."""
    return ("" if cell is None else str(cell))[:LONGEST_SHOWN]


@dataclass(frozen=True)
class ColumnReader:
    """Reads the cells of one field's column.

    Attributes:
        is_share: the field lies between 0 and 1, so `2,5 %` means 0.025.
        decimal_places: how many decimals the field keeps; None for all.
        known: the words a cell is recognised by, and what remedies call headers and choices.
        words: what may stand in the cell instead of a value of `kind`; None for most columns.
    """

    name: str
    column: Column
    kind: type[Any]
    required: bool
    may_be_blank: bool
    is_month: bool
    is_share: bool
    decimal_places: int | None
    numbers: NumberReader
    dates: DateReader
    known: KnownWords
    words: type[Enum] | None = None

    @property
    def header(self) -> str:
        """The column's header as people know it."""
        return self.known.wording.heading(self.column)

    def read(self, cell: Cell) -> CellValue:
        """The field's value.

        Raises:
            CellRefused: with the reason and what to write instead.
        """
        if is_blank(cell):
            return self._blank()
        if isinstance(cell, str) and self.known.error.fullmatch(cell.strip()):
            raise CellRefused(
                Reason("The cell shows a formula error"),
                Reason("Mend the formula, or write the value itself"),
            )
        word = self.known.choice(self.words, cell)
        return self._rule()(cell) if word is None else CellValue(word)

    def _blank(self) -> CellValue:
        if self.may_be_blank:
            return CellValue(None)
        raise CellRefused(
            Reason("The cell is empty"),
            Reason("Fill it in; of merged cells only the first one has a value"),
        )

    def _rule(self) -> Callable[[Cell], CellValue]:
        if self.is_month:
            return self._month
        if issubclass(self.kind, Enum):
            return self._choice
        return {bool: self._yes_or_no, int: self._whole, Decimal: self._number, date: self._date}.get(
            self.kind, self._text
        )

    # --- numbers ---

    def _number(self, cell: Cell) -> CellValue:
        if isinstance(cell, str):
            return self._number_from_text(cell.strip())
        if not is_number(cell):
            raise self._not_a_number()
        number = exact(cell)
        if self.decimal_places is None:
            return CellValue(number)
        kept = rounded(number, self.decimal_places)
        if kept == number:
            return CellValue(kept)
        # A formula's 10/3: the sheet shows two decimals and so does every report; refusing it would help nobody.
        return CellValue(
            kept,
            (
                Reason("The number was rounded to {places} decimals", places=self.decimal_places),
                Reason("Round it in the sheet if another rounding is meant"),
            ),
        )

    def _number_from_text(self, text: str) -> CellValue:
        percent = text.endswith("%")
        if percent and not self.is_share:
            raise CellRefused(
                Reason("A percentage stands where a plain number is wanted"),
                Reason("Write the number without the % sign"),
            )
        body = text.removesuffix("%").rstrip()
        number = self.numbers.read(body)
        if number is None:
            raise self._not_a_number(body)
        note = (
            Reason("The number is stored as text"),
            Reason("Format the cell as a number and type the value again"),
        )
        return CellValue(number / 100 if percent else number, note)

    def _whole(self, cell: Cell) -> CellValue:
        read = self._number(cell)
        if int(read.value) != read.value:
            raise CellRefused(
                Reason("{number} is not a whole number", number=read.value),
                Reason("Write a whole number"),
            )
        return CellValue(int(read.value), read.note)

    def _not_a_number(self, text: str = "") -> CellRefused:
        suggestion = self.numbers.foreign(text)
        if suggestion is None and self.words is not None:
            words = ", ".join(self.known.wording.choice(member) for member in self.words)
            return CellRefused(Reason("The cell is not a number"), Reason("Write a number, or: {words}", words=words))
        if suggestion is None:
            remedy = Reason("Write digits only, for example {example}", example=self.numbers.write(Decimal("1234.5")))
            return CellRefused(Reason("The cell is not a number"), remedy)
        return CellRefused(
            Reason("The number is not written as the workbook's locale {locale} does", locale=str(self.numbers.locale)),
            Reason("If it is meant as {suggestion}, write that, or format the cell as a number", suggestion=suggestion),
        )

    # --- dates and months ---

    def _date(self, cell: Cell) -> CellValue:
        if isinstance(cell, str):
            day = self.dates.read(cell)
            if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise self._not_a_date()
            note = (
                Reason("The date is stored as text"),
                Reason("Format the cell as a date and type the date again"),
            )
            return CellValue(day, note)
        day = self._day_of_serial(cell)
        if cell == int(cell or 0):
            return CellValue(day)
        return CellValue(day, (Reason("The time of day was left out"), Reason("Write the date alone")))

    def _day_of_serial(self, cell: Cell) -> date:
        if not is_number(cell):
            raise self._not_a_date()
        try:
            day = date_from_serial(cell)
        except OverflowError:
            raise self._not_a_date() from None
        # 2026 typed as a number would be a day in 1905, and 202610 one in 2454.
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise self._not_a_date()
        return day

    def _not_a_date(self) -> CellRefused:
        return CellRefused(
            # Years as text: a number would get a thousands separator.
            Reason("The cell is not a date between {first} and {last}", first=str(FIRST_YEAR), last=str(LAST_YEAR)),
            Reason("Write a date such as {example} or 2026-12-31", example=self.dates.example),
        )

    def _month(self, cell: Cell) -> CellValue:
        if isinstance(cell, str):
            if re.fullmatch(MONTH_PATTERN, cell.strip(), re.ASCII):
                return CellValue(cell.strip())
            day = self.dates.read(cell)
            if day is None:
                raise self._not_a_month()
            return CellValue(f"{day:%Y-%m}")
        try:
            return CellValue(f"{self._day_of_serial(cell):%Y-%m}")
        except CellRefused:
            raise self._not_a_month() from None

    def _not_a_month(self) -> CellRefused:
        return CellRefused(
            Reason("The cell is not a month"),
            Reason("Write the month as 2026-10, or any date in it"),
        )

    # --- yes/no, choices, texts ---

    def _yes_or_no(self, cell: Cell) -> CellValue:
        if isinstance(cell, bool):
            return CellValue(cell)
        word = normalised(cell) if isinstance(cell, str) else ""
        if word in self.known.yes or word in self.known.no:
            return CellValue(word in self.known.yes)
        yes, no = self.known.wording.word(YES), self.known.wording.word(NO)
        raise CellRefused(
            Reason("The cell is neither yes nor no"),
            Reason("Write {yes} or {no}, or use a checkbox", yes=yes, no=no),
        )

    def _choice(self, cell: Cell) -> CellValue:
        found = self.known.choice(self.kind, cell)
        if found is not None:
            return CellValue(found)
        raise CellRefused(
            Reason("The cell is not one of the choices of this column"),
            Reason(
                "Write one of: {choices}", choices=", ".join(self.known.wording.choice(member) for member in self.kind)
            ),
        )

    def _text(self, cell: Cell) -> CellValue:
        if isinstance(cell, str):
            return CellValue(cell.strip())
        if isinstance(cell, bool) or cell is None:
            raise CellRefused(Reason("A checkbox stands where a text is wanted"), Reason("Write the text"))
        if not is_number(cell) or cell != int(cell):
            raise CellRefused(
                Reason("A number stands where a text is wanted"),
                Reason("Format the column as plain text and type the value again"),
            )
        return CellValue(str(int(cell)))


def is_number(cell: Cell) -> TypeGuard[int | float]:
    """A number that a spreadsheet can keep to the unit: finite, of at most 15 digits before the decimals."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and -(10**KEPT_DIGITS) < cell < 10**KEPT_DIGITS


def exact(number: float) -> Decimal:
    """A spreadsheet number without binary noise."""
    return Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{KEPT_DIGITS}g}")
