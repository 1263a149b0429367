"""The secret that personal codes are made with.

Here: finding it. Not here: what a code is (`domain.gates.approvals`).
"""

import os
import secrets
from contextlib import suppress

from configs.rollouts import RolloutSettings
from configs.settings import Settings


def approval_key(settings: Settings, rollout: RolloutSettings) -> bytes:
    """The key of personal codes; a demo without one makes its own and keeps it in its home.

    Raises:
        ConfigurationRefused: a real rollout has none.
    """
    if settings.approval_key is not None or not rollout.demo:
        return settings.key_of_approvals()
    path = settings.home / "approval.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_bytes()
