"""What was typed, read: the rollout's settings, a day, an instant, a month.

Here: refusing a text that is none, with the form that is wanted. Not here: options (`flows.cli.commands`).
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings
from domain.problems import Problem, RuleRefused
from domain.reasons import Reason


def settings_of(rollout_id: str) -> tuple[Settings, RolloutSettings]:
    """The installation's settings and those of a rollout.

    Raises:
        ConfigurationRefused: there is no such rollout, or its settings are wrong.
    """
    settings = read_settings()
    return settings, read_rollout(rollout_id, settings.rollouts_dir)


def instant_of(text: str | None, rollout: RolloutSettings) -> datetime | None:
    """What was typed as an instant; a text without an offset is local to the rollout.

    Raises:
        Problem: it cannot be read; names the form that is wanted.
    """
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(
            Reason("'{text}' is not an instant", text=text),
            where="--as-of",
            next_step=Reason("write 2026-11-02 or 2026-11-02T07:00+01:00"),
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(rollout.zone))


def day_of(text: str) -> date:
    """What was typed as a day.

    Raises:
        Problem: it cannot be read; names the form that is wanted.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(
            Reason("'{text}' is not a day", text=text), where="--until", next_step=Reason("write it as 2026-12-31")
        ) from None


def check_month(month: str) -> None:
    """Refuse a text that is not a month.

    Raises:
        RuleRefused: names the form that is wanted.
    """
    try:
        datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        valid = False
    else:
        valid = len(month) == len("2026-10")
    if not valid:
        raise RuleRefused(
            Reason("'{month}' is not a month", month=month), where="--month", next_step=Reason("write it as 2026-10")
        )
