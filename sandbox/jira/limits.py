"""Jira Cloud's two rate limits that concern API tokens: bursts per endpoint, writes per issue.

Numbers: developer.atlassian.com, "Rate limiting", 2026. Here: the buckets and the 429. Not here: the hourly points,
which API tokens are not subject to. No recorded body of a real 429 is known, so three kinds take turns.
"""

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sandbox.jira.answers import Refused

_BODIES: tuple[tuple[str, str] | None, ...] = (
    None,
    ("text/plain", ""),
    ("text/html", "<html><head><title>429 Too Many Requests</title></head><body>Too Many Requests</body></html>"),
)


@dataclass(frozen=True)
class RateLimits:
    """What the service allows; `None` for a number switches that limit off.

    Attributes:
        per_second: method -> requests per second for each endpoint; as many may come at once.
        named: (method, route without version) -> requests per second, where it differs.
        writes_per_issue: (writes, within seconds) on one issue, each of which must hold.
    """

    per_second: Mapping[str, float | None] = field(
        default_factory=lambda: {"GET": 100.0, "POST": 100.0, "PUT": 50.0, "DELETE": 50.0}
    )
    named: Mapping[tuple[str, str], float] = field(
        default_factory=lambda: {
            ("GET", "/issue/{issue}"): 150.0,
            ("GET", "/issue/{issue}/changelog"): 200.0,
            ("POST", "/search/approximate-count"): 150.0,
        }
    )
    writes_per_issue: tuple[tuple[int, float], ...] = ((20, 2.0), (100, 30.0))


NO_LIMITS = RateLimits(per_second={}, named={}, writes_per_issue=())


@dataclass
class _Bucket:
    left: float
    filled_at: float


class RateLimiter:
    """Counts requests against `RateLimits`; `clock_seconds` only ever goes forward."""

    def __init__(self, limits: RateLimits, clock_seconds: Callable[[], float], now: Callable[[], datetime]) -> None:
        self._limits, self._clock, self._now = limits, clock_seconds, now
        self._buckets: dict[tuple[str, str], _Bucket] = {}
        self._writes: dict[int, deque[float]] = {}
        self._refusals = 0

    def request(self, method: str, route: str) -> None:
        """Count one request.

        Raises:
            Refused: 429, reason `jira-burst-based`.
        """
        rate = self._limits.named.get((method, route), self._limits.per_second.get(method))
        if not rate:
            return
        moment = self._clock()
        bucket = self._buckets.setdefault((method, route), _Bucket(rate, moment))
        bucket.left = min(rate, bucket.left + (moment - bucket.filled_at) * rate)
        bucket.filled_at = moment
        if bucket.left < 1:
            raise self._refused("jira-burst-based", int(rate), (1 - bucket.left) / rate)
        bucket.left -= 1

    def write(self, issue_id: int) -> None:
        """Count one write on an issue.

        Raises:
            Refused: 429, reason `jira-per-issue-on-write`.
        """
        if not self._limits.writes_per_issue:
            return
        moment = self._clock()
        longest = max(seconds for _, seconds in self._limits.writes_per_issue)
        writes = self._writes.setdefault(issue_id, deque())
        while writes and writes[0] <= moment - longest:
            writes.popleft()
        for most, seconds in self._limits.writes_per_issue:
            recent = [each for each in writes if each > moment - seconds]
            if len(recent) >= most:
                raise self._refused("jira-per-issue-on-write", most, recent[0] + seconds - moment)
        writes.append(moment)

    def _refused(self, reason: str, limit: int, wait_seconds: float) -> Refused:
        wait = max(1, math.ceil(wait_seconds))
        self._refusals += 1
        headers = {
            "Retry-After": str(wait),
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": f"{self._now().astimezone(UTC) + timedelta(seconds=wait):%Y-%m-%dT%H:%MZ}",
            "X-RateLimit-NearLimit": "true",
            "RateLimit-Reason": reason,
        }
        body = _BODIES[(self._refusals - 1) % len(_BODIES)]
        return Refused(429, "Rate limit exceeded.", headers=headers, body=body)
