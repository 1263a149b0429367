"""Which reader each field of a row model gets: derived from its type and its limits.

Here: `column_readers`. Not here: reading a cell (`connectors.workbook.values`).
"""

from babel import Locale
from pydantic.fields import FieldInfo

from connectors.workbook.names import KnownWords
from connectors.workbook.typed_numbers import DateReader, NumberReader
from connectors.workbook.values import ColumnReader
from domain.workbook.fields import MONTH_PATTERN
from domain.workbook.tables import Column, Row, base_type, columns_of, words_of


def column_readers(model: type[Row], locale: Locale, known: KnownWords) -> dict[str, ColumnReader]:
    """Field name -> its reader, in declared order. Remedies name headers and choices as `known` words are written."""
    numbers, dates = NumberReader(locale), DateReader(locale)
    return {
        name: _reader(name, model.model_fields[name], column, numbers, dates, known)
        for name, column in columns_of(model).items()
    }


def _reader(
    name: str, field: FieldInfo, column: Column, numbers: NumberReader, dates: DateReader, known: KnownWords
) -> ColumnReader:
    kind, optional = base_type(field)
    limits = field.metadata
    places = [m.decimal_places for m in limits if getattr(m, "decimal_places", None) is not None]
    return ColumnReader(
        name=name,
        column=column,
        kind=kind,
        required=field.is_required(),
        may_be_blank=optional,
        is_month=any(getattr(m, "pattern", None) == MONTH_PATTERN for m in limits),
        is_share=any(getattr(m, "le", None) == 1 for m in limits),
        decimal_places=places[0] if places else None,
        numbers=numbers,
        dates=dates,
        known=known,
        words=words_of(field),
    )
