"""What the kick-off finds: access, controls, deliverables; the article's five pitfalls.

Here: frozen types. Not here: how they are computed (`domain.kickoff.assess`), the gate (`domain.kickoff.gate`).
"""

from datetime import date
from enum import StrEnum

from domain.actions.actions import Action
from domain.reasons import Reason
from domain.values import Frozen
from domain.workbook.delivery import AccessGrant, Control, Deliverable
from domain.workbook.wording import Word


class Pitfall(StrEnum):
    """The article's five pitfalls (section 8)."""

    COMMUNICATION = "communication"
    SCOPE = "scope"
    SECURITY = "security"
    DEPENDENCE = "dependence"
    CULTURE = "culture"


PITFALL_WORDS: dict[Pitfall, Word] = {
    Pitfall.COMMUNICATION: Word("communication"),
    Pitfall.SCOPE: Word("scope"),
    Pitfall.SECURITY: Word("security"),
    Pitfall.DEPENDENCE: Word("dependence", ("dependency",)),
    Pitfall.CULTURE: Word("culture", ("cultural",)),
}
"""Words by which a control's pitfall is known; those of other languages stand in their catalogues."""
PITFALL = "pitfall"
"""What kind of word they are there."""


class GrantResult(Frozen):
    """One access right and what is wrong with it."""

    grant: AccessGrant
    problems: tuple[Reason, ...]


class ControlResult(Frozen):
    """One control, the pitfall it stands against (None: none of the five) and what is wrong with it."""

    control: Control
    pitfall: Pitfall | None
    problems: tuple[Reason, ...]


class DeliverableResult(Frozen):
    """One deliverable: accepted by the as-of, late, outside the contract's term."""

    deliverable: Deliverable
    accepted: bool
    late: bool
    outside_term: bool


class KickoffResult(Frozen):
    """Everything kick-off checked."""

    as_of: date
    deliverables: tuple[DeliverableResult, ...]
    grants: tuple[GrantResult, ...]
    controls: tuple[ControlResult, ...]
    client_contacts: tuple[str, ...]
    vendor_contacts: tuple[str, ...]
    actions: tuple[Action, ...]

    @property
    def controlled(self) -> frozenset[Pitfall]:
        """Pitfalls with at least one control that is in order."""
        return frozenset(c.pitfall for c in self.controls if c.pitfall is not None and not c.problems)
