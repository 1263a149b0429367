"""A worker that drains before it stops: what it has begun it finishes, and takes nothing new.

Here: one process worker over the pool of this program. Not here: deployments (`flows.server.deployments`), runs that
were lost all the same (`flows.janitor`). Prefect's own worker, told to stop, kills its runs and leaves them as running
for ever.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from prefect.workers.process import ProcessWorker

from configs.settings import Settings
from flows.server.deployments import POOL
from tasks.frame.telling import tell

HEARTBEAT_SECONDS = 30
QUERY_SECONDS = 3


def prepare_children(settings: Settings) -> None:
    """Put into the environment what runs need, as absolute paths: they start in folders of their own."""
    for name, value in dotenv_values(".env").items():
        if value is not None:
            os.environ.setdefault(name, value)
    os.environ["ROLLOUT_HOME"] = str(settings.home.resolve())
    os.environ["ROLLOUT_ROLLOUTS_DIR"] = str(settings.rollouts_dir.resolve())
    os.environ.setdefault("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", str(HEARTBEAT_SECONDS))
    # `python` in a run's command is this one.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    # Runs import this program from where it lies, also when it is not installed but only on the path.
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))


def work(*, limit: int, name: str | None = None, started: Callable[[], None] | None = None) -> None:
    """Run a worker until it is told to stop (SIGTERM or Ctrl+C), then finish what runs. A second signal stops at once.

    Args:
        limit: so many runs at once.
        started: called when the worker takes runs.
    """
    os.environ.setdefault("PREFECT_WORKER_QUERY_SECONDS", str(QUERY_SECONDS))
    asyncio.run(_Draining(limit, name).run(started))


class _Draining:
    def __init__(self, limit: int, name: str | None) -> None:
        self._worker = ProcessWorker(work_pool_name=POOL, limit=limit, name=name, create_pool_if_not_found=False)
        self._draining = asyncio.Event()
        self._take = self._worker.get_and_submit_flow_runs
        # The worker's own polling, through a door that can be shut.
        self._worker.get_and_submit_flow_runs = self._take_unless_draining  # type: ignore[method-assign]

    async def run(self, started: Callable[[], None] | None) -> None:
        loop = asyncio.get_running_loop()
        for wanted in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(wanted, self._told_to_stop)
        working = asyncio.create_task(self._worker.start(printer=lambda _: started() if started else None))
        drained = asyncio.create_task(self._drained())
        done, _ = await asyncio.wait({working, drained}, return_when=asyncio.FIRST_COMPLETED)
        if working in done:
            drained.cancel()
            working.result()
            return
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        tell("The worker has stopped.")

    async def _take_unless_draining(self) -> list[Any]:
        return [] if self._draining.is_set() else await self._take()

    def _told_to_stop(self) -> None:
        if self._draining.is_set():
            raise KeyboardInterrupt
        tell("Draining: runs that have begun are finished, no new one is taken. Once more stops at once.")
        self._draining.set()

    async def _drained(self) -> None:
        await self._draining.wait()
        while self._worker.limiter.borrowed_tokens > 0:
            await asyncio.sleep(0.5)
