"""The ledger on SQLite and on PostgreSQL: recording once, the chain, leases, and what the database refuses."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from connectors.errors import IncompleteData, RequestRefused
from connectors.ledger.ledger import LONGEST_KEY_BYTES, SqlLedger
from connectors.ledger.upgrade import upgrade
from connectors.ports.ledger import Lease, Ledger
from domain.ledger.chain import verify_chain
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseStatus, derive_state
from tests.budgets import budget

NOW = datetime(2026, 11, 2, 6, 0, 0, 123456, UTC)
TTL = timedelta(minutes=5)
PLANNED = EventKind.EFFECT_PLANNED


@pytest.fixture
def ledger(address: str) -> Iterator[SqlLedger]:
    opened = SqlLedger.open(address)
    yield opened
    opened.close()


@pytest.fixture
def lease(ledger: SqlLedger) -> Lease:
    return ledger.acquire("nordlys", "elsewhere:1:pilot", now=NOW, ttl=TTL)


def test_a_new_ledger_is_empty(ledger: SqlLedger) -> None:
    protocol: Ledger = ledger
    assert protocol.rollouts() == []
    assert protocol.events("nordlys") == []
    assert protocol.find("nordlys", PLANNED, "x") is None


def test_what_is_appended_reads_back_equal_also_through_another_connection(
    ledger: SqlLedger, lease: Lease, address: str
) -> None:
    at = datetime(2026, 10, 25, 2, 30, 0, 7, timezone(timedelta(hours=1)))
    payload = {
        "phase": "pilot", "text": "Månedsrapport\x00 \U0001f600 \ud83d", "nested": {"b": [1, 2.5, None, True], "a": {}}
    }  # fmt: skip
    event = ledger.append(lease, PLANNED, "tab/1", payload, actor="Søren Dahl", at=at)
    other = SqlLedger.open(address)
    assert other.events("nordlys") == [event]
    assert other.find("nordlys", PLANNED, "tab/1") == event
    assert (event.sequence, event.previous_hash, event.payload) == (1, "", payload)
    assert (event.at, event.at.tzinfo) == (at, UTC)
    assert verify_chain(other.events("nordlys")) == []
    other.close()


def test_money_and_dates_are_stored_as_the_text_that_reads_back(ledger: SqlLedger, lease: Lease) -> None:
    event = ledger.append(lease, PLANNED, "k", {"fee": Decimal("1.10"), "on": date(2026, 1, 9)}, actor="bot", at=NOW)
    assert event.payload == {"fee": "1.10", "on": "2026-01-09"}
    assert ledger.events("nordlys") == [event]


def test_the_first_record_of_a_key_is_the_truth(ledger: SqlLedger, lease: Lease) -> None:
    first = ledger.append(lease, PLANNED, "issue/1", {"summary": "first"}, actor="bot", at=NOW)
    again = ledger.append(lease, PLANNED, "issue/1", {"summary": "second"}, actor="other", at=NOW)
    other_kind = ledger.append(lease, EventKind.EFFECT_DONE, "issue/1", {}, actor="bot", at=NOW)
    assert again == first
    assert ledger.events("nordlys") == [first, other_kind]
    assert other_kind.previous_hash == first.hash


def test_rollouts_have_chains_of_their_own(ledger: SqlLedger, lease: Lease) -> None:
    other = ledger.acquire("Æblegård", "elsewhere:2:pilot", now=NOW, ttl=TTL)
    for number in range(3):
        ledger.append(lease, PLANNED, str(number), {}, actor="bot", at=NOW)
        ledger.append(other, PLANNED, str(number), {}, actor="bot", at=NOW)
    assert ledger.rollouts() == ["nordlys", "Æblegård"]
    for rollout in ledger.rollouts():
        assert [event.sequence for event in ledger.events(rollout)] == [1, 2, 3]
        assert verify_chain(ledger.events(rollout)) == []


def test_phase_state_is_derived_from_stored_entries(ledger: SqlLedger, lease: Lease) -> None:
    ledger.append(lease, EventKind.PHASE_STARTED, "pilot/1", {"phase": "pilot"}, actor="mette", at=NOW)
    state = derive_state("nordlys", ledger.events("nordlys"))
    assert state.phases[Phase.PILOT].status is PhaseStatus.RUNNING
    assert state.head_hash == ledger.events("nordlys")[-1].hash


@pytest.mark.parametrize("key", ["", "a\x00b", "\ud83d", "ø" * LONGEST_KEY_BYTES], ids=["empty", "nul", "half", "long"])
def test_a_key_that_one_database_could_not_keep_is_refused_by_both(ledger: SqlLedger, lease: Lease, key: str) -> None:
    with pytest.raises(RequestRefused, match="key of a ledger entry cannot be stored"):
        ledger.append(lease, PLANNED, key, {}, actor="bot", at=NOW)
    assert ledger.events("nordlys") == []


def test_the_longest_key_is_kept(ledger: SqlLedger, lease: Lease) -> None:
    # Not compressible, as PostgreSQL would squeeze a repeated letter below its limit.
    key = "".join(f"{n * 7919 % 99991:05d}" for n in range(LONGEST_KEY_BYTES // 5))
    event = ledger.append(lease, PLANNED, key, {}, actor="bot", at=NOW)
    assert ledger.find("nordlys", PLANNED, key) == event


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=10,
)


@budget(40, HealthCheck.function_scoped_fixture)
@given(payloads=st.lists(st.dictionaries(st.text(), JSON, max_size=4), max_size=4))
def test_any_json_reads_back_equal_and_its_chain_holds(
    ledger: SqlLedger, lease: Lease, payloads: list[dict[str, object]]
) -> None:
    before = len(ledger.events("nordlys"))
    appended = [
        ledger.append(lease, PLANNED, f"{before}/{number}", payload, actor="bot", at=NOW)
        for number, payload in enumerate(payloads)
    ]
    assert ledger.events("nordlys")[before:] == appended
    assert [event.payload for event in appended] == payloads
    assert verify_chain(ledger.events("nordlys")) == []


# --- The database itself refuses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_events SET actor = 'someone else'",
        "UPDATE ledger_events SET payload = payload WHERE sequence = 2",
        "DELETE FROM ledger_events WHERE sequence = 3",
        "DELETE FROM ledger_events",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_entry(
    ledger: SqlLedger, lease: Lease, address: str, statement: str
) -> None:
    before = [ledger.append(lease, PLANNED, str(n), {}, actor="bot", at=NOW) for n in range(3)]
    engine = sa.create_engine(address)
    with pytest.raises(sa.exc.DBAPIError, match="never changed or removed"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
    assert ledger.events("nordlys") == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO ledger_events VALUES ('nordlys', 1, '2026-01-01', 'refused', 'x', 'y', '{}', '', '')",
        "INSERT OR REPLACE INTO ledger_events"
        " VALUES ('nordlys', 9, '2026-01-01', 'effect_planned', 'x', '1', '{}', '', '')",
        "UPDATE OR REPLACE ledger_events SET sequence = 2 WHERE sequence = 1",
    ],
)
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_sqlite_refuses_to_replace_an_entry(ledger: SqlLedger, lease: Lease, address: str, statement: str) -> None:
    before = [ledger.append(lease, PLANNED, str(n), {}, actor="bot", at=NOW) for n in range(3)]
    engine = sa.create_engine(address)
    with pytest.raises(sa.exc.DBAPIError, match="never changed or removed"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
    assert ledger.events("nordlys") == before


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_postgresql_refuses_to_empty_the_table(ledger: SqlLedger, lease: Lease, address: str) -> None:
    before = [ledger.append(lease, PLANNED, "k", {}, actor="bot", at=NOW)]
    engine = sa.create_engine(address)
    with pytest.raises(sa.exc.DBAPIError, match="never changed or removed"), engine.begin() as connection:
        connection.execute(sa.text("TRUNCATE ledger_events"))
    engine.dispose()
    assert ledger.events("nordlys") == before


def test_an_entry_changed_past_the_triggers_is_named_by_the_audit(
    ledger: SqlLedger, lease: Lease, address: str
) -> None:
    for number in range(4):
        ledger.append(lease, PLANNED, str(number), {"fee": 100}, actor="bot", at=NOW)
    _force(address, """UPDATE ledger_events SET payload = '{"fee":999}' WHERE sequence = 2""")
    findings = verify_chain(ledger.events("nordlys"))
    assert [finding.sequence for finding in findings] == [2]


def test_an_entry_of_an_unknown_kind_is_a_clear_error(ledger: SqlLedger, lease: Lease, address: str) -> None:
    ledger.append(lease, PLANNED, "k", {}, actor="bot", at=NOW)
    _force(address, "UPDATE ledger_events SET kind = 'invented_later'")
    with pytest.raises(IncompleteData, match=r"Entry 1 of the ledger of 'nordlys'.*invented_later"):
        ledger.events("nordlys")


def _force(address: str, statement: str) -> None:
    """Change stored entries as someone with the database in hand can."""
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(sa.text("DROP TRIGGER ledger_events_no_update"))
        else:
            connection.execute(sa.text("ALTER TABLE ledger_events DISABLE TRIGGER ALL"))
        connection.execute(sa.text(statement.replace(":", "\\:")))
    engine.dispose()


# --- Leases -----------------------------------------------------------------------------------------------------


def test_a_held_rollout_is_refused_naming_who_and_until_when(ledger: SqlLedger, lease: Lease) -> None:
    with pytest.raises(RequestRefused) as refusal:
        ledger.acquire("nordlys", "elsewhere:2:review", now=NOW + TTL - timedelta(seconds=1), ttl=TTL)
    text = str(refusal.value)
    assert "elsewhere:1:pilot" in text
    assert "2026-11-02 06:05 UTC" in text
    assert refusal.value.next_step


def test_an_expired_lease_is_taken_over_and_the_old_token_is_refused(ledger: SqlLedger, lease: Lease) -> None:
    later = ledger.acquire("nordlys", "elsewhere:2:review", now=NOW + TTL, ttl=TTL)
    assert later.token > lease.token
    with pytest.raises(RequestRefused, match=r"elsewhere:2:review took over with lease 2; this run has lease 1"):
        ledger.append(lease, PLANNED, "late", {}, actor="bot", at=NOW)
    assert ledger.events("nordlys") == []
    assert ledger.append(later, PLANNED, "k", {}, actor="bot", at=NOW).sequence == 1


def test_the_old_token_is_refused_even_for_an_entry_that_exists(ledger: SqlLedger, lease: Lease) -> None:
    ledger.append(lease, PLANNED, "k", {}, actor="bot", at=NOW)
    ledger.acquire("nordlys", "elsewhere:2:review", now=NOW + TTL, ttl=TTL)
    with pytest.raises(RequestRefused, match="may no longer write"):
        ledger.append(lease, PLANNED, "k", {}, actor="bot", at=NOW)


def test_the_same_holder_taking_again_shuts_out_its_earlier_self(ledger: SqlLedger, lease: Lease) -> None:
    again = ledger.acquire("nordlys", lease.holder, now=NOW, ttl=TTL)
    assert again.token == lease.token + 1
    with pytest.raises(RequestRefused, match="may no longer write"):
        ledger.append(lease, PLANNED, "k", {}, actor="bot", at=NOW)


def test_an_expired_lease_may_not_append_and_may_be_renewed_while_nobody_took_it(
    ledger: SqlLedger, lease: Lease
) -> None:
    late = NOW + TTL
    with pytest.raises(RequestRefused, match="ran out"):
        ledger.append(lease, PLANNED, "k", {}, actor="bot", at=late)
    renewed = ledger.renew(lease, now=late, ttl=TTL)
    assert (renewed.token, renewed.expires_at) == (lease.token, late + TTL)
    assert ledger.append(lease, PLANNED, "k", {}, actor="bot", at=late).sequence == 1


def test_renewing_never_shortens_a_lease(ledger: SqlLedger, lease: Lease) -> None:
    renewed = ledger.renew(lease, now=NOW - timedelta(minutes=3), ttl=TTL)
    assert renewed.expires_at == lease.expires_at


def test_a_lost_lease_is_not_renewed_and_its_release_is_harmless(ledger: SqlLedger, lease: Lease) -> None:
    later = ledger.acquire("nordlys", "elsewhere:2:review", now=NOW + TTL, ttl=TTL)
    with pytest.raises(RequestRefused, match="elsewhere:2:review"):
        ledger.renew(lease, now=NOW + TTL, ttl=TTL)
    ledger.release(lease)
    assert ledger.append(later, PLANNED, "k", {}, actor="bot", at=NOW + TTL).sequence == 1


def test_tokens_rise_across_a_release_so_a_released_lease_stays_dead(ledger: SqlLedger, lease: Lease) -> None:
    ledger.release(lease)
    with pytest.raises(RequestRefused, match="was given back"):
        ledger.append(lease, PLANNED, "k", {}, actor="bot", at=NOW)
    with pytest.raises(RequestRefused, match="was given back"):
        ledger.renew(lease, now=NOW, ttl=TTL)
    later = ledger.acquire("nordlys", "elsewhere:2:review", now=NOW, ttl=TTL)
    assert later.token == lease.token + 1
    with pytest.raises(RequestRefused, match="may no longer write"):
        ledger.append(lease, PLANNED, "k", {}, actor="bot", at=NOW)


def test_an_invented_lease_is_refused(ledger: SqlLedger) -> None:
    with pytest.raises(RequestRefused, match="no such lease was ever given"):
        ledger.append(Lease("nordlys", "x", 1, NOW + TTL), PLANNED, "k", {}, actor="bot", at=NOW)


def test_a_lease_is_for_one_rollout_only(ledger: SqlLedger, lease: Lease) -> None:
    ledger.acquire("fjord", "elsewhere:9:other", now=NOW, ttl=TTL)
    with pytest.raises(RequestRefused, match="may no longer write the ledger of 'fjord'"):
        ledger.append(Lease("fjord", lease.holder, lease.token, NOW), PLANNED, "k", {}, actor="bot", at=NOW)


def test_opening_again_finds_everything_in_place(ledger: SqlLedger, lease: Lease, address: str) -> None:
    event = ledger.append(lease, PLANNED, "k", {}, actor="bot", at=NOW)
    upgrade(address)
    again = SqlLedger.open(address)
    assert again.events("nordlys") == [event]
    again.close()
