"""Which schema a ledger's database has.

Here: looking. Not here: changing it (`connectors.ledger.upgrade`, which needs Alembic; a program that finds the schema
it knows never loads that).
"""

import sqlalchemy as sa

NEWEST = "r0001"
"""The newest step in `connectors/ledger/migrations/versions`: what `connectors.ledger.tables` describes."""
VERSION_TABLE = "ledger_version"
"""Own name: the same PostgreSQL database may hold another program's Alembic table (Prefect's, for one)."""

_VERSIONS = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))


def version_of(connection: sa.Connection) -> str | None:
    """The step the database is at; None for one that no step was taken in."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    version = connection.execute(sa.select(_VERSIONS.c.version_num)).scalar()
    return None if version is None else str(version)
