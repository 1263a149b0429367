"""Where things are on this machine and how to reach the outside: environment variables `ROLLOUT_*`.

Here: folders, database, accounts. Secrets come only from here (environment or `.env`) and are never printed.
Not here: what a rollout is (`configs.rollouts`). Nothing is read at import time: call `Settings()` in a flow.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from configs.faults import fault_of
from domain.problems import ConfigurationRefused, Start, Work
from domain.reasons import Reason, verbatim
from domain.values import changed

SHORTEST_KEY_BYTES = 32


class Settings(BaseSettings):
    """The environment, typed.

    Attributes:
        home: folder for ledger, snapshots, reviews and logs; with `store_url` for the ledger and logs alone.
        rollouts_dir: folder of `<rollout>.yaml` files; the shipped examples are found too.
        ledger_url: SQLAlchemy URL; SQLite in `home` when not set.
        sheets_credentials_file: service account key file (JSON) from the Google Cloud console.
        sheets_base_url: only for the local stand-in; real Google when not set.
        jira_server: `https://<site>.atlassian.net` or a Data Center address.
        jira_email: set for Cloud (with an API token); leave out for Data Center (personal access token).
        actor: who triggers runs; the name the ledger records.
        approval_key: the secret personal codes are made with; at least 32 characters, the same on every machine.
        mail_url: how codes are sent: `smtps://user:password@host:465` or `smtp://host:25`.
        mail_from: the sender's address.
        announce_urls: chat channels and mail addresses that hear of a published review, as apprise URLs with white
            space or commas between them; they hold tokens.
        ui_url: where people reach the Prefect UI, for links in messages.
        store_url: `s3://bucket/folder` where snapshots, reviews and the site are kept; the home when not set.
        site_url: where a web server shows the folder `site` of the home; the file's own address when not set.
        crash_after_events, crash_before_events: rehearsal only: end the process at once when that many new ledger
            entries are recorded, or just before the last of them is.
    """

    model_config = SettingsConfigDict(
        env_prefix="ROLLOUT_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    home: Path = Path(".rollout")
    rollouts_dir: Path = Path("rollouts")
    ledger_url: SecretStr | None = None
    sheets_credentials_file: Path | None = None
    sheets_credentials_json: SecretStr | None = None
    sheets_base_url: str | None = None
    jira_server: str | None = None
    jira_email: str | None = None
    jira_token: SecretStr | None = None
    approval_key: SecretStr | None = None
    mail_url: SecretStr | None = None
    mail_from: str = "rollout@localhost"
    announce_urls: SecretStr | None = None
    ui_url: str = ""
    store_url: str = ""
    site_url: str = ""
    actor: str = Field(default="operations", min_length=1, max_length=100)
    crash_after_events: int | None = Field(default=None, ge=1)
    crash_before_events: int | None = Field(default=None, ge=1)

    def ledger_address(self) -> str:
        """The ledger's SQLAlchemy URL, password included: for the engine, not for people."""
        if self.ledger_url is not None:
            return self.ledger_url.get_secret_value()
        return f"sqlite:///{(self.home / 'ledger.db').resolve()}"

    def service_account(self) -> dict[str, Any]:
        """The Google service account's key.

        Raises:
            ConfigurationRefused: not set, not readable, or not a service account key.
        """
        key = self._service_account_key()
        # The stand-in gives out its own tokens; a key file names Google's address.
        return key | {"token_uri": f"{self.sheets_base_url}/token"} if self.sheets_base_url else key

    def _service_account_key(self) -> dict[str, Any]:
        if self.sheets_credentials_json is not None:
            return _service_account(self.sheets_credentials_json.get_secret_value(), "ROLLOUT_SHEETS_CREDENTIALS_JSON")
        if self.sheets_credentials_file is None:
            raise ConfigurationRefused(
                Reason("No Google service account is set"),
                where="ROLLOUT_SHEETS_CREDENTIALS_FILE",
                next_step=Reason("set it to the key file, or rehearse locally"),
                start=Start(Work.REHEARSE),
            )
        try:
            text = self.sheets_credentials_file.read_text(encoding="utf-8")
        except OSError as error:
            raise ConfigurationRefused(
                Reason("The Google service account key cannot be read"),
                where=str(self.sheets_credentials_file),
                why=verbatim(error.strerror or type(error).__name__),
                next_step=Reason("check ROLLOUT_SHEETS_CREDENTIALS_FILE"),
            ) from None
        return _service_account(text, str(self.sheets_credentials_file))

    def jira_account(self) -> tuple[str, str | None, str]:
        """Jira's address, e-mail (None for Data Center) and token.

        Raises:
            ConfigurationRefused: address or token is not set.
        """
        if not self.jira_server or self.jira_token is None:
            missing = "ROLLOUT_JIRA_SERVER" if not self.jira_server else "ROLLOUT_JIRA_TOKEN"
            raise ConfigurationRefused(
                Reason("No Jira account is set"),
                where=missing,
                next_step=Reason("set it, or rehearse locally"),
                start=Start(Work.REHEARSE),
            )
        return self.jira_server, self.jira_email, self.jira_token.get_secret_value()

    def announce_addresses(self) -> tuple[str, ...]:
        """The apprise URLs that hear of a published review; for the connector, not for people."""
        text = self.announce_urls.get_secret_value() if self.announce_urls is not None else ""
        # A comma also stands inside URLs (`?to=a@x,b@y`): it divides only where another URL begins behind it.
        parts = re.split(r"\s+|,(?=[A-Za-z][A-Za-z0-9+.-]*://)", text)
        return tuple(part for part in (part.strip(",") for part in parts) if part)

    def key_of_approvals(self) -> bytes:
        """The key personal codes are made with.

        Raises:
            ConfigurationRefused: it is not set or too short.
        """
        key = self.approval_key.get_secret_value().encode() if self.approval_key else b""
        if len(key) < SHORTEST_KEY_BYTES:
            raise ConfigurationRefused(
                Reason("No key for personal codes is set")
                if not key
                else Reason("The key for personal codes is too short"),
                where="ROLLOUT_APPROVAL_KEY",
                why=Reason("it must have at least {count} characters", count=SHORTEST_KEY_BYTES),
                next_step=Reason(
                    "make one with: {command}",
                    command='python3 -c "import secrets; print(secrets.token_urlsafe(48))"',
                ),
            )
        return key


SECRETS = ("ledger_url", "sheets_credentials_json", "jira_token", "approval_key", "mail_url", "announce_urls")
BLOCK_PREFIX = "block:"
"""A secret written as `block:NAME` is the value of the Prefect Secret block NAME."""


def with_block_secrets(settings: Settings, read_block: Callable[[str], str]) -> Settings:
    """The settings with secrets that name a Prefect block replaced by its value.

    Args:
        read_block: block name -> its value; asked only for blocks that are named.
    """
    found = {}
    for name in SECRETS:
        value = getattr(settings, name)
        if value is not None and value.get_secret_value().startswith(BLOCK_PREFIX):
            found[name] = SecretStr(read_block(value.get_secret_value().removeprefix(BLOCK_PREFIX)))
    return changed(settings, **found) if found else settings


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigurationRefused: a variable has a value of the wrong kind; names it, never shows it.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = "ROLLOUT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigurationRefused(
            Reason("A setting cannot be used"),
            where=name,
            why=fault_of(first),
            next_step=Reason("correct the environment variable"),
        ) from None


def _service_account(text: str, where: str) -> dict[str, Any]:
    try:
        info = json.loads(text)
    except json.JSONDecodeError:
        info = None
    needed = {"client_email", "private_key", "token_uri"}
    if not isinstance(info, dict) or not needed <= set(info):
        raise ConfigurationRefused(
            Reason("This is not a Google service account key"),
            where=where,
            why=Reason("client_email, private_key or token_uri is missing"),
            next_step=Reason("create a JSON key for the service account in the Google Cloud console"),
        )
    return info
