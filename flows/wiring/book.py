"""A rollout's lease on the ledger, for as long as a run lives.

Here: waiting for the lease, renewing it. Not here: what a lease is (`connectors.ledger.leases`), reading without one
(`flows.wiring.ledger`).
"""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from configs.settings import Settings
from connectors.beats import beating
from connectors.errors import PermanentError, RequestRefused, TransientError
from connectors.ports.ledger import Lease, Ledger
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import LOG, utc_now
from tasks.frame.context import LedgerBook

LEASE_TTL = timedelta(minutes=5)
RENEWAL_SECONDS = 60.0


@contextmanager
def open_book(
    settings: Settings, rollout_id: str, *, actor: str, name: str, patience_seconds: float = 0.0
) -> Iterator[LedgerBook]:
    """The rollout's ledger, open for writing as long as the block runs: one writer at a time.

    Args:
        patience_seconds: so long a run in the way is waited for.

    Raises:
        RequestRefused: another run holds the rollout's lease; names it.
    """
    ledger = open_ledger(settings)
    lease = _acquire(ledger, rollout_id, name, patience_seconds)
    with _kept(ledger, lease):
        yield LedgerBook(rollout_id=rollout_id, ledger=ledger, lease=lease, actor=actor, now=utc_now)


def _acquire(ledger: Ledger, rollout_id: str, name: str, patience_seconds: float) -> Lease:
    until, told = time.monotonic() + patience_seconds, False
    while True:
        try:
            return ledger.acquire(rollout_id, _holder(name), now=utc_now(), ttl=LEASE_TTL)
        except RequestRefused as held:
            if time.monotonic() >= until:
                raise
            if not told:
                LOG.info("Waiting, because %s", str(held.what)[0].lower() + str(held.what)[1:])
                told = True
            time.sleep(1.0)


@contextmanager
def _kept(ledger: Ledger, lease: Lease) -> Iterator[None]:
    """Renew the lease while the run lives, and give it back at the end."""

    def renewed() -> bool:
        try:
            ledger.renew(lease, now=utc_now(), ttl=LEASE_TTL)
        except TransientError as error:
            LOG.warning("The lease could not be renewed now: %s", error)  # the next beat tries again
        except PermanentError as error:
            LOG.warning("The lease is lost: %s", error)  # the ledger refuses whatever this run records next
            return False
        return True

    try:
        with beating(renewed, every_seconds=RENEWAL_SECONDS, name="lease keeper"):
            yield
    finally:
        ledger.release(lease)


def _holder(name: str) -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{name}"
