"""Who is asking: service accounts of the folder, their signed requests for tokens, and the tokens.

Here: RFC 7523 as Google's clients speak it (`POST /token` with an RS256 JWT). Not here: what an account may see
(`sandbox.sheets.books.store`). Keys are throw-away ones made in the folder; no real credential belongs here.

The audience is not compared with this server's own address: google-auth always signs for Google's.
"""

import base64
import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from domain.problems import Problem
from domain.reasons import Reason, verbatim
from sandbox.sheets.books.files import replace_file
from sandbox.sheets.wire.errors import bad_token, narrow_scope, no_token

ACCOUNT_FILE = "service-account.json"
DEFAULT_EMAIL = "rollout@nordlys.iam.example"
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address, not a secret
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_SECONDS = 3599
SKEW_SECONDS = 300

_SCOPE = "https://www.googleapis.com/auth/"
SHEETS_READ = frozenset(_SCOPE + name for name in ("spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly"))
SHEETS_WRITE = frozenset(_SCOPE + name for name in ("spreadsheets", "drive"))
DRIVE_READ = frozenset(_SCOPE + name for name in ("drive", "drive.readonly", "drive.metadata.readonly"))
DRIVE_WRITE = frozenset({_SCOPE + "drive"})


@dataclass(frozen=True)
class Caller:
    """Who sent a request. `email` is None for a request without a token, where that is allowed."""

    email: str | None
    scopes: frozenset[str] | None
    expires_at: float

    def require(self, any_of: frozenset[str]) -> None:
        """Refuse with 403 when the token's scopes do not cover the call."""
        if self.scopes is not None and not self.scopes & any_of:
            raise narrow_scope()


ANYONE = Caller(None, None, float("inf"))


def make_account(email: str = DEFAULT_EMAIL) -> dict[str, str]:
    """A service-account document with a fresh key, in the form Google's clients read.

    `token_uri` is Google's own; who talks to a sandbox sets it to `<sandbox url>/token`.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return {
        "type": "service_account",
        "project_id": "sandbox",
        "private_key_id": secrets.token_hex(20),
        "private_key": pem,
        "client_email": email,
        "client_id": "100000000000000000001",
        "token_uri": TOKEN_URI,
    }


def write_account(folder: Path, email: str = DEFAULT_EMAIL, file_name: str = ACCOUNT_FILE) -> Path:
    """Make a service account in the folder, readable by its owner only; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name
    replace_file(path, json.dumps(make_account(email), indent=1).encode())
    os.chmod(path, 0o600)
    return path


class Accounts:
    """The folder's service accounts (`service-account*.json`) and the tokens given to them."""

    def __init__(self, folder: Path, clock: Callable[[], float], *, require_token: bool) -> None:
        self._folder, self._clock, self._require_token = folder, clock, require_token
        self._tokens: dict[str, Caller] = {}
        if not (folder / ACCOUNT_FILE).exists():
            write_account(folder)
        self._keys = self._read_keys()

    def _read_keys(self) -> dict[str, rsa.RSAPublicKey]:
        keys: dict[str, rsa.RSAPublicKey] = {}
        for path in sorted(self._folder.glob("service-account*.json")):
            try:
                info = json.loads(path.read_text(encoding="utf-8"))
                private = serialization.load_pem_private_key(info["private_key"].encode(), None)
            except (ValueError, KeyError, TypeError) as error:
                raise Problem(
                    Reason("A service account of the sandbox cannot be read"),
                    where=path.name,
                    why=verbatim(type(error).__name__),
                    next_step=Reason("Delete the file; a new one is made at the next start"),
                ) from error
            if isinstance(private, rsa.RSAPrivateKey):
                keys[info["client_email"]] = private.public_key()
        return keys

    # --- tokens -----------------------------------------------------------------------------------------------

    async def give_token(self, request: Request) -> Response:
        """`POST /token`."""
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        if form.get("grant_type") != [GRANT] or "assertion" not in form:
            return JSONResponse({"error": "unsupported_grant_type", "error_description": "Invalid grant_type"}, 400)
        claims, wrong = self._claims(form["assertion"][0])
        if claims is None:
            return JSONResponse({"error": "invalid_grant", "error_description": wrong}, 400)
        token = "sandbox." + secrets.token_urlsafe(32)
        scopes = frozenset(str(claims.get("scope", "")).split())
        self._tokens[token] = Caller(str(claims["iss"]), scopes, self._clock() + TOKEN_SECONDS)
        return JSONResponse({"access_token": token, "expires_in": TOKEN_SECONDS, "token_type": "Bearer"})

    def _claims(self, assertion: str) -> tuple[Mapping[str, Any] | None, str]:
        try:
            head, body, signature = assertion.split(".")
            header, claims = json.loads(_decoded(head)), json.loads(_decoded(body))
            issuer = str(claims["iss"])
        except (ValueError, KeyError, TypeError):
            return None, "Invalid JWT: Failed to parse."
        key = self._keys.get(issuer)
        if key is None:
            return None, "Invalid grant: account not found"
        if header.get("alg") != "RS256" or not _is_signed(key, f"{head}.{body}", signature):
            return None, "Invalid JWT Signature."
        if not self._is_timely(claims):
            return None, (
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim."
            )
        return claims, ""

    def _is_timely(self, claims: Mapping[str, Any]) -> bool:
        now, issued, expires = self._clock(), claims.get("iat"), claims.get("exp")
        if not isinstance(issued, int | float) or not isinstance(expires, int | float):
            return False
        return issued - SKEW_SECONDS <= now < expires + SKEW_SECONDS and 0 < expires - issued <= 3600

    def caller(self, request: Request) -> Caller:
        """Who sent the request.

        Raises:
            ApiError: 403 without a token, 401 with one that is unknown or has expired.
        """
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if not kind and not self._require_token:
            return ANYONE
        if not kind:
            raise no_token()
        found = self._tokens.get(token) if kind.lower() == "bearer" else None
        if found is None or found.expires_at <= self._clock():
            raise bad_token()
        return found

    def revoke_tokens(self) -> None:
        """Make every token given so far worthless."""
        self._tokens.clear()


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _is_signed(key: rsa.RSAPublicKey, content: str, signature: str) -> bool:
    try:
        key.verify(_decoded(signature), content.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True
