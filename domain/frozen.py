"""The base of typed results: values that never change once they are there.

Here: one class. Not here: rows of sheets (`domain.tables`), contract terms (`domain.contracts`).
"""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of results, at every depth."""

    model_config = ConfigDict(frozen=True)
