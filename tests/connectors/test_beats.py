"""Something goes on beside a block of work, and ends with it."""

import threading

import pytest

from connectors.beats import beating
from tests.budgets import FAR_OFF_SECONDS


def test_it_is_done_again_and_again_while_the_block_runs() -> None:
    beats, third = [0], threading.Event()

    def beat() -> bool:
        beats[0] += 1
        if beats[0] == 3:
            third.set()
        return True

    with beating(beat, every_seconds=0.001, name="beats"):
        assert third.wait(FAR_OFF_SECONDS)
    assert beats[0] >= 3


def test_a_beat_that_says_no_is_the_last() -> None:
    beats: list[str] = []

    def beat() -> bool:
        beats.append(threading.current_thread().name)
        return False

    with beating(beat, every_seconds=0.0, name="once"):
        keeper = next((thread for thread in threading.enumerate() if thread.name == "once"), None)
        if keeper is not None:
            keeper.join(FAR_OFF_SECONDS)
    assert beats == ["once"]


def test_nothing_goes_on_when_the_block_fails() -> None:
    with pytest.raises(ValueError, match="of the block"), beating(lambda: True, every_seconds=0.001, name="failing"):
        raise ValueError("of the block")
    assert "failing" not in {thread.name for thread in threading.enumerate()}
