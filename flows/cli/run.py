"""`rollout run` and `rollout review`: a flow in this process, and what came of it.

Here: starting it against a server, printing its outcome. Not here: the flows, what was typed (`flows.cli.typed`).
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from domain.ledger.phases import Phase
from domain.problems import Problem
from domain.reasons import verbatim
from flows.cli.printing import OUT, show_progress
from flows.cli.status import role_holders
from flows.cli.typed import check_month, instant_of, settings_of
from flows.phases import phase_flow
from flows.requests import PhaseRequest, ReviewRequest
from flows.wiring.environment import prepare_environment

if TYPE_CHECKING:  # each of these imports Prefect, whose environment is prepared first
    from prefect import Flow

    from flows.monthly_review import ReviewOutcome
    from tasks.record import PhaseOutcome

Request = TypeVar("Request")
Outcome = TypeVar("Outcome")


def run_phase(phase: str, rollout_id: str, started_by: str | None, as_of: str | None) -> None:
    """Run one phase in this process and print its outcome."""
    settings, rollout = settings_of(rollout_id)
    request = PhaseRequest(
        rollout=rollout_id, started_by=started_by or settings.actor, as_of=instant_of(as_of, rollout)
    )
    print_outcome(rollout, run_here(settings, rollout, partial(phase_flow, Phase(phase)), request))


def run_review(rollout_id: str, month: str, months: int, started_by: str | None, as_of: str | None) -> None:
    """Publish reviews in this process and print where they are."""
    settings, rollout = settings_of(rollout_id)
    check_month(month)
    request = ReviewRequest(
        rollout=rollout_id,
        month=month,
        months=months,
        started_by=started_by or settings.actor,
        as_of=instant_of(as_of, rollout),
    )
    print_review(run_here(settings, rollout, _review_flow, request))


def _review_flow() -> "Flow[[ReviewRequest], ReviewOutcome]":
    from flows.monthly_review import monthly_review

    return monthly_review


def run_here(
    settings: Settings,
    rollout: RolloutSettings,
    find: "Callable[[], Flow[[Request], Outcome]]",
    request: Request,
) -> Outcome:
    """Run a flow in this process, against a running server or a temporary one, with stand-ins when rehearsing.

    Args:
        find: imports the flow; called when Prefect's environment is prepared.

    Raises:
        Problem: whatever the flow refused, as one sentence.
    """
    from flows.server.prefect_server import running_server
    from flows.server.rehearsal import rehearsing

    prepare_environment(settings.home, api_url=running_server(settings.home))
    with rehearsing(settings, rollout):
        OUT.print("[dim]Starting Prefect ...[/]")
        flow = find()
        from prefect.exceptions import FailedRun

        show_progress()
        try:
            return flow(request)
        except FailedRun as failed:
            raise told_problem(failed) or failed from None


def told_problem(failed: Exception) -> Problem | None:
    """What a run refused, when only its sentence came back.

    A busy server may answer with the run's end as it keeps it, which has the message and not the exception. The end of
    a run that broke is named otherwise by Prefect, and stays what it is.
    """
    sentence = str(failed)
    broke = not sentence or sentence.startswith("Flow run encountered an exception")
    return None if broke else Problem(verbatim(sentence))


def print_outcome(rollout: RolloutSettings, outcome: "PhaseOutcome") -> None:
    """Print what a phase came to: status, reasons to hold, links, the next step."""
    OUT.print(f"\n[bold]{outcome.phase.replace('_', ' ')}[/]: {outcome.status.replace('_', ' ')}", end="")
    OUT.print("" if outcome.changed else " (nothing has changed)")
    for sentence in outcome.held:
        OUT.print(f"  ■ {sentence}", markup=False)
    for name, link in outcome.links.items():
        OUT.print(f"  {name}: {link}", markup=False, soft_wrap=True)
    holders = role_holders(rollout)
    if outcome.waiting_for:
        OUT.print(f"Waiting for {' and '.join(holders[role] for role in outcome.waiting_for)}.")
        OUT.print("Each owner was sent a personal code for this decision." + _demo_hint(rollout, outcome.phase))
        OUT.print(
            f"Next: rollout decide {outcome.phase} --rollout {rollout.rollout_id} --as NAME --approve", markup=False
        )


def _demo_hint(rollout: RolloutSettings, phase: str) -> str:
    hint = f" In this demo: rollout codes {phase} --rollout {rollout.rollout_id} --show"
    return hint if rollout.demo else ""


def print_review(outcome: "ReviewOutcome") -> None:
    """Print what a review says and where it is; of earlier months only what they say."""
    for earlier in outcome.earlier:
        OUT.print(f"[bold]{earlier.month}[/]: {earlier.verdict}{_publication(earlier)}", soft_wrap=True)
    OUT.print(f"\n[bold]{outcome.month}[/]: {outcome.verdict}", soft_wrap=True)
    for name, link in outcome.links.items():
        OUT.print(f"  {name}: {link}", markup=False, soft_wrap=True)
    if not outcome.changed:
        OUT.print(
            "The month was published before and stays as it is; the data now give other figures, which the next review "
            "will tell as a restatement."
            if outcome.differs
            else "The month was published before; nothing has changed."
        )


def _publication(outcome: "ReviewOutcome") -> str:
    if outcome.changed:
        return ""
    return " (published before; a restatement is kept)" if outcome.differs else " (published before)"
