"""Settings of this process and of a rollout, secrets revealed; the clock.

Here: reading them once. Not here: the settings themselves (`configs`), what is made of them (the files beside).
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings, read_settings, with_block_secrets
from domain.problems import ConfigurationRefused
from domain.reasons import Reason

LOG = logging.getLogger("rollout")


def utc_now() -> datetime:
    """The clock of the outermost layer; rules get it as an argument."""
    return datetime.now(UTC)


def revealed(settings: Settings) -> Settings:
    """The settings with secrets that name a Prefect block (`block:NAME`) read from the Prefect server.

    Raises:
        ConfigurationRefused: there is no such block, or it holds no text.
    """
    return with_block_secrets(settings, _secret_block)


def _secret_block(name: str) -> str:
    from prefect.blocks.system import Secret

    try:
        block: Any = Secret.load(name)
        value = block.get()
    except ValueError:  # Prefect's word for a block that is not there
        value = None
    if not isinstance(value, str | dict):
        raise ConfigurationRefused(
            Reason("There is no Prefect Secret block '{name}' with a text", name=name),
            where=f"block:{name}",
            next_step=Reason(
                "make it in the Prefect UI under Blocks (type Secret), or put the secret into the environment"
            ),
        )
    return value if isinstance(value, str) else json.dumps(value)


def load(rollout_id: str) -> tuple[Settings, RolloutSettings]:
    """The settings of this process and of a rollout."""
    settings = revealed(read_settings())
    return settings, read_rollout(rollout_id, settings.rollouts_dir)
