"""Which flow carries a phase: the register of phase flows, each imported when it is asked for.

Here: phase -> flow. All take a `PhaseRequest` and give a `PhaseOutcome`, which mypy holds them to, as it does that no
phase is missing. Not here: the flows (a file per phase), the order they go in (`domain.ledger.phases.Phase`).
Importing this file imports no Prefect, asking does: commands that only read stay quick.
"""

from typing import TYPE_CHECKING, TypeAlias, assert_never

from domain.ledger.phases import Phase

if TYPE_CHECKING:
    from prefect import Flow

    from flows.requests import PhaseRequest
    from tasks.record import PhaseOutcome

PhaseFlow: TypeAlias = "Flow[[PhaseRequest], PhaseOutcome]"


def phase_flow(phase: Phase) -> PhaseFlow:
    """The flow of a phase; only its file is imported, with what that needs."""
    match phase:
        case Phase.DISCOVERY:
            from flows.discovery import discovery as found
        case Phase.VENDOR_SELECTION:
            from flows.vendor_selection import vendor_selection as found
        case Phase.KICKOFF:
            from flows.kickoff import kickoff as found
        case Phase.PILOT:
            from flows.pilot import pilot as found
        case Phase.FULL_ROLLOUT:
            from flows.full_rollout import full_rollout as found
        case Phase.OPTIMISATION:
            from flows.optimisation import optimisation as found
        case _:
            assert_never(phase)
    return found
