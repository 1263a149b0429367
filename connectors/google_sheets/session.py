"""The one door to Google: every request of gspread goes through here.

Here: host, time-outs, counting, translation of failures. Not here: what is asked (`connectors.google_sheets.client`),
retries (Prefect is the one authority; google-auth repeats only its own token request, which changes nothing).
"""

import re
from typing import Any
from urllib.parse import urlsplit

import gspread
import requests
from google.auth.exceptions import GoogleAuthError

from connectors.google_sheets.errors import Call, failed_call, no_json, refused_answer

GOOGLE_HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
SPREADSHEET = re.compile(r"/v4/spreadsheets/([\w\-.]+)")


class SheetsHttp(gspread.HTTPClient):  # type: ignore[misc]
    """gspread's client with its failures translated once; `requests` and `bytes_read` count what was used.

    gspread makes it with (auth, session); `aim` sets the rest before the first request.
    """

    def __init__(self, auth: Any, session: Any = None) -> None:
        super().__init__(auth, session)
        self.account = ""
        self.base_url: str | None = None
        self.requests = 0
        self.bytes_read = 0

    def aim(self, account: str, base_url: str | None, timeout_seconds: tuple[float, float]) -> None:
        """Set who asks, where (None: Google itself), and the time-outs for connecting and for reading."""
        self.account = account
        self.base_url = base_url.rstrip("/") if base_url else None
        self.set_timeout(timeout_seconds)

    def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> requests.Response:
        """Send one request and return its JSON answer.

        Raises:
            ConnectorError: everything that is not a JSON object with a 2xx status.
        """
        call = Call(self.account, _place(endpoint))
        self.requests += 1
        try:
            response = self._send(method, self._aimed(endpoint), *args, **kwargs)
        except (requests.RequestException, GoogleAuthError) as error:
            problem = failed_call(error, call)
            # The cause holds the request with its headers; it stays out of the chain.
            raise (problem or error) from None
        self.bytes_read += len(response.content)
        if not 200 <= response.status_code < 300:
            raise refused_answer(response, call)
        if not _is_json_object(response):
            raise no_json(response, call)
        return response

    def _send(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        json: Any = None,
        files: Any = None,
        headers: Any = None,
    ) -> requests.Response:
        response: requests.Response = self.session.request(
            method=method,
            url=url,
            params=params,
            data=data,
            json=json,
            files=files,
            headers=headers,
            timeout=self.timeout,
        )
        return response

    def _aimed(self, endpoint: str) -> str:
        if self.base_url:
            for host in GOOGLE_HOSTS:
                if endpoint.startswith(host + "/"):
                    return self.base_url + endpoint.removeprefix(host)
        return endpoint


def _place(endpoint: str) -> str:
    match = SPREADSHEET.match(urlsplit(endpoint).path)
    return f"spreadsheet {match[1]}" if match else "Google Sheets"


def _is_json_object(response: requests.Response) -> bool:
    try:
        return isinstance(response.json(), dict)
    except ValueError:
        return False
