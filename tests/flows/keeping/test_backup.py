"""A backup comes back whole, to SQLite and to PostgreSQL, with every hash checked before anything is written."""

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from configs.settings import Settings
from connectors.errors import IncompleteData, RequestRefused
from connectors.ledger.ledger import SqlLedger
from domain.ledger.events import EventKind
from domain.problems import Problem
from flows.keeping.backup import back_up, restore
from tests.databases import PostgresServer, running_postgres

NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    with running_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def used(tmp_path: Path) -> Settings:
    """A home that has been worked in."""
    settings = Settings(home=tmp_path / "used")
    ledger = SqlLedger.open(settings.ledger_address())
    for rollout in ("nordlys", "sydlys"):
        lease = ledger.acquire(rollout, "elsewhere:1:run", now=NOW, ttl=timedelta(hours=1))
        for number in range(3):
            payload = {"n": number, "text": "Måned \ud800"}
            ledger.append(lease, EventKind.EFFECT_PLANNED, f"k{number}", payload, actor="mette", at=NOW)
    ledger.close()
    for name in ("snapshots", "reviews", "outbox"):
        (settings.home / name / "nordlys").mkdir(parents=True)
        (settings.home / name / "nordlys" / "file.txt").write_text(name, encoding="utf-8")
    (settings.home / "approval.key").write_text("secret-key", encoding="utf-8")
    return settings


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_what_was_backed_up_comes_back(
    used: Settings, tmp_path: Path, target: str, request: pytest.FixtureRequest
) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert back_up(used, archive) == {"nordlys": 3, "sydlys": 3}
    new = Settings(home=tmp_path / "new")
    if target == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
        new = Settings(home=tmp_path / "new", ledger_url=SecretStr(url))
    assert restore(new, archive) == {"nordlys": 3, "sydlys": 3}
    before, after = (SqlLedger.open(s.ledger_address()) for s in (used, new))
    assert after.events("nordlys") == before.events("nordlys")
    assert (new.home / "snapshots" / "nordlys" / "file.txt").read_text(encoding="utf-8") == "snapshots"
    lease = after.acquire("nordlys", "elsewhere:2:run", now=NOW, ttl=timedelta(hours=1))
    assert after.append(lease, EventKind.EFFECT_PLANNED, "next", {}, actor="mette", at=NOW).sequence == 4


def test_no_secret_and_no_letter_is_in_an_archive(used: Settings, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    back_up(used, archive)
    with tarfile.open(archive) as made:
        assert not [name for name in made.getnames() if "key" in name or "outbox" in name]


def test_nothing_is_overwritten(used: Settings, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    back_up(used, archive)
    with pytest.raises(Problem, match="there already"):
        back_up(used, archive)
    with pytest.raises(Problem, match="nothing is ever overwritten"):
        restore(used, archive)
    elsewhere = Settings(home=tmp_path / "new", ledger_url=SecretStr(used.ledger_address()))
    with pytest.raises(RequestRefused, match="already holds 3 entries"):
        restore(elsewhere, archive)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("damage", ["an entry edited", "cut in the middle", "not an archive"])
def test_a_damaged_backup_is_refused_and_nothing_is_written(used: Settings, tmp_path: Path, damage: str) -> None:
    archive = tmp_path / "backup.tar.gz"
    back_up(used, archive)
    if damage == "an entry edited":
        with tarfile.open(archive) as made:
            made.extractall(tmp_path / "open", filter="data")
        line = tmp_path / "open" / "ledger" / "nordlys.ndjson"
        line.write_text(line.read_text(encoding="utf-8").replace('"n":1', '"n":9'), encoding="utf-8")
        archive.unlink()
        with tarfile.open(archive, "w:gz") as made:
            made.add(tmp_path / "open", arcname="")
    elif damage == "cut in the middle":
        archive.write_bytes(archive.read_bytes()[:200])
    else:
        archive.write_bytes(b"hello")
    new = Settings(home=tmp_path / "new")
    with pytest.raises((IncompleteData, Problem)) as refusal:
        restore(new, archive)
    assert "Next:" in refusal.value.sentence()
    assert not (tmp_path / "new").exists()
