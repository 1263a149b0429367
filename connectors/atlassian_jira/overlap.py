"""Questions asked side by side: while one answer travels, others are asked and read.

Here: how many at once, and that the first refusal stops the rest. Not here: what is asked
(`connectors.atlassian_jira.pull`). Answers are given back in the order of their questions, whenever they came.

Jira Cloud's burst limit is 100 requests a second for a tenant and an endpoint (GET of an issue 150). Four at once, in
at most four pulls (`tasks.frame.limits`), stay under it while an answer takes a sixth of a second; pages of a
thousand histories take longer. Nothing is asked again here: after a refusal (429 with its Retry-After first of all)
no further question leaves, and the whole pull waits in Prefect for as long as Jira asks.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, TypeVar

AT_ONCE: Final = 4

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Overlap:
    """Asks questions on a few threads. Use `overlap` to make one."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._refused: BaseException | None = None

    def ask(self, ask: Callable[[Question], Answer], question: Question) -> "Future[Answer]":
        """Ask when a thread is free; the answer, or what was raised instead, is the future's result."""
        return self._threads.submit(self._asked, ask, question)

    def each(self, ask: Callable[[Question], Answer], questions: Iterable[Question]) -> list[Answer]:
        """The answers in the order of the questions; an error stops those not asked yet."""
        return [asked.result() for asked in [self.ask(ask, question) for question in questions]]

    def ahead(self, pages: Iterator[Answer]) -> Iterator[Answer]:
        """The same pages, the next one asked for while the one before it is used."""
        coming = self.ask(_next, pages)
        while (page := coming.result()) is not None:
            coming = self.ask(_next, pages)
            yield page

    def _asked(self, ask: Callable[[Question], Answer], question: Question) -> Answer:
        if self._refused is not None:
            raise self._refused
        try:
            return ask(question)
        except BaseException as problem:
            self._refused = problem
            raise


def _next(pages: Iterator[Answer]) -> Answer | None:
    return next(pages, None)


@contextmanager
def overlap() -> Iterator[Overlap]:
    """Threads to ask on; when the block ends by an error, what has not been asked yet never is."""
    threads = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="jira")
    try:
        yield Overlap(threads)
    finally:
        threads.shutdown(wait=True, cancel_futures=True)
