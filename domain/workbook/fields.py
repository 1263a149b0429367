"""The fields that rows of several tabs share: ids, names, counts, amounts, months, with their limits.

Here: one annotated type each. Not here: rows (the files beside), how a cell becomes a value (`connectors.workbook`).
"""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

Id = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[\w.\-/]+$")]


Name = Annotated[str, Field(min_length=1, max_length=300)]


Meaning = Annotated[str, Field(min_length=1, max_length=1_000)]


Count = Annotated[int, Field(ge=0)]


Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]


Hours = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)]


Share = Annotated[Decimal, Field(ge=0, le=1)]


Scale = Annotated[int, Field(ge=1, le=5)]


MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"


Month = Annotated[str, Field(pattern=MONTH_PATTERN)]
