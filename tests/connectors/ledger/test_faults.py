"""A ledger whose database is missing, busy, damaged, locked or newer: the words people get, and no password in them."""

import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from connectors.errors import (
    AccessRefused,
    ConnectorError,
    IncompleteData,
    NotFound,
    RequestRefused,
    ServiceUnavailable,
    TransientError,
)
from connectors.ledger import upgrade as ledger_upgrade
from connectors.ledger.engine import LedgerDatabase
from connectors.ledger.ledger import SqlLedger
from connectors.ledger.tables import metadata
from domain.ledger.events import EventKind
from domain.problems import ConfigurationRefused, Problem
from tests.budgets import FAR_OFF_SECONDS
from tests.databases import PostgresServer

NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
TTL = timedelta(minutes=5)
SECRET = "hemmelig-93"
sqlite_only = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
postgres_only = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


def told(problem: BaseException) -> str:
    """All that a log would show of a failure."""
    return "".join(traceback.format_exception(problem)) + repr(problem) + str(vars(problem))


@pytest.mark.parametrize(
    "url",
    [
        f"nonsense {SECRET}",
        f"mysql://user:{SECRET}@host/x",
        f"postgresql+psycopg2://user:{SECRET}@host/x",
        f"postgresql://user:{SECRET}@host:port/x",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_an_address_that_cannot_hold_a_ledger_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ConfigurationRefused) as refusal:
        SqlLedger.open(url)
    assert refusal.value.where == "ROLLOUT_LEDGER_URL"
    assert refusal.value.next_step
    assert SECRET not in told(refusal.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_uses_the_installed_driver(scheme: str) -> None:
    database = LedgerDatabase(f"{scheme}://user:{SECRET}@db.example:5433/rollouts?options=x&password={SECRET}")
    assert database.engine.dialect.driver == "psycopg"
    assert database.address == "postgresql://db.example:5433/rollouts"


def test_a_database_nobody_listens_at_is_a_transient_error_without_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: the port refuses
        url = f"postgresql+psycopg://user:{SECRET}@127.0.0.1:{taken.getsockname()[1]}/x?connect_timeout=3"
        with pytest.raises(ServiceUnavailable, match="does not answer") as refusal:
            SqlLedger.open(url)
    assert refusal.value.next_step
    assert SECRET not in told(refusal.value)


@pytest.fixture
def guarded(postgres: PostgresServer) -> Iterator[sa.URL]:
    """The address of a database that asks for a password, with the right one."""
    url = sa.make_url(postgres.new_database())
    rules = postgres.data / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all guarded scram-sha-256\n{before}")
    postgres.run(f"CREATE USER guarded PASSWORD '{SECRET}'")
    postgres.run("SELECT pg_reload_conf()")
    yield url.set(username="guarded", password=SECRET)
    rules.write_text(before)
    postgres.run("SELECT pg_reload_conf()")
    postgres.run("DROP USER guarded")


def test_a_wrong_password_is_refused_access_and_a_missing_right_too(guarded: sa.URL) -> None:
    wrong = guarded.set(password=f"{SECRET}-wrong").render_as_string(hide_password=False)
    with pytest.raises(AccessRefused, match="refuses the account") as refusal:
        SqlLedger.open(wrong)
    assert SECRET not in told(refusal.value)
    with pytest.raises(AccessRefused, match="permission denied") as refusal:
        SqlLedger.open(guarded.render_as_string(hide_password=False))
    assert SECRET not in told(refusal.value)


@postgres_only
def test_a_database_that_does_not_exist_is_named(address: str) -> None:
    absent = sa.make_url(address).set(database="not_there").render_as_string(hide_password=False)
    with pytest.raises(NotFound, match="not_there"):
        SqlLedger.open(absent)


@postgres_only
def test_connections_cut_by_a_restart_are_made_anew(address: str, postgres: PostgresServer) -> None:
    ledger = SqlLedger.open(address)
    lease = ledger.acquire("nordlys", "elsewhere:1:pilot", now=NOW, ttl=TTL)
    postgres.stop_connections(address)
    event = ledger.append(lease, EventKind.EFFECT_PLANNED, "k", {}, actor="bot", at=NOW)
    assert ledger.events("nordlys") == [event]
    ledger.close()


def test_another_programs_tables_and_versions_in_the_same_database_are_left_alone(address: str) -> None:
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('prefects-own')"))
    SqlLedger.open(address).close()
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars().all() == [
            "prefects-own"
        ]
    engine.dispose()


def test_the_migrated_tables_are_the_ones_the_code_uses(address: str) -> None:
    SqlLedger.open(address).close()
    engine = sa.create_engine(address)
    inspector = sa.inspect(engine)
    for table in metadata.sorted_tables:
        columns = {c["name"]: c["nullable"] for c in inspector.get_columns(table.name)}
        assert columns == {c.name: c.nullable for c in table.columns}
        assert inspector.get_pk_constraint(table.name)["constrained_columns"] == [c.name for c in table.primary_key]
    unique = inspector.get_unique_constraints("ledger_events")
    assert [constraint["column_names"] for constraint in unique] == [["rollout_id", "kind", "key"]]
    engine.dispose()


def test_a_ledger_of_a_newer_version_is_refused_and_untouched(address: str) -> None:
    SqlLedger.open(address).close()
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE ledger_version SET version_num = 'r0999'"))
    with pytest.raises(RequestRefused, match="newer version") as refusal:
        SqlLedger.open(address)
    assert "r0999" in str(refusal.value)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM ledger_version")).scalar() == "r0999"
    engine.dispose()


def test_a_schema_step_that_fails_leaves_the_database_as_it_was(address: str) -> None:
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE ledger_leases (mine INTEGER)"))  # in the way of the second table
    with pytest.raises(ConnectorError, match="ledger_leases"):
        SqlLedger.open(address)
    assert set(sa.inspect(engine).get_table_names()) == {"ledger_leases"}
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE ledger_leases"))
    SqlLedger.open(address).close()
    engine.dispose()


def test_the_schema_steps_are_found_wherever_the_package_lies(tmp_path: Path) -> None:
    """Run from a copy of the packages in a folder with awkward letters, from another working folder."""
    root, odd = Path(ledger_upgrade.__file__).parents[2], tmp_path / "100% mappe æ"
    for package in ("connectors", "domain"):
        shutil.copytree(root / package, odd / package, ignore=shutil.ignore_patterns("__pycache__"))
    script = (
        f"import sys; sys.path.insert(0, {str(odd)!r})\n"
        "import connectors.ledger.ledger as ledger\n"
        f"ledger.SqlLedger.open('sqlite:///ny/ledger.db'); print(ledger.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=FAR_OFF_SECONDS,
    )
    assert done.stdout.strip().startswith(str(odd))
    assert (tmp_path / "ny/ledger.db").exists()


# --- SQLite files -----------------------------------------------------------------------------------------------


def test_a_missing_folder_is_created(tmp_path: Path) -> None:
    SqlLedger.open(f"sqlite:///{tmp_path}/ny mappe/æøå/ledger.db").close()
    assert (tmp_path / "ny mappe/æøå/ledger.db").is_file()


def test_a_folder_that_cannot_be_created_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RequestRefused, match="folder cannot be created") as refusal:
        SqlLedger.open(f"sqlite:///{tmp_path}/file/ledger.db")
    assert str(tmp_path / "file") in str(refusal.value)


def test_a_folder_in_the_files_place_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    with pytest.raises(AccessRefused, match=r"cannot be opened.*ledger\.db"):
        SqlLedger.open(f"sqlite:///{tmp_path}/ledger.db")


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("Kære alle, " * 1000)
    with pytest.raises(IncompleteData, match="not a readable database"):
        SqlLedger.open(f"sqlite:///{tmp_path}/ledger.db")


@sqlite_only
def test_a_ledger_locked_by_another_program_is_a_transient_error(address: str, tmp_path: Path) -> None:
    ledger = SqlLedger.open(f"{address}?timeout=0.2")
    lease = ledger.acquire("nordlys", "elsewhere:1:pilot", now=NOW, ttl=TTL)
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TransientError, match="busy"):
        ledger.append(lease, EventKind.EFFECT_PLANNED, "k", {}, actor="bot", at=NOW)
    assert ledger.events("nordlys") == []  # readers are not held up
    other.execute("ROLLBACK")
    other.close()
    assert ledger.append(lease, EventKind.EFFECT_PLANNED, "k", {}, actor="bot", at=NOW).sequence == 1
    ledger.close()


def test_a_file_another_program_writes_is_waited_for_also_at_the_first_start(tmp_path: Path) -> None:
    """SQLite refuses the change to a write-ahead log at once, without waiting, while someone else writes."""
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE something (of_theirs)")
    other.execute("BEGIN IMMEDIATE")
    ending = threading.Timer(0.5, lambda: other.execute("COMMIT"))
    ending.start()
    ledger = SqlLedger.open(f"sqlite:///{tmp_path}/ledger.db")
    ending.join()
    other.close()
    assert ledger.rollouts() == []
    ledger.close()


@sqlite_only
def test_the_sqlite_file_keeps_what_was_recorded_through_a_power_cut(address: str) -> None:
    database = LedgerDatabase(address)
    settings = database.read(
        lambda connection: [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    )
    assert settings == ["wal", 2]  # 2 = FULL
    database.engine.dispose()


def test_problems_of_the_ledger_survive_the_way_between_processes(tmp_path: Path) -> None:
    import pickle

    (tmp_path / "ledger.db").write_text("Kære alle, " * 1000)
    with pytest.raises(Problem) as refusal:
        SqlLedger.open(f"sqlite:///{tmp_path}/ledger.db")
    assert str(pickle.loads(pickle.dumps(refusal.value))) == str(refusal.value)
