"""The container files, as far as they can be checked without an engine: what they name exists, and nothing secret."""

import re
from pathlib import Path
from typing import Any

import click
import pytest
from ruamel.yaml import YAML

from flows.cli import cli

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = YAML(typ="safe", pure=True).load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = COMPOSE["services"]


def test_every_file_the_image_copies_is_in_the_build_context() -> None:
    allowed = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"}
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        *sources, _ = line.split()
        for source in sources:
            assert (ROOT / source).exists(), source
            assert source in allowed, source


def test_signals_reach_the_worker_and_it_does_not_run_as_root() -> None:
    assert 'ENTRYPOINT ["rollout"]' in DOCKERFILE
    assert DOCKERFILE.index("USER rollout") < DOCKERFILE.index("ENTRYPOINT")
    assert SERVICES["worker"]["stop_grace_period"] == "30m"


@pytest.mark.parametrize("name", ["deploy", "worker"])
def test_commands_are_commands_of_the_program_with_options_it_has(name: str) -> None:
    words = [str(word) for word in SERVICES[name]["command"]]
    command = cli.get_command(click.Context(cli), words[0])
    assert command is not None
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_a_service_waits_for_services_that_are_there_and_healthy_ones_have_a_check() -> None:
    for name, service in SERVICES.items():
        for other, wanted in service.get("depends_on", {}).items():
            assert other in SERVICES, f"{name} waits for {other}"
            if wanted["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other], f"{name} waits for {other} to be healthy"


def test_every_secret_comes_from_the_environment_and_has_no_default() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert not re.search(r"(PASSWORD|AUTH_STRING|ENCRYPTION_KEY|TOKEN): (?!\$\{)\S", text)
    assert not re.search(r"\$\{(POSTGRES_PASSWORD|PREFECT_AUTH_STRING|PREFECT_ENCRYPTION_KEY):-", text)


def test_the_server_asks_for_a_password_and_is_open_to_this_machine_only() -> None:
    server = SERVICES["server"]
    assert "PREFECT_SERVER_API_AUTH_STRING" in server["environment"]
    assert server["environment"]["PREFECT_SERVER_CSRF_PROTECTION_ENABLED"] == "true"
    assert all(port.startswith("127.0.0.1:") for port in server["ports"])


def test_clients_reach_the_server_with_its_password_and_share_the_ledger() -> None:
    for name in ("deploy", "worker"):
        environment = SERVICES[name]["environment"]
        assert environment["PREFECT_API_URL"] == "http://server:4200/api"
        assert "PREFECT_API_AUTH_STRING" in environment
        assert environment["ROLLOUT_LEDGER_URL"].endswith("@postgres/ledger")
    assert "CREATE DATABASE ledger" in (ROOT / "deploy" / "create-ledger.sql").read_text(encoding="utf-8")
