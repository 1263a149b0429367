"""The server this product starts: nothing leaves the machine from it, whatever the shell that started it has set."""

from pathlib import Path

import httpx
import pytest

from flows.server.prefect_server import prefect_server
from flows.wiring.environment import THIRD_PARTY_DEFAULTS

pytestmark = pytest.mark.slow


def test_a_server_started_from_a_bare_shell_sends_no_telemetry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in THIRD_PARTY_DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    with prefect_server(tmp_path, port=0) as api_url:
        settings = httpx.get(f"{api_url}/admin/settings", timeout=60).json()
    assert settings["server"]["analytics_enabled"] is False
    assert settings["server"]["ui"]["show_promotional_content"] is False
    assert "telemetry" not in (tmp_path / "prefect" / "server.log").read_text(encoding="utf-8")
