"""Entries and leases, and triggers that refuse to change or remove an entry.

The columns are written out once more on purpose: this step must go on doing what it did on the day it was released,
whatever becomes of `connectors.ledger.tables`.
"""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

_REFUSAL = "ledger entries are never changed or removed"

_SQLITE = (
    f"""
    CREATE TRIGGER ledger_events_no_update BEFORE UPDATE ON ledger_events
    BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
    """,
    f"""
    CREATE TRIGGER ledger_events_no_delete BEFORE DELETE ON ledger_events
    BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
    """,
    # INSERT OR REPLACE removes the row in its way without asking the delete trigger.
    """
    CREATE TRIGGER ledger_events_no_replace BEFORE INSERT ON ledger_events
    WHEN EXISTS (
        SELECT 1 FROM ledger_events
        WHERE rollout_id = NEW.rollout_id AND (sequence = NEW.sequence OR (kind = NEW.kind AND key = NEW.key))
    )
    BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed or removed'); END
    """,
)

_POSTGRES = (
    f"""
    CREATE FUNCTION ledger_events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER ledger_events_no_change BEFORE UPDATE OR DELETE ON ledger_events
    FOR EACH ROW EXECUTE FUNCTION ledger_events_refuse()
    """,
    """
    CREATE TRIGGER ledger_events_no_truncate BEFORE TRUNCATE ON ledger_events
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_events_refuse()
    """,
)


def upgrade() -> None:
    """Create both tables and the triggers."""
    op.create_table(
        "ledger_events",
        sa.Column("rollout_id", sa.Text, primary_key=True),
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.UniqueConstraint("rollout_id", "kind", "key", name="ledger_events_once"),
    )
    op.create_table(
        "ledger_leases",
        sa.Column("rollout_id", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("holder_mark", sa.Text, nullable=False),
        sa.Column("token", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)
