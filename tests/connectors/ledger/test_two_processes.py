"""What happens between processes that share a ledger: races, dead holders, two first starts at once."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from connectors.errors import RequestRefused
from connectors.ledger.holders import holder_mark, is_gone
from connectors.ledger.ledger import SqlLedger
from connectors.ledger.tables import leases
from connectors.ledger.upgrade import LOCK_KEY
from domain.ledger.chain import verify_chain
from domain.ledger.events import EventKind
from tests.connectors.processes import started_at_once
from tests.databases import PostgresServer

TTL = timedelta(hours=1)
HERE = socket.gethostname()


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """What is entered here is left at the test's end."""
    with ExitStack() as opened:
        yield opened


def test_of_two_processes_that_race_for_a_rollout_one_wins(address: str) -> None:
    SqlLedger.open(address).close()
    with started_at_once(("acquire", address, {"name": "a"}), ("acquire", address, {"name": "b"})) as racers:
        answers = [racer.answer() for racer in racers]
    winners = [answer for answer in answers if "token" in answer]
    losers = [answer for answer in answers if answer.get("problem") == "RequestRefused"]
    assert (len(winners), len(losers)) == (1, 1)
    assert winners[0]["holder"] in losers[0]["text"]


def test_two_processes_that_append_the_same_keys_make_one_entry_of_each(address: str) -> None:
    ledger = SqlLedger.open(address)
    lease = ledger.acquire("nordlys", "elsewhere:1:pilot", now=datetime.now(UTC), ttl=TTL)
    keys = [f"issue/{number}" for number in range(25)]
    job = {"holder": lease.holder, "token": lease.token, "keys": keys}
    with started_at_once(("append", address, job), ("append", address, job)) as racers:
        first, second = (racer.answer()["hashes"] for racer in racers)
    events = ledger.events("nordlys")
    assert first == second == [event.hash for event in events]
    assert [event.key for event in events] == keys
    assert verify_chain(events) == []
    ledger.close()


def test_two_processes_that_append_different_keys_make_one_unbroken_chain(address: str) -> None:
    ledger = SqlLedger.open(address)
    lease = ledger.acquire("nordlys", "elsewhere:1:pilot", now=datetime.now(UTC), ttl=TTL)
    keys = {name: [f"{name}/{n}" for n in range(25)] for name in "ab"}
    jobs = [("append", address, {"holder": lease.holder, "token": lease.token, "keys": keys[name]}) for name in "ab"]
    with started_at_once(*jobs) as racers:
        assert all("hashes" in racer.answer() for racer in racers)
    events = ledger.events("nordlys")
    assert sorted(event.key for event in events) == sorted(keys["a"] + keys["b"])
    assert verify_chain(events) == []
    ledger.close()


def test_processes_that_open_a_new_ledger_at_once_all_find_it_ready(address: str) -> None:
    with started_at_once(*[("upgrade", address, {})] * 3) as racers:
        assert [racer.answer() for racer in racers] == [{"done": True}] * 3
    ledger = SqlLedger.open(address)
    assert ledger.rollouts() == []
    ledger.close()


def test_a_first_comer_beaten_at_the_last_moment_is_told_who_won(postgres: PostgresServer, stack: ExitStack) -> None:
    """On PostgreSQL two transactions may both find no lease; the slower one's must run again."""
    address = postgres.new_database()
    SqlLedger.open(address).close()
    engine = sa.create_engine(address)
    row = {"rollout_id": "nordlys", "holder": "elsewhere:1:fast", "holder_mark": "", "token": 1}
    with engine.connect() as winner:
        winner.execute(sa.insert(leases).values(**row, expires_at=datetime.now(UTC) + TTL))
        slow = stack.enter_context(started_at_once(("acquire", address, {"name": "slow"})))[0]
        postgres.wait_for_a_waiting_lock(address)
        winner.commit()
        answer = slow.answer()
    engine.dispose()
    assert answer["problem"] == "RequestRefused"
    assert "elsewhere:1:fast" in answer["text"]


def test_a_second_upgrade_waits_for_the_first(postgres: PostgresServer, stack: ExitStack) -> None:
    address = postgres.new_database()
    engine = sa.create_engine(address)
    with engine.connect() as first:
        first.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_KEY)))
        second = stack.enter_context(started_at_once(("upgrade", address, {})))[0]
        postgres.wait_for_a_waiting_lock(address)
        assert sa.inspect(engine).get_table_names() == []
        first.commit()
        assert second.answer() == {"done": True}
    engine.dispose()


def test_a_holder_that_was_killed_is_replaced_at_once_and_its_token_is_refused(address: str) -> None:
    ledger, now = SqlLedger.open(address), datetime.now(UTC)
    with started_at_once(("acquire", address, {"name": "pilot"})) as (holder,):
        held = holder.answer()
        with pytest.raises(RequestRefused, match=held["holder"]):
            ledger.acquire("nordlys", f"{HERE}:{os.getpid()}:review", now=now, ttl=TTL)
        holder.kill()
        lease = ledger.acquire("nordlys", f"{HERE}:{os.getpid()}:review", now=now, ttl=TTL)
    assert lease.token == held["token"] + 1
    job = {"holder": held["holder"], "token": held["token"], "keys": ["late"]}
    with started_at_once(("append", address, job)) as (ghost,):
        answer = ghost.answer()
    assert answer["problem"] == "RequestRefused"
    assert "took over" in answer["text"]
    assert ledger.events("nordlys") == []
    assert ledger.append(lease, EventKind.EFFECT_PLANNED, "k", {}, actor="bot", at=now).sequence == 1
    ledger.close()


@pytest.fixture
def sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)


def test_a_process_is_gone_when_it_ended_even_before_its_parent_noticed(sleeper: subprocess.Popen[bytes]) -> None:
    holder = f"{HERE}:{sleeper.pid}:pilot"
    mark = holder_mark(holder)
    assert not is_gone(holder, mark)
    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)  # dead, and still in the process table
    assert is_gone(holder, mark)
    sleeper.communicate()
    assert is_gone(holder, mark)


def test_a_process_id_that_is_used_again_is_not_mistaken_for_the_old_holder() -> None:
    holder = f"{HERE}:{os.getpid()}:pilot"
    boot, namespace, start = holder_mark(holder).split("/")
    assert not is_gone(holder, f"{boot}/{namespace}/{start}")
    assert is_gone(holder, f"{boot}/{namespace}/{int(start) - 1}")


def test_a_holder_from_before_the_machine_was_started_again_is_gone() -> None:
    holder = f"{HERE}:{os.getpid()}:pilot"
    _, namespace, start = holder_mark(holder).split("/")
    assert is_gone(holder, f"another-boot/{namespace}/{start}")


@pytest.mark.parametrize(
    ("holder", "mark"),
    [
        ("another-machine:999999999:pilot", ""),
        (f"{HERE}:999999999:pilot", ""),  # nothing noted about it: another program wrote the holder
        (f"{HERE}:x:pilot", "b/n/1"),
        (f"{HERE}", "b/n/1"),
        (f"{HERE}:999999999:pilot", "b/another-container/1"),
        ("", ""),
    ],
)
def test_in_doubt_a_holder_counts_as_alive(holder: str, mark: str) -> None:
    assert not is_gone(holder, mark)


def test_without_proc_every_holder_counts_as_alive(tmp_path: Path) -> None:
    holder = f"{HERE}:999999999:pilot"
    mark = holder_mark(f"{HERE}:{os.getpid()}:pilot")
    assert is_gone(holder, mark)
    nothing = tmp_path  # as on macOS, which has no /proc
    assert not is_gone(holder, mark, nothing)
    assert holder_mark(f"{HERE}:{os.getpid()}:pilot", nothing) == ""
