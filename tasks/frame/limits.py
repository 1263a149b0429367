"""So many runs at once may use one outside account: limits that Prefect keeps over all workers.

Here: names, default sizes, and holding a slot. Not here: making the limits (`flows.server.deployments`); where they
have not been made, or there is no server of one's own, nothing is limited.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.client.orchestration import get_client
from prefect.concurrency.sync import concurrency
from prefect.exceptions import ObjectNotFound

WORKBOOKS = "rollout-sheets"
TRACKER = "rollout-jira"
"""Names of limits on the server; managers have set their sizes there, so the names stay whatever the service is."""
ACCOUNT_LIMITS = {WORKBOOKS: 4, TRACKER: 4}
"""Google gives one account 60 reads and writes a minute, Jira Cloud a budget of points: more at once only wait longer
inside (research page on the APIs). Change them in the Prefect UI under Concurrency."""
LONGEST_WAIT_SECONDS = 1500.0


@contextmanager
def account_slot(name: str) -> Iterator[None]:
    """Hold one slot of an account while the block runs; wait for one first. A limit nobody made holds nobody."""
    if not _is_limited(name):
        yield
        return
    with concurrency(name, occupy=1, timeout_seconds=LONGEST_WAIT_SECONDS, strict=False):
        yield


def _is_limited(name: str) -> bool:
    # Prefect takes a slot of a limit that does not exist too, with a write: on SQLite that is often answered 503, and
    # its client then waits two seconds. A question is never refused so.
    with get_client(sync_client=True) as client:
        try:
            client.read_global_concurrency_limit_by_name(name)
        except ObjectNotFound:
            return False
    return True
