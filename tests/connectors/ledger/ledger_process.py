"""A process of its own that uses a ledger, for tests of what happens between processes.

It says "ready", waits for a line on its input so that several can start at once, does one thing, says one line of
JSON, and lives until its input is closed.

    python -m tests.connectors.ledger.ledger_process VERB URL JSON
"""

import json
import os
import socket
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.ledger.ledger import SqlLedger
from connectors.ledger.upgrade import upgrade
from connectors.ports.ledger import Lease
from domain.ledger.events import EventKind
from domain.problems import Problem


def main(verb: str, url: str, details: dict[str, Any]) -> None:
    """Wait for the start, act, report, wait for the end."""
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        answer = {"upgrade": _upgrade, "acquire": _acquire, "append": _append}[verb](url, details)
    except Problem as problem:
        answer = {"problem": type(problem).__name__, "text": str(problem)}
    print(json.dumps(answer), flush=True)
    sys.stdin.read()


def _upgrade(url: str, details: dict[str, Any]) -> dict[str, Any]:
    upgrade(url)
    return {"done": True}


def _acquire(url: str, details: dict[str, Any]) -> dict[str, Any]:
    holder = f"{socket.gethostname()}:{os.getpid()}:{details['name']}"
    lease = SqlLedger.open(url).acquire("nordlys", holder, now=datetime.now(UTC), ttl=timedelta(hours=1))
    return {"token": lease.token, "holder": holder}


def _append(url: str, details: dict[str, Any]) -> dict[str, Any]:
    ledger, now = SqlLedger.open(url), datetime.now(UTC)
    lease = Lease("nordlys", details["holder"], details["token"], now)
    hashes = [
        ledger.append(lease, EventKind.EFFECT_PLANNED, key, {"by": os.getpid()}, actor="bot", at=now).hash
        for key in details["keys"]
    ]
    return {"hashes": hashes}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
