"""A copy is changed by names and values that the model knows."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError

from domain.values import Frozen, changed


class Colour(StrEnum):
    RED = "red"


class Part(Frozen):
    name: str


class Sample(Frozen):
    share: Annotated[Decimal, Field(ge=0, le=1)] = Decimal(0)
    on: date | None = None
    parts: tuple[Part, ...] = ()
    colour: Colour = Colour.RED


SAMPLE = Sample(share=Decimal("0.5"), parts=(Part(name="a"),))


def test_a_changed_copy_differs_in_what_was_said_and_the_original_stays() -> None:
    other = changed(SAMPLE, share=Decimal("0.25"), on=date(2026, 1, 2))
    assert (other.share, other.on, other.parts) == (Decimal("0.25"), date(2026, 1, 2), SAMPLE.parts)
    assert Sample(share=Decimal("0.5"), parts=(Part(name="a"),)) == SAMPLE
    assert changed(SAMPLE) == SAMPLE


def test_values_are_kept_as_they_are_given() -> None:
    part = Part(name="b")
    assert changed(SAMPLE, parts=(part,)).parts[0] is part
    assert str(changed(SAMPLE, share=Decimal("0.250")).share) == "0.250"


@pytest.mark.parametrize("fields", [{"shares": 1}, {"share": Decimal(0), "__dict__": {}}], ids=repr)
def test_a_name_the_model_does_not_know_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Sample has no field"):
        changed(SAMPLE, **fields)


@pytest.mark.parametrize(
    "fields", [{"share": Decimal(2)}, {"share": None}, {"on": "soon"}, {"parts": "ab"}, {"colour": "blue"}], ids=repr
)
def test_a_value_that_is_not_of_the_fields_type_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        changed(SAMPLE, **fields)
