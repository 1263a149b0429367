"""The base of contract terms and other settings: frozen, and no unknown keys.

Here: one class. Not here: the terms (`domain.contract.clauses`, `domain.contract.credit_terms`, each phase's rules).
"""

from pydantic import BaseModel, ConfigDict


class Terms(BaseModel):
    """Base of contract terms: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
