"""Which schema a ledger has is known without Alembic, and is what Alembic says."""

from pathlib import Path

from alembic.script import ScriptDirectory

from connectors.ledger.engine import LedgerDatabase
from connectors.ledger.schema import NEWEST, version_of
from connectors.ledger.upgrade import MIGRATIONS, upgrade_database


def test_the_newest_step_is_the_last_of_the_migrations() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


def test_a_database_has_no_schema_before_its_first_step_and_the_newest_after(tmp_path: Path) -> None:
    database = LedgerDatabase(f"sqlite:///{tmp_path / 'ledger.db'}")
    assert database.read(version_of) is None
    upgrade_database(database)
    assert database.read(version_of) == NEWEST
