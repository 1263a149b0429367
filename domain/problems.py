"""The one shape of every expected failure: what, where, why, and the next step.

Here: the root of the error tree, and what a next step may start. Not here: the errors of the outside
(`connectors.errors`), findings about single rows (`domain.workbook.tables`), which are values and not exceptions, and
in which language and by which command or form a problem is told (`flows.wiring.telling`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.reasons import Reason


class Work(StrEnum):
    """What this product does when it is asked to. A terminal asks with a command, the Prefect UI with a form."""

    RUN_PHASE = "run_phase"
    REVIEW_MONTH = "review_month"
    DECIDE = "decide"
    SHOW_STATUS = "show_status"
    SEND_CODES = "send_codes"
    VERIFY_LEDGER = "verify_ledger"
    REHEARSE = "rehearse"
    SERVE = "serve"


@dataclass(frozen=True)
class Start:
    """A piece of work that a next step asks for.

    Attributes:
        phase, month: what of it, where the work has one.
        rollout_id: empty: the one the reader works at.
    """

    work: Work
    phase: str = ""
    month: str = ""
    rollout_id: str = ""


class Problem(Exception):
    """An expected failure, told in one sentence a user can act on; shown without a traceback.

    Args:
        what: what could not be done ("The tab 'Processer' is missing").
        where: sheet!cell, ticket key, config path or command it happened at; a reason where it has words; empty when
            `what` says it.
        why: the cause as far as it is known.
        next_step: what the reader does now.
        start: what this product can do for that.
    """

    def __init__(
        self,
        what: Reason,
        *,
        where: str | Reason = "",
        why: Reason | None = None,
        next_step: Reason | None = None,
        start: Start | None = None,
    ) -> None:
        self.what, self.where, self.why, self.next_step, self.start = what, where, why, next_step, start
        super().__init__(self.sentence())

    def sentence(self, say: Callable[[Reason], str] = str, ask: Callable[[Start], Reason] | None = None) -> str:
        """The problem as one line: `what (where): why. Next: next_step: command.`

        Args:
            say: puts a reason into the reader's language; English when left out.
            ask: how the reader asks for a piece of work; left out, the line does not say it.
        """
        where = say(self.where) if isinstance(self.where, Reason) else self.where
        why = say(self.why).rstrip(".") if self.why else ""
        text = say(self.what).rstrip(".") + (f" ({where})" if where else "") + (f": {why}" if why else "") + "."
        steps = [say(self.next_step).rstrip(".")] if self.next_step else []
        if self.start and ask:
            steps.append(say(ask(self.start)))
        if not steps:
            return text
        return f"{text} " + say(Reason("Next: {step}.", step=": ".join(steps)))

    def __reduce__(self) -> tuple[object, ...]:
        # Prefect pickles failures between processes; the default would drop the keyword fields.
        return (_rebuild, (type(self), self.__dict__.copy()))


def _rebuild(kind: type[Problem], fields: dict[str, object]) -> Problem:
    problem = kind.__new__(kind)
    problem.__dict__.update(fields)
    Exception.__init__(problem, problem.sentence())
    return problem


class RuleRefused(Problem):
    """A rule of the domain forbids the step: wrong order of phases, own request approved, month not over."""


class ConfigurationRefused(Problem):
    """A setting is missing or contradicts another; `where` is its path in the file."""
