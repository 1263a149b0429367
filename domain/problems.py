"""The one shape of every expected failure: what, where, why, and the next step.

Here: the root of the error tree. Not here: the errors of the outside (`connectors.errors`)
and findings about single rows (`domain.workbook.tables`), which are values, not exceptions.
"""


class Problem(Exception):
    """An expected failure, told in one sentence a user can act on; shown without a traceback.

    Args:
        what: what could not be done ("The tab 'Processer' is missing").
        where: sheet!cell, ticket key, config path or command it happened at; empty when `what` says it.
        why: the cause as far as it is known.
        next_step: what the reader does now.
    """

    def __init__(self, what: str, *, where: str = "", why: str = "", next_step: str = "") -> None:
        self.what, self.where, self.why, self.next_step = what, where, why, next_step
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The problem as one line: `what (where): why. Next: next_step.`"""
        text = self.what.rstrip(".")
        if self.where:
            text += f" ({self.where})"
        if self.why:
            text += f": {self.why.rstrip('.')}"
        text += "."
        if self.next_step:
            text += f" Next: {self.next_step.rstrip('.')}."
        return text

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
