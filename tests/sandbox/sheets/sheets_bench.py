"""The bench for the Sheets stand-in: real gspread over HTTP, every answer checked against Google's own schemas.

The schemas come from the discovery document that Google's client library installs; unknown fields fail.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import googleapiclient
import gspread
import requests
from google.auth.transport.requests import Request as TokenRequest
from google.oauth2.service_account import Credentials
from jsonschema import Draft202012Validator
from requests.adapters import HTTPAdapter
from starlette.applications import Starlette

from sandbox.faults import Fault, FaultScript
from sandbox.serving import Server
from sandbox.sheets.accounts import DEFAULT_EMAIL, make_account
from sandbox.sheets.server import sheets_app
from sandbox.sheets.wire.quota import Quotas

OTHER_EMAIL = "stranger@nordlys.iam.example"
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")
_HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
_ANSWERS = (
    ("GET", r"/v4/spreadsheets/[^/:]+", "Spreadsheet"),
    ("POST", r"/v4/spreadsheets", "Spreadsheet"),
    ("POST", r"/v4/spreadsheets/[^/:]+:getByDataFilter", "Spreadsheet"),
    ("POST", r"/v4/spreadsheets/[^/:]+:batchUpdate", "BatchUpdateSpreadsheetResponse"),
    ("GET", r"/v4/spreadsheets/[^/]+/values:batchGet", "BatchGetValuesResponse"),
    ("POST", r"/v4/spreadsheets/[^/]+/values:batchUpdate", "BatchUpdateValuesResponse"),
    ("POST", r"/v4/spreadsheets/[^/]+/values:batchClear", "BatchClearValuesResponse"),
    ("POST", r"/v4/spreadsheets/[^/]+/values/.+:append", "AppendValuesResponse"),
    ("POST", r"/v4/spreadsheets/[^/]+/values/.+:clear", "ClearValuesResponse"),
    ("GET", r"/v4/spreadsheets/[^/]+/values/.+", "ValueRange"),
    ("PUT", r"/v4/spreadsheets/[^/]+/values/.+", "UpdateValuesResponse"),
    ("POST", r"/v4/spreadsheets/[^/]+/sheets/\d+:copyTo", "SheetProperties"),
    ("POST", r"/v4/spreadsheets/[^/]+/developerMetadata:search", "SearchDeveloperMetadataResponse"),
    ("GET", r"/v4/spreadsheets/[^/]+/developerMetadata/\d+", "DeveloperMetadata"),
    ("GET", r"/drive/v3/files", "FileList"),
    ("POST", r"/drive/v3/files", "File"),
    ("GET", r"/drive/v3/files/[^/]+", "File"),
    ("POST", r"/drive/v3/files/[^/]+/copy", "File"),
)


@cache
def discovery(name: str) -> dict[str, Any]:
    """A discovery document as Google's client installs it: `sheets.v4` or `drive.v3`."""
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    document: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return document


def _strict(schema: Any) -> Any:
    """A discovery schema as JSON Schema in which unknown fields are wrong."""
    if isinstance(schema, list):
        return [_strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    if schema.get("type") == "any":
        return {}
    kept: dict[str, Any] = {name: _strict(schema[name]) for name in ("type", "enum", "items") if name in schema}
    if "properties" in schema:
        kept["properties"] = {name: _strict(part) for name, part in schema["properties"].items()}
    if schema.get("type") == "object":
        kept["additionalProperties"] = _strict(schema.get("additionalProperties", False))
    return kept


@cache
def _validator(document: str, schema: str) -> Draft202012Validator:
    definitions = {name: _strict(part) for name, part in discovery(document)["schemas"].items()}
    return Draft202012Validator({"$ref": f"#/$defs/{schema}", "$defs": definitions})


def check_answer(method: str, path: str, body: Any) -> None:
    """Fail when a 200's body does not fit the schema the discovery document promises."""
    for known, pattern, schema in _ANSWERS:
        if known == method.upper() and re.fullmatch(pattern, path, re.DOTALL):
            document = "drive.v3" if path.startswith("/drive") else "sheets.v4"
            errors = [f"{error.json_path}: {error.message}" for error in _validator(document, schema).iter_errors(body)]
            assert not errors, (path, errors)
            return
    raise AssertionError(f"no schema is known for {method} {path}")


def check_body(schema: str, body: Any) -> None:
    """Fail when a request's body does not fit its schema in the discovery document."""
    errors = [f"{error.json_path}: {error.message}" for error in _validator("sheets.v4", schema).iter_errors(body)]
    assert not errors, errors


@dataclass
class Site:
    """A running stand-in."""

    folder: Path
    url: str
    faults: FaultScript
    app: Starlette

    @property
    def sheets(self) -> Path:
        """Where the Excel files are."""
        return self.folder / "sheets"

    def info(self, file_name: str = "service-account.json") -> dict[str, str]:
        """A service account that signs in here."""
        info: dict[str, str] = json.loads((self.sheets / file_name).read_text())
        return info | {"token_uri": f"{self.url}/token"}

    def client(
        self, file_name: str = "service-account.json", *, scopes: Sequence[str] = SCOPES, **changed: str
    ) -> gspread.Client:
        """gspread, signed in by the full token path; `changed` replaces fields of the key file."""
        info = self.info(file_name) | changed
        credentials = _Credentials.from_service_account_info(info, scopes=scopes)  # type: ignore[no-untyped-call]
        client = gspread.Client(auth=credentials)
        client.set_timeout((5, 30))
        for host in _HOSTS:
            client.http_client.session.mount(host, _Checked(self.url))
        return client

    def raw(self, method: str, path: str, *, token: str | None = None, **options: Any) -> requests.Response:
        """A plain request with a token of the default account, or the one given."""
        headers = {"Authorization": f"Bearer {self.token() if token is None else token}"}
        return requests.request(method, self.url + path, headers=headers, timeout=10, **options)

    def token(self, scopes: Sequence[str] = SCOPES) -> str:
        """A fresh token."""
        credentials = self.client(scopes=scopes).http_client.auth
        credentials.refresh(TokenRequest())
        return str(credentials.token)

    def fault(self, **fault: Any) -> None:
        """Script one fault."""
        self.faults.add(Fault(**fault))

    def counts(self) -> Mapping[str, int]:
        """Requests so far, by method and path without ids."""
        counts: Mapping[str, int] = self.app.state.journal.counts()
        return counts


class _Checked(HTTPAdapter):
    """Sends to the stand-in what is meant for Google, and checks each 200."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *given: Any, **options: Any) -> requests.Response:
        path = request.path_url
        request.url = self._url + path
        answer = super().send(request, *given, **options)
        path, _, query = path.partition("?")
        if answer.status_code == 200 and "fields" not in parse_qs(query):
            check_answer(str(request.method), path, answer.json())
        return answer


class _Credentials(Credentials):
    """Without google-auth's background call to a Google address, which has no public switch."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


@cache
def _accounts() -> dict[str, str]:
    """Two key files, made once per session: a key takes a noticeable time."""
    emails = {"service-account.json": DEFAULT_EMAIL, "service-account-2.json": OTHER_EMAIL}
    return {name: json.dumps(make_account(email)) for name, email in emails.items()}


@contextmanager
def running(folder: Path, **settings: Any) -> Iterator[Site]:
    """The stand-in over a folder, quotas lifted unless given, with a second service account."""
    settings.setdefault("quotas", Quotas(enabled=False))
    for name, content in _accounts().items():
        path = folder / "sheets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(content)
    faults = FaultScript()
    app = sheets_app(folder, faults=faults, **settings)
    with Server(app) as server:
        yield Site(folder, server.url, faults, app)


def settings_yaml(folder: Path, text: str) -> None:
    """Write `sheets.yaml`."""
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    (folder / "sheets" / "sheets.yaml").write_text(text, encoding="utf-8")
