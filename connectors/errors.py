"""What can go wrong outside: the error tree of every connector.

    ConnectorError
    ├── TransientError          the same call may succeed later; Prefect retries it
    │   ├── RateLimited         429; `retry_after_seconds` is the service's word, or None
    │   ├── ServiceUnavailable  5xx, HTML instead of JSON, empty 200, connection cut
    │   └── TimedOut            no answer within the time-out, or 408
    └── PermanentError          the same call fails again; a person must act
        ├── AccessRefused       401, 403, token refused: names the account and what to grant
        ├── NotFound            404, missing tab, removed route
        ├── RequestRefused      400, 409, 422: names the field or range
        └── IncompleteData      an answer that cannot be proven whole

Transient or permanent is decided once, at the edge, in the network files. The clients' own retries are off.
Here: the errors. Not here: how a service's answer becomes one (each service's `errors.py`).
"""

from domain.problems import Problem
from domain.reasons import Reason


class ConnectorError(Problem):
    """Something outside did not do as asked."""


class TransientError(ConnectorError):
    """The same call may succeed later."""


class RateLimited(TransientError):
    """The service asks to slow down; `retry_after_seconds` is its word, None when it gave none."""

    def __init__(
        self,
        what: Reason,
        *,
        where: str | Reason = "",
        why: Reason | None = None,
        next_step: Reason | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        self.retry_after_seconds = retry_after_seconds
        super().__init__(what, where=where, why=why, next_step=next_step)


class ServiceUnavailable(TransientError):
    """5xx, a page instead of data, an empty answer, a cut connection."""


class TimedOut(TransientError):
    """No answer within the time-out."""


class PermanentError(ConnectorError):
    """The same call fails again until a person acts."""


class AccessRefused(PermanentError):
    """The account may not do this, or is not known."""


class NotFound(PermanentError):
    """The thing asked for is not there, or may not be seen."""


class RequestRefused(PermanentError):
    """The service understood and said no."""


class IncompleteData(PermanentError):
    """An answer that cannot be proven whole."""
