"""The ledger's tables as SQLAlchemy Core knows them.

Here: columns and how instants are stored. Not here: creating and changing them in a database
(`connectors.ledger.migrations`, which keeps its own copy of every step), and the triggers that make entries
unchangeable.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcInstant(sa.TypeDecorator[datetime]):
    """An instant in UTC to the microsecond, aware on both sides; SQLite, which has no zones, keeps it without one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without zone (nobody knows which moment it is) and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always UTC, whatever zone the database session shows."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData()

events = sa.Table(
    "ledger_events",
    metadata,
    sa.Column("rollout_id", sa.Text, primary_key=True),
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcInstant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    # Text, not a JSON type: PostgreSQL's jsonb would reorder keys and round numbers, and the hash would not hold.
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("previous_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.UniqueConstraint("rollout_id", "kind", "key", name="ledger_events_once"),
)

leases = sa.Table(
    "ledger_leases",
    metadata,
    sa.Column("rollout_id", sa.Text, primary_key=True),
    # Empty when nobody holds the lease. The row stays for ever, so that tokens only ever rise.
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("holder_mark", sa.Text, nullable=False),
    sa.Column("token", sa.BigInteger, nullable=False),
    sa.Column("expires_at", UtcInstant, nullable=False),
)
