"""How people are told: one person alone, or everybody who listens.

Here: the protocols and their values. Not here: what is said (`tasks.ask`, `tasks.announce`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Messenger(Protocol):
    """How a person is told something that is for them alone."""

    def find(self, name: str) -> bool:
        """Whether a message of that name is known to have been sent; False where the channel cannot tell."""
        ...

    def send(self, to: str, subject: str, body: str, name: str) -> None:
        """Send a plain text to one person.

        Args:
            to: an e-mail address.
            name: identifies the message, `[a-z0-9-]+`; the channel shows or keeps it where it can.

        Raises:
            ConnectorError: the channel did not take it.
        """
        ...


@dataclass(frozen=True)
class Channel:
    """A chat channel or mail address that hears of results. Its address holds tokens; only the announcer knows it.

    Attributes:
        channel_id: 16 hex digits made of the address; the address cannot be read from it.
        name: for people: the service, and where its address is set.
    """

    channel_id: str
    name: str


class Announcer(Protocol):
    """How results are told to whoever listens."""

    @property
    def channels(self) -> Sequence[Channel]:
        """Every channel, each once, in the order they are set."""
        ...

    def announce(self, channel: Channel, title: str, body: str) -> None:
        """Send a plain text to one channel.

        Raises:
            ConnectorError: the channel did not take it; never says its address.
        """
        ...
