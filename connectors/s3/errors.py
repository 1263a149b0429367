"""What S3 and the library that asks it say -> the error tree of `connectors.errors`.

The library's own text holds request headers and bodies: it is read for the status and goes no further. Not here:
requests (`connectors.s3.client`).
"""

import re

from connectors.errors import (
    AccessRefused,
    ConnectorError,
    NotFound,
    RateLimited,
    RequestRefused,
    ServiceUnavailable,
    TimedOut,
)
from domain.reasons import Reason, verbatim

_CODE = re.compile(r"<Code>(\w{1,60})</Code>")
_STATUS = re.compile(r"status code: (\d{3})\b")
_METADATA = "169.254."
"""Where a machine in a cloud is asked for its keys; asked only when the environment has none."""


def missing_bucket(error: Exception) -> bool:
    """Whether it is the bucket that is not there, and not one file in it."""
    return "NoSuchBucket" in _CODE.findall(str(error))


def problem_of(error: Exception, address: str) -> ConnectorError:
    """An answer of the storage in words.

    Args:
        address: what was asked for, `s3://bucket/key`.
    """
    said = str(error)
    code, status = (_CODE.findall(said) or [""])[0], int((_STATUS.findall(said) or ["0"])[0])
    if missing_bucket(error):
        return NotFound(
            Reason("There is no such bucket"),
            where=address,
            next_step=Reason("make it, or correct ROLLOUT_STORE_URL"),
        )
    if _METADATA in said or "CredentialProvider" in said:
        return AccessRefused(
            Reason("There are no keys for the storage"),
            where=address,
            next_step=Reason("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role"),
        )
    if status in (401, 403):
        return AccessRefused(
            Reason("The storage refuses the keys"),
            where=address,
            why=verbatim(code) if code else None,
            next_step=Reason(
                "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; they must be able to list, read, write and delete"
            ),
        )
    return _of_status(said, status, code, address)


def _of_status(said: str, status: int, code: str, address: str) -> ConnectorError:
    if status == 429 or code == "SlowDown":
        return RateLimited(Reason("The storage asks to slow down"), where=address)
    if status >= 500:
        return ServiceUnavailable(Reason("The storage answers {status}", status=status), where=address)
    if status:
        return RequestRefused(
            Reason("The storage refuses the request ({status})", status=status),
            where=address,
            why=verbatim(code) if code else None,
            next_step=Reason("check AWS_ENDPOINT_URL, AWS_REGION and ROLLOUT_STORE_URL"),
        )
    if "timed out" in said.lower() or "TimedOut" in said:
        return TimedOut(Reason("The storage did not answer in time"), where=address)
    return ServiceUnavailable(
        Reason("The storage cannot be reached"),
        where=address,
        next_step=Reason("check AWS_ENDPOINT_URL and the network"),
    )
