"""Instants as Jira writes them: text with milliseconds and an offset, or epoch milliseconds.

Here: conversion both ways. Not here: JQL's date values (`sandbox.jira.jql.dates`).
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_millis(moment: datetime) -> int:
    """Epoch milliseconds of an aware instant, without a detour through floats."""
    return (moment - EPOCH) // _MILLISECOND


def parse_millis(text: str) -> int:
    """Epoch milliseconds of `2025-09-01T10:00:00.000+0200`.

    Raises:
        ValueError: not an instant, or without an offset.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset")
    return to_millis(moment)


def from_millis(millis: int, zone: ZoneInfo) -> datetime:
    """The instant in `zone`."""
    return (EPOCH + millis * _MILLISECOND).astimezone(zone)


def instant_text(millis: int, zone: ZoneInfo) -> str:
    """`2025-09-01T10:00:00.000+0200`: the form Jira's REST answers use."""
    moment = from_millis(millis, zone)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}{moment:%z}"


@lru_cache(maxsize=4096)
def in_zone(text: str, zone: ZoneInfo) -> str:
    """A stored instant as a user in `zone` sees it; text that is no instant stays as it is."""
    try:
        return instant_text(parse_millis(text), zone)
    except ValueError:
        return text
