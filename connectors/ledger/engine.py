"""The connection to the ledger's database: SQLite in a file, or PostgreSQL.

Here: addresses (shown without password), the engine's settings, transactions that write. Not here: tables, entries,
leases (`connectors.ledger.ledger`), the schema (`connectors.ledger.upgrade`).
"""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from connectors.errors import RequestRefused, ServiceUnavailable
from connectors.ledger.faults import is_conflict, translated
from domain.problems import ConfigurationRefused
from domain.reasons import Reason, verbatim

Result = TypeVar("Result")

LOCK_WAIT_SECONDS = 30
CONNECT_SECONDS = 10
CONFLICT_ATTEMPTS = 8
SETTING = "ROLLOUT_LEDGER_URL"

_WRITES = "ledger_writes"
_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class LedgerDatabase:
    """An engine and the address shown to people. Safe to share between threads; not across a fork."""

    def __init__(self, url: str) -> None:
        """Prepare; nothing is connected yet, except that a missing folder of a SQLite file is created.

        Raises:
            ConfigurationRefused: the address is not one of SQLite or PostgreSQL.
            RequestRefused: the folder cannot be created.
        """
        self.url = _checked(url)
        self.address = _shown(self.url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            _make_folder(Path(str(self.url.database)))
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url)

    def read(self, work: Callable[[sa.Connection], Result]) -> Result:
        """Run `work` in a transaction that sees one state of the database."""
        with translated(self.address), self.engine.connect() as connection:
            return work(connection)

    def write(self, work: Callable[[sa.Connection], Result]) -> Result:
        """Run `work` in a transaction; run it again, a bounded number of times, when another writer was faster.

        SQLite takes its write lock at the start (BEGIN IMMEDIATE), so that two writers queue instead of failing when
        a read turns into a write. On PostgreSQL `work` locks the rows it depends on.

        Raises:
            ServiceUnavailable: writers kept getting in each other's way.
        """
        with translated(self.address):
            for _ in range(CONFLICT_ATTEMPTS):
                try:
                    return self._write_once(work)
                except DBAPIError as error:
                    if not is_conflict(error):
                        raise
        raise ServiceUnavailable(
            Reason("The ledger could not be written"),
            where=self.address,
            why=Reason("other writers were faster {conflict_attempts} times", conflict_attempts=CONFLICT_ATTEMPTS),
            next_step=Reason("try again"),
        )

    def _write_once(self, work: Callable[[sa.Connection], Result]) -> Result:
        with self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            if not self.is_sqlite:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_WAIT_SECONDS}s'")
            return work(connection)


def _checked(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        # The address may hold a password, so it is not repeated, nor kept as the error's cause.
        raise ConfigurationRefused(
            Reason("The ledger's address cannot be read"),
            where=SETTING,
            next_step=Reason("write it as sqlite:///folder/ledger.db"),
        ) from None
    if parsed.drivername not in _DRIVERS:
        raise ConfigurationRefused(
            Reason("The ledger cannot be kept in '{drivername}'", drivername=parsed.drivername),
            where=SETTING,
            next_step=Reason("use sqlite:///folder/ledger.db or postgresql+psycopg://user:password@host/database"),
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise ConfigurationRefused(
            Reason("The ledger cannot be kept in memory"),
            where=SETTING,
            why=Reason("it would be forgotten when the program ends"),
            next_step=Reason("name a file: sqlite:///folder/ledger.db"),
        )
    return parsed.set(drivername=_DRIVERS[parsed.drivername])


def _shown(url: sa.URL) -> str:
    """The address for people: no user, no password, no options (which may hold a password too)."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    host = url.host or url.query.get("host", "")
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{host}{port}/{url.database or ''}"


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestRefused(
            Reason("The ledger's folder cannot be created"),
            where=str(file.parent),
            why=verbatim(error.strerror or ""),
            next_step=Reason("create it, or name another place with {setting}", setting=SETTING),
        ) from error


def _postgres_engine(url: sa.URL) -> sa.Engine:
    connect: dict[str, Any] = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=connect)


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    connect = {} if "timeout" in url.query else {"timeout": LOCK_WAIT_SECONDS}
    engine = sa.create_engine(url, hide_parameters=True, connect_args=connect)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction handling begins too late for BEGIN IMMEDIATE; SQLAlchemy's manual turns it off so.
    connection.isolation_level = None
    _use_write_ahead_log(connection)
    # FULL: an entry that was reported as recorded survives a power cut (WAL's NORMAL may lose the newest).
    connection.execute("PRAGMA synchronous = FULL")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Readers and the writer do not block each other; the mode stays with the file.

    Two processes that open a new file at once may refuse each other here without waiting for the busy time-out.
    """
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
