"""The right to write one rollout's ledger, as rows: taken, checked, prolonged, given back.

Every function works on a connection inside a writing transaction and locks the rollout's row first, so that nothing
changes between the look and the act. A lease's row is never removed: its token only rises, which is what makes an old
holder's write refusable however late it arrives (fencing).

Not here: transactions and entries (`connectors.ledger.ledger`), how a dead holder is told
(`connectors.ledger.holders`).
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from connectors.errors import RequestRefused
from connectors.ledger.holders import holder_mark, is_gone
from connectors.ledger.tables import leases
from connectors.ports.ledger import Lease
from domain.reasons import Reason

NOBODY = ""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def take(connection: sa.Connection, rollout_id: str, holder: str, now: datetime, ttl: timedelta) -> Lease:
    """Make `holder` the only writer, under a token higher than any before.

    A holder that takes again what it holds gets a new token too: its earlier self, perhaps stuck, is shut out.

    Raises:
        RequestRefused: someone else holds the lease, it has not expired, and its process is not known to be dead.
    """
    if not holder.strip():
        raise ValueError("a lease needs a holder")
    row = _locked(connection, rollout_id)
    if row is not None and not _is_free(row, holder, now):
        raise RequestRefused(
            Reason(
                "The rollout '{rollout_id}' is being worked on by {holder}", rollout_id=rollout_id, holder=row.holder
            ),
            why=Reason("its lease runs until {until}", until=row.expires_at),
            next_step=Reason(
                "wait for that run to end, or stop it; a run that died is replaced when its lease runs out"
            ),
        )
    lease = Lease(rollout_id, holder, 1 if row is None else row.token + 1, (now + ttl).astimezone(UTC))
    values = {
        "holder": holder,
        "holder_mark": holder_mark(holder),
        "token": lease.token,
        "expires_at": lease.expires_at,
    }
    if row is None:
        # Two first-comers may both be here on PostgreSQL; the key refuses one, whose transaction runs again.
        connection.execute(sa.insert(leases).values(rollout_id=rollout_id, **values))
    else:
        connection.execute(sa.update(leases).where(leases.c.rollout_id == rollout_id).values(**values))
    return lease


def check(connection: sa.Connection, lease: Lease, at: datetime) -> None:
    """Refuse unless `lease` is the current one and has not run out at `at`.

    Raises:
        RequestRefused: says who took over, or when the lease ran out.
    """
    expires_at = _current(connection, lease)
    if expires_at <= at:
        raise RequestRefused(
            Reason("The lease on the rollout '{rollout_id}' ran out", rollout_id=lease.rollout_id),
            where=lease.holder,
            why=Reason("it ran until {until} and was not prolonged", until=expires_at),
            next_step=Reason("start the run again; what was recorded is kept and not repeated"),
        )


def prolong(connection: sa.Connection, lease: Lease, now: datetime, ttl: timedelta) -> Lease:
    """The lease with a later end. One that ran out while nobody else took it may still be prolonged.

    Raises:
        RequestRefused: someone else has taken it, or it was given back.
    """
    expires_at = max(_current(connection, lease), (now + ttl).astimezone(UTC))
    connection.execute(sa.update(leases).where(leases.c.rollout_id == lease.rollout_id).values(expires_at=expires_at))
    return Lease(lease.rollout_id, lease.holder, lease.token, expires_at)


def give_back(connection: sa.Connection, lease: Lease) -> None:
    """Free the lease; nothing happens when it is no longer the current one."""
    connection.execute(
        sa.update(leases)
        .where(
            leases.c.rollout_id == lease.rollout_id,
            leases.c.token == lease.token,
            leases.c.holder == lease.holder,
        )
        .values(holder=NOBODY, holder_mark="", expires_at=_LONG_AGO)
    )


def _current(connection: sa.Connection, lease: Lease) -> datetime:
    row = _locked(connection, lease.rollout_id)
    if row is not None and row.token == lease.token and row.holder == lease.holder:
        expires_at: datetime = row.expires_at
        return expires_at
    if row is None:
        why = Reason("no such lease was ever given")
    elif row.holder == NOBODY:
        why = Reason("lease {token} was given back", token=lease.token)
    else:
        why = Reason(
            "{holder} took over with lease {taken}; this run has lease {token}",
            holder=row.holder,
            taken=row.token,
            token=lease.token,
        )
    raise RequestRefused(
        Reason("This run may no longer write the ledger of '{rollout_id}'", rollout_id=lease.rollout_id),
        where=lease.holder,
        why=why,
        next_step=Reason(
            "let the other run finish, then start this one again; what was recorded is kept and not repeated"
        ),
    )


def _locked(connection: sa.Connection, rollout_id: str) -> sa.Row[tuple[str, str, str, int, datetime]] | None:
    # SQLite ignores FOR UPDATE; there the whole database is locked from the transaction's start.
    return connection.execute(sa.select(leases).where(leases.c.rollout_id == rollout_id).with_for_update()).first()


def _is_free(row: sa.Row[tuple[str, str, str, int, datetime]], holder: str, now: datetime) -> bool:
    return row.holder in (NOBODY, holder) or row.expires_at <= now or is_gone(row.holder, row.holder_mark)
