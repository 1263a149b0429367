"""Bring a ledger's database to the newest schema.

The Alembic configuration is built here, from the place of the installed package: no alembic.ini is needed and the
working folder does not matter. Here: the upgrade. Not here: looking whether one is needed
(`connectors.ledger.schema`), the steps (`connectors/ledger/migrations/versions`).
"""

import threading
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from connectors.errors import RequestRefused
from connectors.ledger.engine import LedgerDatabase
from connectors.ledger.schema import NEWEST, version_of
from domain.reasons import Reason

MIGRATIONS = Path(__file__).parent / "migrations"

# Alembic keeps the running migration in module globals, so threads of one process must take turns.
_ONE_AT_A_TIME = threading.Lock()
LOCK_KEY = int.from_bytes(b"ledger")
"""Of the advisory lock that PostgreSQL holds for an upgrade."""


def upgrade(url: str) -> None:
    """Bring the database at `url` to the newest schema; does nothing to one that is there already.

    Safe when two processes do it at once: one works under a lock of the whole database, the other waits and then finds
    nothing to do. A step that fails leaves the database as it was.

    Raises:
        RequestRefused: a newer version of this software has been here.
        ConnectorError: the database cannot be reached or refuses.
    """
    upgrade_database(LedgerDatabase(url))


def upgrade_database(database: LedgerDatabase) -> None:
    """As `upgrade`, for a database that is already opened."""
    # Looking first spares each later start the lock.
    if database.read(version_of) == NEWEST:
        return
    with _ONE_AT_A_TIME:
        database.write(lambda connection: _upgrade_locked(connection, _config(), database.address))


def _upgrade_locked(connection: sa.Connection, config: Config, address: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_KEY)))
    version = version_of(connection)
    if version is not None and not _is_known(ScriptDirectory.from_config(config), version):
        raise RequestRefused(
            Reason("The ledger was last used by a newer version of this software"),
            where=address,
            why=Reason(
                "its schema is '{version}', and the newest known here is '{newest}'",
                version=version,
                newest=NEWEST,
            ),
            next_step=Reason("update this installation"),
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    # "%" starts an interpolation in configuration values; a folder's name may hold one.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _is_known(script: ScriptDirectory, version: str) -> bool:
    try:
        return script.get_revision(version) is not None
    except CommandError:
        return False
