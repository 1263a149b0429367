"""Something done again and again beside a block of work, for as long as the block runs.

Here: the thread that does it. Not here: what is renewed: a lease of the ledger (`flows.wiring.book`), the turn to write
into a bucket (`connectors.s3.turns`).
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def beating(beat: Callable[[], bool], *, every_seconds: float, name: str) -> Iterator[None]:
    """Call `beat` every so many seconds while the block runs; none goes on when the block is left.

    Args:
        beat: says whether there shall be a next one; it handles its own errors.
        every_seconds: from one to the next; the first comes after that time.
        name: what the thread is called.
    """
    done = threading.Event()

    def keep() -> None:
        while not done.wait(every_seconds) and beat():
            pass

    keeper = threading.Thread(target=keep, name=name, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
