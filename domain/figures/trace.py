"""Record how figures come about while they are computed, so that `explain` reads what the rule did, not a second
telling.

Here: the recorder a rule may be handed. A rule records where it computes, with the rows and parts it really used;
without a trace it computes the same and records nothing. Not here: the shape of a record (`domain.figures.working`),
which figures there are (each rule's own file), words on the terminal (`reports`).
"""

from dataclasses import dataclass, field

from domain.figures.working import Sources, Word, Working
from domain.problems import RuleRefused
from domain.reasons import Reason


@dataclass(frozen=True)
class Trace:
    """What was recorded, in the order it was computed.

    Attributes:
        sources: where the rows stand, for naming cells.
        word: what a term is called.
        workings: figure id -> its record.
    """

    sources: Sources
    word: Word
    workings: dict[str, Working] = field(default_factory=dict)

    def record(self, working: Working) -> None:
        """Keep one figure's record.

        Raises:
            RuleRefused: a figure of that id was recorded before: two rules claim one figure.
        """
        if working.figure_id in self.workings:
            raise RuleRefused(
                Reason("The figure {figure_id!a} is computed twice", figure_id=working.figure_id),
                next_step=Reason("give each its own id"),
            )
        self.workings[working.figure_id] = working

    def aside(self) -> "Trace":
        """A recorder over the same rows, for a part that is computed before the place it is told in."""
        return Trace(self.sources, self.word)

    def append(self, other: "Trace") -> None:
        """Tell here what `other` recorded.

        Raises:
            RuleRefused: a figure of `other` was recorded here before.
        """
        for working in other.workings.values():
            self.record(working)
