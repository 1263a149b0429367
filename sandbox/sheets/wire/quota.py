"""The per-minute quotas of the Sheets API.

Here: counting. Not here: the 429 body (`sandbox.sheets.wire.errors`). Windows are whole minutes of the server's
clock: "refilled per minute" is all the documentation says. A service account is one user.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from domain.problems import ConfigurationRefused
from domain.reasons import Reason
from sandbox.sheets.wire.errors import quota_exceeded


@dataclass(frozen=True)
class Quotas:
    """Requests per minute. The defaults are the real service's; `enabled` False lifts them all."""

    enabled: bool = True
    read_per_user: int = 60
    write_per_user: int = 60
    read_per_project: int = 300
    write_per_project: int = 300
    project_number: str = "603366585132"

    @classmethod
    def from_settings(cls, given: Mapping[str, Any]) -> "Quotas":
        """From the `quotas` of `sheets.yaml`.

        Raises:
            ConfigurationRefused: a name that is none of the fields.
        """
        known = [field.name for field in fields(cls)]
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise ConfigurationRefused(
                Reason("sheets.yaml has an unknown quota"),
                where=f"quotas.{unknown[0]}",
                next_step=Reason("Use one of {known}", known=", ".join(known)),
            )
        return cls(**given)


class QuotaCounter:
    """Counts requests in the running minute."""

    def __init__(self, quotas: Quotas, clock: Callable[[], float]) -> None:
        self._quotas, self._clock = quotas, clock
        self._minute = 0
        self._counts: Counter[tuple[str, str | None]] = Counter()

    def count(self, user: str | None, *, is_write: bool) -> None:
        """Count one request.

        Raises:
            ApiError: the recorded 429, which says nothing about when to come back.
        """
        quotas = self._quotas
        if not quotas.enabled:
            return
        minute = int(self._clock() // 60)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
        kind = "Write" if is_write else "Read"
        per_user, per_project = (
            (quotas.write_per_user, quotas.write_per_project)
            if is_write
            else (quotas.read_per_user, quotas.read_per_project)
        )
        if self._counts[kind, user or ""] >= per_user:
            raise quota_exceeded(kind, per_user=True, limit=per_user, project=quotas.project_number)
        if self._counts[kind, None] >= per_project:
            raise quota_exceeded(kind, per_user=False, limit=per_project, project=quotas.project_number)
        self._counts[kind, user or ""] += 1
        self._counts[kind, None] += 1
