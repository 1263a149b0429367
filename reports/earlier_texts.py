"""Texts that earlier versions recorded in ledgers and reviews, which readers still meet though no rule says them now.

Here: the texts, so that the catalogues keep their translations (`reports.messages` finds them by their `Reason`). Not
here: texts that are still said.
"""

from domain.reasons import Reason

EARLIER_TEXTS = (
    Reason("{count} of the five metrics are not known: {missing}."),
    Reason("All five metrics are measured up to {month}."),
    Reason("{met} of five targets are met; {needed} are needed."),
)
"""Gates of optimisation, until the metrics became a register."""
