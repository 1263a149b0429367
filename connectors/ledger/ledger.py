"""The ledger: the append-only, hash-chained record of a rollout, in SQLite or PostgreSQL.

Here: recording and reading entries. Not here: what entries mean (`domain.ledger.state.derive_state`), whether a chain
holds (`domain.ledger.chain`), connections (`connectors.ledger.engine`), leases as rows (`connectors.ledger.leases`),
the schema and the triggers that refuse changes (`connectors.ledger.migrations`).
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from connectors.errors import IncompleteData, RequestRefused
from connectors.ledger import leases as ledger_leases
from connectors.ledger.engine import LedgerDatabase
from connectors.ledger.schema import NEWEST, version_of
from connectors.ledger.tables import events
from connectors.ports.ledger import Lease
from domain.ledger.chain import FIRST_PREVIOUS_HASH, sealed
from domain.ledger.events import Event, EventKind
from domain.reasons import Reason
from domain.values import canonical_json

LONGEST_KEY_BYTES = 2000
"""PostgreSQL's index on (rollout, kind, key) takes entries up to about 2,700 bytes."""


class SqlLedger:
    """`connectors.ports.ledger.Ledger` on a SQL database. Threads may share it, many processes may open it."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> "SqlLedger":
        """Open the ledger at a SQLAlchemy address and bring it to the newest schema.

        Args:
            url: `sqlite:///folder/ledger.db` (folder and file are created) or
                `postgresql+psycopg://user:password@host/database`.

        Raises:
            ConfigurationRefused: the address is neither.
            ServiceUnavailable: the database does not answer.
            AccessRefused: the account, or the file's rights, do not allow it.
            RequestRefused: a newer version of this software has used the ledger.
        """
        database = LedgerDatabase(url)
        if database.read(version_of) != NEWEST:
            # Here, because Alembic takes longer to load than a ledger to read, and is needed once in a ledger's life.
            from connectors.ledger.upgrade import upgrade_database

            upgrade_database(database)
        return cls(database)

    def close(self) -> None:
        """Close idle connections; the ledger opens new ones when it is used again."""
        self._database.engine.dispose()

    def events(self, rollout_id: str) -> list[Event]:
        """Every event of a rollout in sequence; empty for an unknown one."""
        query = sa.select(events).where(events.c.rollout_id == rollout_id).order_by(events.c.sequence)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return [self._event(row) for row in rows]

    def rollouts(self) -> list[str]:
        """Ids of all rollouts with at least one event, in alphabetical order."""
        query = sa.select(events.c.rollout_id).distinct()
        # Sorted here: the two databases order text by different rules.
        return sorted(self._database.read(lambda connection: connection.execute(query).scalars().all()))

    def find(self, rollout_id: str, kind: EventKind, key: str) -> Event | None:
        """The event recorded under (kind, key); None without one."""
        row = self._database.read(lambda connection: _row(connection, rollout_id, kind, key))
        return None if row is None else self._event(row)

    def append(
        self, lease: Lease, kind: EventKind, key: str, payload: Mapping[str, Any], *, actor: str, at: datetime
    ) -> Event:
        """Record once: an event with the same (kind, key) is returned instead, whatever its payload.

        The first record is the truth: it is what the outside world was told. Within one transaction the lease is
        checked, the key looked up, and the entry put behind the newest one.

        Raises:
            RequestRefused: the lease is no longer the current one or ran out (fencing), or the key cannot be stored.
            ServiceUnavailable: the database does not answer, or other writers were faster again and again.
        """
        _check_storable(key=key, actor=actor)
        body = json.loads(canonical_json(dict(payload)))

        def record(connection: sa.Connection) -> Event:
            ledger_leases.check(connection, lease, at)
            known = _row(connection, lease.rollout_id, kind, key)
            if known is not None:
                return self._event(known)
            sequence, previous_hash = _newest(connection, lease.rollout_id)
            event = sealed(
                Event(
                    rollout_id=lease.rollout_id,
                    sequence=sequence + 1,
                    at=at.astimezone(UTC),
                    kind=kind,
                    actor=actor,
                    key=key,
                    payload=body,
                    previous_hash=previous_hash,
                    hash="",
                )
            )
            connection.execute(sa.insert(events).values(_columns(event)))
            return event

        return self._database.write(record)

    def acquire(self, rollout_id: str, holder: str, *, now: datetime, ttl: timedelta) -> Lease:
        """Become the only writer of a rollout, or say who is.

        A holder "host:pid:name" whose process certainly ended on this machine is replaced at once; others when their
        lease runs out.

        Raises:
            RequestRefused: another holder's lease has not expired; names it and until when.
        """
        _check_storable(rollout_id=rollout_id, holder=holder)
        return self._database.write(lambda connection: ledger_leases.take(connection, rollout_id, holder, now, ttl))

    def renew(self, lease: Lease, *, now: datetime, ttl: timedelta) -> Lease:
        """Prolong a lease that is still the current one.

        Raises:
            RequestRefused: it is not; names who took over.
        """
        return self._database.write(lambda connection: ledger_leases.prolong(connection, lease, now, ttl))

    def release(self, lease: Lease) -> None:
        """Give the lease back; harmless when it is no longer the current one."""
        self._database.write(lambda connection: ledger_leases.give_back(connection, lease))

    def _event(self, row: sa.Row[Any]) -> Event:
        try:
            return Event.model_validate({**row._mapping, "payload": json.loads(row.payload)})
        except (ValidationError, ValueError) as error:
            raise IncompleteData(
                Reason(
                    "Entry {sequence} of the ledger of '{rollout_id}' cannot be read",
                    sequence=row.sequence,
                    rollout_id=row.rollout_id,
                ),
                where=self._database.address,
                why=Reason("its kind is '{kind}', or its content was changed from outside", kind=row.kind),
                next_step=Reason("update this installation; if it is the newest, put back the last backup"),
            ) from error


def _row(connection: sa.Connection, rollout_id: str, kind: EventKind, key: str) -> sa.Row[Any] | None:
    where = (events.c.rollout_id == rollout_id, events.c.kind == kind.value, events.c.key == key)
    return connection.execute(sa.select(events).where(*where)).first()


def _newest(connection: sa.Connection, rollout_id: str) -> tuple[int, str]:
    """Sequence and hash of a rollout's newest entry."""
    query = (
        sa.select(events.c.sequence, events.c.hash)
        .where(events.c.rollout_id == rollout_id)
        .order_by(events.c.sequence.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return (0, FIRST_PREVIOUS_HASH) if row is None else (row.sequence, row.hash)


def _columns(event: Event) -> dict[str, Any]:
    # Half a surrogate pair has no UTF-8 form; written as its JSON escape it reads back as it was.
    payload = canonical_json(event.payload).encode("utf-8", "backslashreplace").decode()
    return {**event.model_dump(), "kind": event.kind.value, "payload": payload}


def _check_storable(**texts: str) -> None:
    """Refuse what one of the two databases could not keep, so that both behave alike."""
    for name, text in texts.items():
        try:
            size = len(text.encode())
        except UnicodeEncodeError:
            size = -1
        if not 0 < size <= LONGEST_KEY_BYTES or "\x00" in text:
            raise RequestRefused(
                Reason("The {name} of a ledger entry cannot be stored", name=name),
                where=ascii(text[:60]),
                why=Reason("it must be 1-{count} bytes of text without NUL", count=LONGEST_KEY_BYTES),
            )
