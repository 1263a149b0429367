"""What a bidder may type into a column of the proposal template, derived from its row model.

Here: one field as Excel's input check and number format. Not here: the sheets
(`reports.vendor_selection.tender.template`), reading what came back (`connectors.workbook.reading`), which refuses the
same things once more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args

from pydantic.fields import FieldInfo

from domain.reasons import Reason
from domain.workbook.bidders import PRICES
from domain.workbook.tables import Row, base_type
from reports.language import Speaker

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)
LARGEST = 10**12
SENTENCE_LENGTH = 100
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Excel's limits of what an input check may say."""


@dataclass(frozen=True)
class Input:
    """One column's input check.

    Attributes:
        pattern: Excel's number format of its cells.
        check: arguments of xlsxwriter's `data_validation`.
        needed: a row without it cannot be read.
        wide: it holds sentences.
    """

    pattern: str
    check: dict[str, Any]
    needed: bool
    wide: bool

    def chosen_from(self, cells: str) -> dict[str, Any]:
        """The check of a column whose choices stand in cells of another sheet, with the same hint."""
        texts = {name: text for name, text in self.check.items() if name.startswith(("input_", "error_"))}
        return {"validate": "list", "source": cells, "ignore_blank": True, **texts}


def input_of(model: type[Row], name: str, speaker: Speaker, header: str) -> Input:
    """The input check of a field, with its hint in the speaker's language."""
    field = model.model_fields[name]
    kind, may_be_blank = base_type(field)
    least, most, longest = _limits(field)
    pattern, rule, hint = _rule(kind, name in PRICES.get(model, ()), least, most, longest, speaker)
    texts = {
        "input_title": header[:LONGEST_TITLE],
        "input_message": speaker.say(hint)[:LONGEST_MESSAGE],
        "error_title": header[:LONGEST_TITLE],
        "error_message": speaker.say(hint)[:LONGEST_MESSAGE],
    }
    return Input(
        pattern, {**rule, "ignore_blank": True, **texts}, not may_be_blank, kind is str and longest >= SENTENCE_LENGTH
    )


Rule = tuple[str, dict[str, Any], Reason]


def _rule(kind: type[Any], is_price: bool, least: Decimal, most: Decimal, longest: int, speaker: Speaker) -> Rule:
    if kind is bool:
        choices = [speaker.text("yes"), speaker.text("no")]
        return "@", _list(choices), Reason("Choose yes or no.")
    if issubclass(kind, Enum):
        choices = [speaker.wording.choice(member) for member in kind]
        return "@", _list(choices), Reason("Choose one of the list.")
    if kind is date:
        rule = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        return "yyyy-mm-dd", rule, Reason("A date, such as 2026-12-31.")
    if is_price:
        rule = {"validate": "decimal", "criteria": ">", "value": 0}
        return "#,##0.00", rule, Reason("An amount above 0. Where nothing is charged, leave the cell blank.")
    if kind is int:
        rule = {"validate": "integer", "criteria": "between", "minimum": int(least), "maximum": int(most)}
        return "0", rule, Reason("A whole number from {least} on.", least=int(least))
    if kind is Decimal:
        rule = {"validate": "decimal", "criteria": "between", "minimum": float(least), "maximum": float(most)}
        if most == 1:
            return "0.0%", rule, Reason("A share between 0 % and 100 %.")
        return "#,##0.00", rule, Reason("A number from {least} on.", least=least)
    rule = {"validate": "length", "criteria": "between", "minimum": 1, "maximum": longest}
    return "@", rule, Reason("A text of at most {longest} characters.", longest=longest)


def _list(choices: list[str]) -> dict[str, Any]:
    return {"validate": "list", "source": choices}


def _limits(field: FieldInfo) -> tuple[Decimal, Decimal, int]:
    """Least and most of a number, and the longest text."""
    least, most, longest = Decimal(0), Decimal(LARGEST), 300
    for rule in _rules(field.metadata, field.annotation):
        if getattr(rule, "ge", None) is not None:
            least = Decimal(str(rule.ge))
        if getattr(rule, "gt", None) is not None and base_type(field)[0] is int:
            least = Decimal(str(rule.gt)) + 1
        if getattr(rule, "le", None) is not None:
            most = Decimal(str(rule.le))
        if getattr(rule, "max_length", None) is not None:
            longest = int(rule.max_length)
    return least, most, longest


def _rules(metadata: list[Any], annotation: Any) -> Iterator[Any]:
    """Every single constraint, also those inside `Annotated[int, Field(ge=1)] | None`."""
    for item in (*metadata, *(found for part in get_args(annotation) for found in getattr(part, "__metadata__", ()))):
        inner = getattr(item, "metadata", None)
        yield from inner if isinstance(inner, list) else (item,)
