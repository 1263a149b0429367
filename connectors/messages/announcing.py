"""Summaries to chat channels and mail addresses, through the library apprise.

Here: addresses -> channels, one message to one channel. Not here: why a message was not taken
(`connectors.messages.announcing_errors`), what is said (`reports.forms.summaries`), that it is said once
(`connectors.effects`), personal codes (`connectors.messages.mail`).

An address holds tokens. It is never shown, and neither are the words of apprise and its services, which may hold it.
"""

import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from connectors.messages.announcing_errors import Heard
from connectors.ports.messages import Channel
from domain.problems import ConfigurationRefused
from domain.reasons import Reason

SETTING = "ROLLOUT_ANNOUNCE_URLS"
TIMEOUT_SECONDS = 20.0
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9]{0,19})://")


class AppriseAnnouncer:
    """`connectors.ports.messages.Announcer` over apprise.

    Args:
        addresses: apprise URLs; one that is there twice counts once.

    Raises:
        ConfigurationRefused: an address cannot be used; says which one, never the address.
    """

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses: dict[Channel, str] = {}
        for position, address in enumerate(addresses, start=1):
            if address not in self._addresses.values():
                service = _service(address, position)
                name = f"{service.service_name}, URL {position} of {SETTING}"
                self._addresses[Channel(channel_id(address), name)] = address

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Every channel, each once."""
        return tuple(self._addresses)

    def announce(self, channel: Channel, title: str, body: str) -> None:
        """Send a text to one channel; the service turns it into its own form."""
        with _discreet():
            service = _built(self._addresses[channel])
            assert service is not None, "it was built when the settings were read"
            heard = Heard()
            service.logger = heard.logger
            delivered = _sent(service, title, body)
        if not delivered:
            raise heard.error(channel.name)


def channel_id(address: str) -> str:
    """16 hex digits that stand for an address; slow to make, so that a password in it cannot be guessed from them."""
    return hashlib.scrypt(address.encode(), salt=b"rollout announce", n=2**14, r=8, p=1, dklen=8).hex()


def _service(address: str, position: int) -> Any:
    """The service of an address, tried without sending anything."""
    with _discreet():
        service = _built(address)
        known = service is not None or _is_known(address)
    found = _SCHEME.match(address)
    where = f"{SETTING}, URL {position}" + (f", {found[1]}://" if found else "")
    if service is None:
        raise ConfigurationRefused(
            Reason("A channel's address cannot be used"),
            where=where,
            why=Reason("the service is known, but a part of its address is missing or wrong")
            if known
            else Reason("no chat or mail service has addresses that begin like this"),
            next_step=Reason("write it as https://appriseit.com/services shows, or take it out"),
        )
    if getattr(service, "secure_mode", "") == "insecure" and service.password:
        raise ConfigurationRefused(
            Reason("A password is not sent over an open line"),
            where=where,
            next_step=Reason("use mailtos:// in place of mailto://"),
        )
    return service


def _is_known(address: str) -> bool:
    from apprise import NotificationManager

    found = _SCHEME.match(address)
    return found is not None and found[1].lower() in NotificationManager()


def _built(address: str) -> Any:
    """The apprise service of an address, with what an address may not change; None when apprise does not know it."""
    from apprise import Apprise

    try:
        service: Any = Apprise.instantiate(address, asset=_asset())
    except Exception:  # noqa: BLE001 - services raise anything, with the address in their words
        return None
    if service is not None:
        # `?retry=`, `?optional=` and their kin: Prefect alone tries again, and a failure is never called a success.
        service.retry, service.optional, service.redirects = 0, False, False
        service.socket_connect_timeout = service.socket_read_timeout = TIMEOUT_SECONDS
    return service


def _asset() -> Any:
    """How apprise behaves: nothing kept, nothing loaded from disk, texts as they are, one after the other."""
    from apprise import AppriseAsset

    return AppriseAsset(
        plugin_paths=None,
        storage_mode="memory",
        pgp_autogen=False,
        pem_autogen=False,
        secure_logging=True,
        http_redirects=False,
        interpret_escapes=False,
        interpret_emojis=False,
        async_mode=False,
        default_service_retry=0,
        app_id="outsourcing-rollout",
        app_desc="outsourcing-rollout",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        image_path_mask="",
    )


def _sent(service: Any, title: str, body: str) -> bool:
    from apprise import Apprise, NotifyFormat

    sender = Apprise(asset=service.asset)
    sender.add(service)
    try:
        return bool(sender.notify(body=body, title=title, body_format=NotifyFormat.TEXT))
    except Exception:  # noqa: BLE001 - its words may hold the address; what was heard tells the reason
        return False


# --- Nothing is said about an address -------------------------------------------------------------------------

_AT_WORK: ContextVar[bool] = ContextVar("announcing", default=False)
_TALKATIVE = (
    "apprise", "urllib3.connectionpool", "urllib3.connection", "urllib3.poolmanager", "urllib3.response",
    "urllib3.util.retry", "requests_oauthlib.oauth1_auth", "requests_oauthlib.oauth1_session",
    "requests_oauthlib.oauth2_session",
)  # fmt: skip
"""Loggers whose lines may hold an address: at level DEBUG urllib3 writes the path of every request."""


class _Discretion(logging.Filter):
    """Lets no line through while we are at work in this thread; the lines of others pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line may go on."""
        return not _AT_WORK.get()


_DISCRETION = _Discretion()


@contextmanager
def _discreet() -> Iterator[None]:
    for name in _TALKATIVE:
        logging.getLogger(name).addFilter(_DISCRETION)  # the same filter is added once
    before = _AT_WORK.set(True)
    try:
        yield
    finally:
        _AT_WORK.reset(before)
