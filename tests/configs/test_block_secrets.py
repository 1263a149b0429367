"""A secret may name a Prefect block; only named blocks are read, and a value is never shown."""

from pydantic import SecretStr

from configs.settings import Settings, with_block_secrets


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
