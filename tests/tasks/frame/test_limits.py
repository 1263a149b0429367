"""With a real server: a slot of an account is held while a block runs, and a limit nobody made holds nobody."""

import httpx
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def _slots(api: str, name: str) -> int:
    found = httpx.get(f"{api}/v2/concurrency_limits/{name}", timeout=60)
    return int(found.raise_for_status().json()["active_slots"])


def test_a_slot_is_held_while_the_block_runs_and_given_back_after_it(prefect_api: str) -> None:
    from tasks.frame.limits import account_slot

    made = httpx.post(f"{prefect_api}/v2/concurrency_limits/", json={"name": "one-account", "limit": 2}, timeout=60)
    made.raise_for_status()
    with account_slot("one-account"):
        assert _slots(prefect_api, "one-account") == 1
    assert _slots(prefect_api, "one-account") == 0


def test_a_limit_that_was_never_made_holds_nobody_and_is_not_made(prefect_api: str) -> None:
    from tasks.frame.limits import account_slot

    with account_slot("an-account-nobody-limits"):
        found = httpx.get(f"{prefect_api}/v2/concurrency_limits/an-account-nobody-limits", timeout=60)
    assert found.status_code == httpx.codes.NOT_FOUND
