"""The one place where requests to Jira leave and answers come in.

Here: the `jira` client's session with time-outs, no retries, counters and translated errors. Not here: which requests
are made (`connectors.atlassian_jira.pull`, `connectors.atlassian_jira.client`), what an error means
(`connectors.atlassian_jira.errors`).
"""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from jira import JIRA
from jira.exceptions import JIRAError

from connectors.atlassian_jira.answers import Answer, decode
from connectors.atlassian_jira.errors import translated
from connectors.errors import ConnectorError, ServiceUnavailable
from domain.reasons import Reason, verbatim

Result = TypeVar("Result")


class JiraWire:
    """A connected `jira` client and what went over it.

    Attributes:
        requests: answers received since it was connected.
        bytes_read: size of their bodies, unpacked.
        cloud: whether the other side is Jira Cloud.
        base_url: where a browser finds this Jira.
    """

    def __init__(self, server: str, email: str, token: str, *, timeout_seconds: tuple[float, float]) -> None:
        self.account = email or "the token's account"
        self.host = urlsplit(server).netloc or server
        self.requests = 0
        self.bytes_read = 0
        self._counting = Lock()
        login: dict[str, Any] = {"basic_auth": (email, token)} if email else {"token_auth": token}
        self._client = self._guarded(
            "serverInfo", lambda: JIRA(server, max_retries=0, timeout=timeout_seconds, logging=False, **login)
        )
        self._client._session.hooks["response"].append(self._count)
        self.cloud = self._client.deploymentType == "Cloud"
        self.base_url = self._base_url(server.rstrip("/"))

    def __repr__(self) -> str:
        return f"JiraWire({self.host!r}, {self.account!r})"

    def get(self, path: str, shape: type[Answer], **params: Any) -> Answer:
        """GET `path` under /rest/api/2; `params` that are None are left out."""
        return self._ask("GET", path, shape, params=params)

    def ask(self, path: str, shape: type[Answer], body: Mapping[str, Any]) -> Answer:
        """POST a question (a search, a bulk read) that changes nothing; values that are None are left out."""
        asked = {name: value for name, value in body.items() if value is not None}
        return self._ask("POST", path, shape, data=msgspec.json.encode(asked))

    def act(self, what: str, act: Callable[[JIRA], Result]) -> Result:
        """Do something through the client's own methods, errors translated."""
        return self._guarded(what, lambda: act(self._client))

    def close(self) -> None:
        """Close the connections; the wire is of no use afterwards."""
        self._client.close()

    def _ask(self, method: str, path: str, shape: type[Answer], **sent: Any) -> Answer:
        session, url = self._client._session, self._client._get_url(path)
        response = self._guarded(path, lambda: session.request(method, url, **sent))
        return decode(response.content, shape, self._where(path))

    def _guarded(self, what: str, act: Callable[[], Result]) -> Result:
        problem: ConnectorError
        try:
            return act()
        except (JIRAError, requests.RequestException) as error:
            problem = translated(error, where=self._where(what), account=self.account)
        except (KeyError, TypeError, AttributeError) as error:  # the client, on JSON that lacks what it expects
            why = f"{type(error).__name__}: {error}"
            problem = ServiceUnavailable(
                Reason("Jira's answer lacks what was asked for"), where=self._where(what), why=verbatim(why)
            )
        # Raised outside the handler: the client's error prints cookies wherever a traceback shows it as context.
        raise problem

    def _where(self, what: str) -> str:
        return f"{self.host}, {what}"

    def _count(self, response: requests.Response, *_: Any, **__: Any) -> None:
        size = len(response.content)
        with self._counting:  # answers come in on several threads
            self.requests += 1
            self.bytes_read += size

    def _base_url(self, server: str) -> str:
        # Behind the OAuth gateway the address that is called is not the one people open.
        if "/ex/jira/" not in server:
            return server
        told = self.act("serverInfo", lambda client: client.server_info()["baseUrl"])
        return str(told).rstrip("/")
