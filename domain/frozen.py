"""The base of typed results: values that never change once they are there.

Here: one class. Not here: rows of sheets (`domain.workbook.tables`), contract terms (`domain.contract.clauses`).
"""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of results, at every depth."""

    model_config = ConfigDict(frozen=True)
