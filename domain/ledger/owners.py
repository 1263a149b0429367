"""Who owns the gates of the phases.

Here: the roles, and which of them must approve which phase. Not here: the people in them (settings), whether an answer
counts (`domain.gates.approvals`).
"""

from enum import StrEnum

from domain.ledger.phases import Phase


class Role(StrEnum):
    """The roles that own gates (article, section 6)."""

    PROJECT_LEAD = "project_lead"
    PROCUREMENT = "procurement"
    LEGAL = "legal"
    VENDOR = "vendor"
    OPERATIONS_MANAGER = "operations_manager"
    EXECUTIVE_SPONSOR = "executive_sponsor"


OWNERS: dict[Phase, tuple[Role, ...]] = {
    Phase.DISCOVERY: (Role.PROJECT_LEAD,),
    Phase.VENDOR_SELECTION: (Role.PROCUREMENT, Role.LEGAL),
    Phase.KICKOFF: (Role.PROJECT_LEAD, Role.VENDOR),
    Phase.PILOT: (Role.PROJECT_LEAD, Role.VENDOR),
    Phase.FULL_ROLLOUT: (Role.OPERATIONS_MANAGER,),
    Phase.OPTIMISATION: (Role.EXECUTIVE_SPONSOR,),
}
"""Every role named here must approve before the phase counts as approved."""
