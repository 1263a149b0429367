"""So many runs at once may use one outside account: limits that Prefect keeps over all workers.

Here: names, default sizes, and holding a slot. Not here: making the limits (`flows.server.deployments`); where they
have not been made, or there is no server of one's own, nothing is limited.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.concurrency.sync import concurrency

WORKBOOKS = "rollout-sheets"
TRACKER = "rollout-jira"
"""Names of limits on the server; managers have set their sizes there, so the names stay whatever the service is."""
ACCOUNT_LIMITS = {WORKBOOKS: 4, TRACKER: 4}
"""Google gives one account 60 reads and writes a minute, Jira Cloud a budget of points: more at once only wait longer
inside (research page on the APIs). Change them in the Prefect UI under Concurrency."""
LONGEST_WAIT_SECONDS = 1500.0


@contextmanager
def account_slot(name: str) -> Iterator[None]:
    """Hold one slot of an account while the block runs; wait for one first."""
    logging.getLogger("prefect.concurrency").setLevel(logging.ERROR)  # a limit that was never made is no news
    with concurrency(name, occupy=1, timeout_seconds=LONGEST_WAIT_SECONDS, strict=False):
        yield
