"""A ledger somebody changed with the database in hand is found out: edited, cut, or written anew."""

import sqlite3
from pathlib import Path

import pytest

from connectors.ledger.copies import put_back
from connectors.ledger.ledger import SqlLedger
from domain.ledger.anchors import ANCHOR
from domain.ledger.chain import sealed
from domain.ledger.events import Event
from tests.terminal.rehearsals import Rehearsal

pytestmark = pytest.mark.slow


def opened(home: Path) -> sqlite3.Connection:
    """The database as somebody has it who takes away the triggers first."""
    connection = sqlite3.connect(home / "ledger.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    return connection


def test_an_edited_a_cut_and_a_rewritten_ledger_are_each_found_out(reviewed: Rehearsal) -> None:
    verify = ("audit", "verify", "--rollout", "nordlys")
    good = reviewed.rollout(*verify)
    assert "entries follow one another unbroken" in good.stdout
    assert "printed hashes agree" in good.stdout
    whole = (reviewed.home / "ledger.db").read_bytes()
    [page] = (reviewed.home / "reviews" / "nordlys").glob("sla-*.html")
    printed = int(ANCHOR.findall(page.read_text(encoding="utf-8"))[0][1])
    assert "nordlys/" in (reviewed.company / "jira" / "issues.ndjson").read_text(encoding="utf-8")

    with opened(reviewed.home) as edited:
        edited.execute("UPDATE ledger_events SET actor = 'somebody else' WHERE sequence = 2")
    found = reviewed.rollout(*verify, code=1)
    assert "Entry 2 of nordlys: The entry's content was changed" in found.stderr
    assert "The first bad entry is 2" in found.stderr

    (reviewed.home / "ledger.db").write_bytes(whole)
    with opened(reviewed.home) as cut:
        cut.execute("DELETE FROM ledger_events WHERE sequence >= ?", (printed,))
    assert "the ledger's end was cut off" in reviewed.rollout(*verify, code=1).stderr

    (reviewed.home / "ledger.db").write_bytes(whole)
    address = f"sqlite:///{reviewed.home / 'ledger.db'}"
    events = SqlLedger.open(address).events("nordlys")
    (reviewed.home / "ledger.db").unlink()
    put_back(address, written_anew(events))
    anew = reviewed.rollout(*verify, code=1)
    assert "the ledger was written anew" in anew.stderr
    assert f"Entry {printed} of nordlys" in anew.stderr


def written_anew(events: list[Event]) -> list[Event]:
    """A whole new chain without a fault in itself, in which somebody else did everything."""
    changed: list[Event] = []
    for event in events:
        before = changed[-1].hash if changed else event.previous_hash
        changed.append(sealed(event.model_copy(update={"actor": "somebody else", "previous_hash": before})))
    return changed
