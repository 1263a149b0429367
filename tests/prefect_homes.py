"""Homes for Prefect servers that tests start, with the database migrated already.

Here: one migrated database for this machine, under a name made of Prefect's version and its migrations, and its copies.
Not here: starting a server (`flows.server.prefect_server`). An empty home is migrated by the server itself, which costs
10 s of CPU each time; the scenarios of the demo and of production begin so.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import files, version
from pathlib import Path
from tempfile import gettempdir

DATABASE = "prefect.db"


def with_migrated_database(prefect_home: Path) -> Path:
    """A folder for a server's files, with a database of the newest form and nothing in it, unless it has one."""
    prefect_home.mkdir(parents=True, exist_ok=True)
    if not (prefect_home / DATABASE).exists():
        shutil.copy(_migrated(), prefect_home / DATABASE)
    return prefect_home


def _migrated() -> Path:
    folder = Path(gettempdir()) / f"rollout-prefect-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder / f"{_form()}.db"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _migrate(folder / "making")
            (folder / "making" / DATABASE).rename(kept)
    return kept


def _form() -> str:
    """What decides how the database looks: Prefect's version and its migrations."""
    found = sorted(str(path) for path in files("prefect") or () if "_migrations/versions/sqlite/" in str(path))
    assert found
    return sha256(repr((version("prefect"), found)).encode()).hexdigest()[:16]


def _migrate(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
    subprocess.run(
        [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"],
        env=kept | {"PREFECT_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
