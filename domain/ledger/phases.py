"""The six phases, in order.

Here: their names and what follows what. Not here: who owns their gates (`domain.ledger.owners`), where a rollout stands
(`domain.ledger.state`).
"""

from enum import StrEnum


class Phase(StrEnum):
    """The phases of a rollout, in order (article, section 6)."""

    DISCOVERY = "discovery"
    VENDOR_SELECTION = "vendor_selection"
    KICKOFF = "kickoff"
    PILOT = "pilot"
    FULL_ROLLOUT = "full_rollout"
    OPTIMISATION = "optimisation"

    @property
    def previous(self) -> "Phase | None":
        """The phase whose gate opens this one; None for the first."""
        order = list(Phase)
        at = order.index(self)
        return order[at - 1] if at else None

    @property
    def following(self) -> "Phase | None":
        """The phase this one's gate opens; None for the last."""
        order = list(Phase)
        at = order.index(self) + 1
        return order[at] if at < len(order) else None
