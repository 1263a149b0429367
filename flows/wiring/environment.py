"""What must stand in the environment before Prefect or Great Expectations is imported.

Here: telemetry off, quiet terminal, patient start-up, one home for Prefect's files. Values the user has set win.
Nothing here imports either library.
"""

import os
from pathlib import Path

THIRD_PARTY_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # The newer UI loads a script from a telemetry host even with analytics off; the classic one loads nothing.
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    # An empty home migrates its database first; the default of 20 s is often too short for that.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # Lines of the logger `rollout` are stored with the run; Prefect's own lines stay off the terminal.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "rollout",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    # Outside a run our lines go to the terminal only.
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


def prepare_environment(home: Path, *, api_url: str | None = None) -> None:
    """Set the defaults; call before importing Prefect.

    Args:
        home: folder for Prefect's files when the user has no Prefect of their own.
        api_url: address of a running server to use; without one Prefect starts a temporary server on `home`.
    """
    for name, value in THIRD_PARTY_DEFAULTS.items():
        os.environ.setdefault(name, value)
    if api_url:
        os.environ.setdefault("PREFECT_API_URL", api_url)
    if "PREFECT_API_URL" not in os.environ or api_url:
        os.environ.setdefault("PREFECT_HOME", str((home / "prefect").resolve()))


def flush_run_logs() -> None:
    """Send log lines that Prefect still holds; call before its server stops or the process ends."""
    from prefect.logging.handlers import APILogWorker

    APILogWorker.drain_all(timeout=10)
