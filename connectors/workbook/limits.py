"""Broken limits of a row model in plain words.

Here: pydantic's error types as reasons. Not here: reading cells. Pydantic's own text never reaches a reader: it is
English only, speaks of types, and quotes input.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic_core import ErrorDetails

from connectors.workbook.values import ColumnReader
from domain.reasons import Reason


def limit_reason(detail: ErrorDetails, reader: ColumnReader) -> tuple[Reason, Reason]:
    """A limit of the row model that was broken, in plain words; pydantic's own text never reaches a reader."""
    context: Mapping[str, Any] = detail.get("ctx", {})
    column = reader.header

    def number(name: str) -> Decimal:
        return Decimal(str(context[name]))

    match detail["type"]:
        case "greater_than_equal":
            return _at_least(number("ge"))
        case "greater_than":
            return (
                Reason("The number is not above {limit}", limit=number("gt")),
                Reason("Write a number above {limit}", limit=number("gt")),
            )
        case "less_than_equal" | "less_than":
            return _at_most(number("le" if "le" in context else "lt"), reader)
        case "string_pattern_mismatch":
            return (
                Reason("The text has signs that {column} may not have", column=column),
                Reason("Use letters, digits, dot, dash, slash and underscore only, without spaces"),
            )
        case "string_too_long":
            return (
                Reason("The text is longer than {limit} characters", limit=int(context["max_length"])),
                Reason("Shorten it"),
            )
        case "decimal_max_places":
            return (
                Reason("The number has more than {limit} decimals", limit=int(context["decimal_places"])),
                Reason("Round it"),
            )
        case "decimal_max_digits" | "decimal_whole_digits":
            return (Reason("The number has too many digits for {column}", column=column), Reason("Check its unit"))
    return _own_words(context) or (
        Reason("The value does not fit {column}", column=column),
        Reason("Compare it with the other rows and correct it"),
    )


def _at_least(limit: Decimal) -> tuple[Reason, Reason]:
    return (
        Reason("The number is below {limit}", limit=limit),
        Reason("Write a number of at least {limit}", limit=limit),
    )


def _at_most(limit: Decimal, reader: ColumnReader) -> tuple[Reason, Reason]:
    if reader.is_share:
        return (
            Reason("The share is above 100 %"),
            Reason("Write {example} for two and a half per cent", example=reader.numbers.write(Decimal("2.5")) + " %"),
        )
    return (
        Reason("The number is above {limit}", limit=limit),
        Reason("Write a number of at most {limit}", limit=limit),
    )


def _own_words(context: Mapping[str, Any]) -> tuple[Reason, Reason] | None:
    """A row model's own rule may raise `ValueError(reason, remedy)`; then its words are used."""
    match getattr(context.get("error"), "args", ()):
        case (Reason() as reason, Reason() as remedy):
            return reason, remedy
    return None
