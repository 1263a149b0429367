"""The ledger as a text that any database can take it back from: one JSON line per entry.

Here: writing entries as lines, reading them back with every hash checked, and putting them into an empty ledger. Not
here: files and archives (`flows.keeping.backup`). A copy holds the hash chain, so a restored ledger is proven to be
what was written, whether it went from SQLite to PostgreSQL or back.
"""

import json
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from pydantic import ValidationError

from connectors.errors import IncompleteData, RequestRefused
from connectors.ledger.engine import LedgerDatabase
from connectors.ledger.tables import events as table
from domain.ledger.chain import verify_chain
from domain.ledger.events import Event
from domain.reasons import Reason
from domain.values import canonical_json


def as_lines(events: Iterable[Event]) -> str:
    """One rollout's entries, in order, one canonical JSON object a line."""
    return "".join(canonical_json(event.model_dump(mode="json")) + "\n" for event in events)


def from_lines(text: str, where: str) -> list[Event]:
    """One rollout's entries from their lines.

    Args:
        where: the copy's name, for people.

    Raises:
        IncompleteData: a line cannot be read, or an entry is not what was written; names the first.
    """
    events = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            events.append(Event.model_validate(json.loads(line)))
        except (ValueError, ValidationError):
            raise IncompleteData(
                Reason("The copy of a ledger cannot be read"),
                where=Reason("{path}, line {line}", path=where, line=number),
                next_step=Reason("use another backup"),
            ) from None
    findings = verify_chain(events)
    if findings:
        raise IncompleteData(
            Reason("The copy of a ledger is not what was written"),
            where=Reason("{file}, entry {sequence}", file=where, sequence=findings[0].sequence),
            why=findings[0].reason,
            next_step=Reason("use another backup"),
        )
    return events


def put_back(url: str, events: Sequence[Event]) -> None:
    """Put one rollout's entries into a ledger that holds none of that rollout; all or nothing.

    Raises:
        RequestRefused: the ledger knows the rollout already.
        ConnectorError: the database cannot be reached or refuses.
    """
    if not events:
        return
    database = LedgerDatabase(url)
    # Here, because a backup is made of a ledger that is there and loads no Alembic.
    from connectors.ledger.upgrade import upgrade_database

    upgrade_database(database)
    rollout_id = events[0].rollout_id

    def insert(connection: sa.Connection) -> None:
        count = sa.select(sa.func.count()).select_from(table).where(table.c.rollout_id == rollout_id)
        known = connection.execute(count).scalar_one()
        if known:
            raise RequestRefused(
                Reason("The ledger already holds {known} entries of {rollout_id}", known=known, rollout_id=rollout_id),
                where=database.address,
                why=Reason("entries are never replaced"),
                next_step=Reason("restore into an empty ledger (another ROLLOUT_LEDGER_URL or ROLLOUT_HOME)"),
            )
        rows = []
        for event in events:
            payload = canonical_json(event.payload).encode("utf-8", "backslashreplace").decode()
            rows.append({**event.model_dump(), "kind": event.kind.value, "payload": payload})
        connection.execute(sa.insert(table), rows)

    try:
        database.write(insert)
    finally:
        database.engine.dispose()
