"""Settings from the environment: typed, with clear refusals, and never showing a secret."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from configs.settings import Settings, read_settings, with_block_secrets
from domain.problems import ConfigurationRefused, Start, Work

CANARY = "canary-6f1d-secret"


def test_without_settings_the_ledger_is_sqlite_in_the_home_folder(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert settings.ledger_address() == f"sqlite:///{tmp_path / 'ledger.db'}"


def test_a_variable_of_the_wrong_kind_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOUT_CRASH_AFTER_EVENTS", CANARY)
    with pytest.raises(ConfigurationRefused) as refused:
        read_settings()
    assert refused.value.where == "ROLLOUT_CRASH_AFTER_EVENTS"
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize("text", [f"not json {CANARY}", json.dumps({"client_email": CANARY}), json.dumps([CANARY])])
def test_a_key_that_is_no_service_account_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    key = tmp_path / "key.json"
    key.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationRefused) as refused:
        Settings(sheets_credentials_file=key).service_account()
    assert "client_email, private_key or token_uri" in str(refused.value.why)
    assert CANARY not in str(refused.value)


def test_a_missing_account_names_the_variable_and_the_demo() -> None:
    with pytest.raises(ConfigurationRefused, match=r"ROLLOUT_JIRA_SERVER") as jira:
        Settings().jira_account()
    with pytest.raises(ConfigurationRefused, match=r"ROLLOUT_SHEETS_CREDENTIALS_FILE") as sheets:
        Settings().service_account()
    assert jira.value.start == sheets.value.start == Start(Work.REHEARSE)


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = Settings(jira_token=CANARY, ledger_url=f"postgresql+psycopg://u:{CANARY}@h/db")
    assert CANARY not in repr(settings)
    assert CANARY not in str(settings.model_dump())


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (None, ()),
        ("  ", ()),
        ("slack://a/b/c", ("slack://a/b/c",)),
        ("slack://a/b/c,json://h\n mailto://x?to=a@x,b@y", ("slack://a/b/c", "json://h", "mailto://x?to=a@x,b@y")),
        ("json://a , json://b,", ("json://a", "json://b")),
    ],
)
def test_addresses_are_divided_by_space_or_comma_but_not_inside(text: str | None, addresses: tuple[str, ...]) -> None:
    assert Settings(announce_urls=text).announce_addresses() == addresses


def test_the_addresses_of_channels_may_name_a_block_and_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOUT_ANNOUNCE_URLS", "block:chat")
    settings = with_block_secrets(read_settings(), {"chat": f"json://h/{CANARY}"}.__getitem__)
    assert settings.announce_addresses() == (f"json://h/{CANARY}",)
    assert CANARY not in repr(settings)


def test_a_secret_that_names_a_block_is_the_blocks_value() -> None:
    asked: list[str] = []

    def read(name: str) -> str:
        asked.append(name)
        return "canary-value"

    settings = Settings(jira_token=SecretStr("block:jira"), mail_url=SecretStr("smtp://host"))
    found = with_block_secrets(settings, read)
    assert found.jira_token is not None
    assert found.jira_token.get_secret_value() == "canary-value"
    assert found.mail_url == settings.mail_url
    assert asked == ["jira"]
    assert "canary" not in repr(found)


def test_without_blocks_nothing_is_asked() -> None:
    settings = Settings(jira_token=SecretStr("plain"))
    assert with_block_secrets(settings, lambda name: 1 / 0) is settings  # type: ignore[arg-type, return-value]
