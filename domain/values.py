"""The bases of typed values: results and contract terms that never change once they are there, and how they are hashed.

Here: two base classes, a checked copy, and JSON that gives the same bytes for the same value. Not here: rows of sheets
(`domain.workbook.tables`), the terms and results themselves (each subject's room).
"""

import json
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter

Model = TypeVar("Model", bound=BaseModel)


class Frozen(BaseModel):
    """Base of results, at every depth."""

    model_config = ConfigDict(frozen=True)


class Terms(BaseModel):
    """Base of contract terms and other settings: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def changed(value: Model, /, **fields: Any) -> Model:
    """A copy with other values in some fields, each of them checked; `model_copy` would take any name and any value.

    The model's checks across fields are not made again: who changes two of them says what they are together.

    Raises:
        TypeError: the model has no such field.
        ValidationError: a value is not of the field's type.
    """
    model = type(value)
    if unknown := sorted(fields.keys() - model.model_fields.keys()):
        raise TypeError(f"{model.__name__} has no field {', '.join(unknown)}")
    return value.model_copy(update={name: _adapter(model, name).validate_python(new) for name, new in fields.items()})


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    return TypeAdapter(kind)


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
