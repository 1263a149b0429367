"""A chat service on this machine: takes what is posted, or answers what it was told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class ChatServer:
    """Statuses to answer with, in order (then 200), and the bodies that were taken, by path.

    Attributes:
        sends_away_to: the place a 302 names.
    """

    port: int = 0
    statuses: list[int] = field(default_factory=list)
    posted: list[tuple[str, Any]] = field(default_factory=list)
    asked: int = 0
    sends_away_to: str = "/elsewhere"

    def bodies(self, path: str = "") -> list[Any]:
        """What was taken at paths that end so."""
        return [body for where, body in self.posted if where.endswith(path)]


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """A server that runs as long as the block."""
    chat = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            chat.asked += 1
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            status = chat.statuses.pop(0) if chat.statuses else 200
            if status == 200:
                chat.posted.append((self.path, body))
            answer = b"ok" if status == 200 else f"error=500 no, not at {self.path}".encode()
            self.send_response(status)
            if status == 302:
                self.send_header("location", chat.sends_away_to)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chat.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
