"""Opening hours and holidays as a contract writes them, read.

Here: weekly windows in local minutes, Danish public holidays by rule (Store Bededag until 2023: lov 214 af 2023).
Not here: calendars on UTC instants (`domain.working_time.calendars`).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

import holidays

from domain.problems import ConfigurationRefused
from domain.reasons import Reason

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


LocalWindow = tuple[int, int]
"""Opening and closing in minutes after local midnight of the day the window opens on."""


@lru_cache(maxsize=512)
def danish_public_holidays(year: int) -> Mapping[date, str]:
    """Public holidays of Denmark in `year` with their Danish names; Store Bededag until 2023 only.

    5 June, 24 and 31 December and 1 May are no public holidays: closing on them is a contract's choice.
    Source: python-holidays, category public, language fixed so that names do not follow the environment.
    """
    return dict(holidays.country_holidays("DK", years=year, categories=("public",), language="da"))


def windows_of(windows: Sequence[Sequence[str]], where: str) -> tuple[LocalWindow, ...]:
    found = tuple((_minutes(opening, where), _minutes(closing, where)) for opening, closing in windows)
    for opening, closing in found:
        if closing <= opening:
            raise hours_refused(
                where,
                Reason("a window closes before it opens"),
                Reason("write a window over midnight as 22:00-28:00"),
            )
    return found


def _minutes(clock_time: str, where: str) -> int:
    match = re.fullmatch(r"(\d{2}):([0-5]\d)", clock_time)
    if match is None or int(match[1]) > 48:
        raise hours_refused(where, Reason("'{text}' is no time of day", text=clock_time), Reason("write HH:MM"))
    return int(match[1]) * 60 + int(match[2])


def hours_refused(where: str, why: Reason, next_step: Reason) -> ConfigurationRefused:
    return ConfigurationRefused(
        Reason("The service calendar cannot be used"), where=where, why=why, next_step=next_step
    )
