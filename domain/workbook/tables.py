"""Rows of a sheet as typed records, and findings about those that cannot be read.

Here: what a column is, what a finding is, the base of all row models. Not here: how a cell's value becomes
a field's value (`connectors.workbook.reading`), the row models themselves (`domain.workbook`), other
languages (`domain.workbook.wording`).

A pydantic model per row is the only schema: header texts, readers, Great Expectations suites, forms and docs
are derived from it.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Annotated, Any, ClassVar, Literal, Protocol, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from domain.reasons import Reason


@dataclass(frozen=True)
class Column:
    """How a field appears as a column: its header in English, and further English spellings seen in the wild.

    Used in annotations: `hours_per_month: Annotated[Decimal, Column("Hours per month")]`. What it is called in other
    languages stands in their catalogues (`domain.workbook.wording`).

    Attributes:
        about: what the header tells of, where one English header needs two words elsewhere: a right is "gyldig" in
            Danish, a certificate "gyldigt".
    """

    english: str
    aliases: tuple[str, ...] = ()
    about: str = ""


class Choice(StrEnum):
    """Base of what may be chosen in a cell: `label` is what people write there in English, the value what is kept."""

    @property
    def label(self) -> str:
        """The words people write, in English."""
        return str(self.value)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Further English spellings seen in the wild."""
        return ()


class Row(BaseModel):
    """Base of all row models: frozen, strict about extra fields, text trimmed.

    Subclasses set `tab` (the default title of their tab, in English) and `key` (the fields that make a row unique);
    `may_be_empty` where a tab without rows is no mistake of the tab.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    tab: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()
    may_be_empty: ClassVar[bool] = False


def columns_of(model: type[Row]) -> dict[str, Column]:
    """Field name -> its Column, in declared order.

    Raises:
        TypeError: a field has no Column; that is a mistake in the model, not in the data.
    """
    found: dict[str, Column] = {}
    for name, field in model.model_fields.items():
        column = next((m for m in field.metadata if isinstance(m, Column)), None)
        if column is None:
            raise TypeError(f"{model.__name__}.{name} has no Column annotation")
        found[name] = column
    return found


def base_type(field: FieldInfo) -> tuple[type[Any], bool]:
    """The field's plain type and whether it may be blank: `Decimal | None` gives (Decimal, True).

    An enum beside another type holds words that may stand in its place (`words_of`); it is not the plain type.
    """
    annotation: Any = field.annotation
    if get_origin(annotation) is None and not get_args(annotation):
        return annotation, False
    words = words_of(field)
    parts = [part for part in get_args(annotation) if part is not type(None) and part is not words]
    if len(parts) != 1:
        raise TypeError(f"a column has one type, not {annotation}")
    # `Annotated[Decimal, Field(ge=1)] | None` keeps its inner annotation; the plain type is inside.
    return (get_args(parts[0])[0] if get_origin(parts[0]) is Annotated else parts[0]), True


def words_of(field: FieldInfo) -> type[Enum] | None:
    """The words that may stand where a value is wanted: `Decimal | NotAssessed | None` gives NotAssessed."""
    parts = [part for part in get_args(field.annotation) if part is not type(None)]
    enums = [part for part in parts if isinstance(part, type) and issubclass(part, Enum)]
    return enums[0] if enums and len(parts) > 1 else None


R = TypeVar("R", bound=Row)


class RowsOf(Protocol):
    """The readable rows of a model; none where the workbook has no such tab."""

    def __call__(self, model: type[R], /) -> tuple[R, ...]: ...


Severity = Literal["row_rejected", "tab_rejected", "note"]


class Finding(BaseModel):
    """Something wrong with the data, told so that its owner can mend it without asking.

    Attributes:
        tab: title of the tab; the ticket source for ticket findings.
        cell: A1 address, or the ticket key; empty when the whole tab is meant.
        value: the offending value as text, cut at 80 characters.
        reason: why it cannot be used.
        remedy: what to write instead.
    """

    model_config = ConfigDict(frozen=True)

    tab: str
    cell: str = ""
    value: str = ""
    reason: Reason
    remedy: Reason
    severity: Severity = "row_rejected"

    @property
    def address(self) -> str:
        """`Processer!E17`, or the tab alone."""
        return f"{self.tab}!{self.cell}" if self.cell else self.tab
