"""A Google that answers what a test tells it to: for answers the sandbox would never give.

Every request but the token's gets the next scripted answer; the requests are kept. A throw-away key signs the sign-in.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sandbox.faults import Fault, FaultMiddleware, FaultScript
from sandbox.serving import Server

ACCOUNT = "rollout@nordlys.iam.example"
ACCESS_TOKEN = "ya29.canary-access-token"


@cache
def private_key() -> str:
    """A key made for this run of the tests."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


@dataclass
class ScriptedGoogle:
    """What to answer, and what was asked."""

    answers: list[tuple[int, str]] = field(default_factory=list)
    token_answer: tuple[int, str] = (
        200,
        json.dumps({"access_token": ACCESS_TOKEN, "expires_in": 3599, "token_type": "Bearer"}),
    )
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    faults: FaultScript = field(default_factory=FaultScript)
    url: str = ""

    @property
    def info(self) -> dict[str, str]:
        """A service account's key file."""
        return {
            "type": "service_account",
            "project_id": "nordlys",
            "private_key_id": "1",
            "private_key": private_key(),
            "client_email": ACCOUNT,
            "client_id": "1",
            "token_uri": f"{self.url}/token",
        }

    def says(self, *answers: object, status: int = 200) -> None:
        """Script the next answers: texts as they are, anything else as JSON."""
        self.answers += [(status, body if isinstance(body, str) else json.dumps(body)) for body in answers]

    def app(self) -> ASGIApp:
        """The server's application."""

        async def token(request: Request) -> Response:
            return Response(self.token_answer[1], self.token_answer[0], media_type="application/json")

        async def anything(request: Request) -> Response:
            body = await request.body()
            self.asked.append((request.method, str(request.url.path), json.loads(body) if body else None))
            status, text = self.answers.pop(0)
            return Response(text, status, media_type="application/json", headers=self.headers)

        routes = [
            Route("/token", token, methods=["POST"]),
            Route("/{rest:path}", anything, methods=["GET", "POST", "PUT"]),
        ]
        return FaultMiddleware(Starlette(routes=routes), self.faults)


@contextmanager
def scripted_google(*faults: Fault) -> Iterator[ScriptedGoogle]:
    """Serve a scripted Google for the length of a test."""
    google = ScriptedGoogle()
    google.faults.add(*faults)
    with Server(google.app(), name="scripted Google") as server:
        google.url = server.url
        yield google
