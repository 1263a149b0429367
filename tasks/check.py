"""The daily look at gates: evidence that has run out re-opens its gate, and people who were never answered are asked
again.

Here: recording what was found, and showing it. Not here: what has run out (`domain.gates.expiring`), codes
(`tasks.decide`).
"""

from collections.abc import Callable
from datetime import date

from prefect.artifacts import create_table_artifact

from domain.gates.approvals import open_codes
from domain.gates.expiring import ExpiryFinding, expiry_findings
from domain.ledger.events import EventKind
from domain.ledger.state import PhaseStatus
from reports.language import Speaker
from reports.words import word
from tasks.ask import ask_for_decision, renew_codes
from tasks.frame.context import DecisionDesk
from tasks.frame.events import emit
from tasks.frame.telling import tell


def check_gates(
    desk: DecisionDesk, today: date, notice_days: int, emit: Callable[[str, str, dict[str, str]], None] = emit
) -> tuple[ExpiryFinding, ...]:
    """Record evidence that has run out, once; renew codes that did; return everything that was found.

    Args:
        emit: tells an event: rollout, name, payload.
    """
    book = desk.book
    found = expiry_findings(book.state().phases.values(), today, notice_days)
    for finding in found:
        key = f"{finding.phase}/{finding.attempt}/{finding.expiry.name}/{finding.expiry.on}"
        if finding.expired and book.ledger.find(desk.rollout_id, EventKind.EVIDENCE_EXPIRED, key) is None:
            book.record(
                EventKind.EVIDENCE_EXPIRED,
                key,
                {
                    "phase": finding.phase.value,
                    "attempt": finding.attempt,
                    "name": finding.expiry.name,
                    "on": finding.expiry.on.isoformat(),
                    "reason": finding.expiry.reason.model_dump(mode="json"),
                },
            )
            tell(f"{finding.phase}: re-opened, because {finding.expiry.reason}")
            emit(desk.rollout_id, "evidence.expired", {"phase": finding.phase.value, "name": finding.expiry.name})
    _ask_again(desk)
    return found


def show_expiries(rollout_id: str, language: str, found: tuple[ExpiryFinding, ...]) -> None:
    """Leave what has run out, or soon will, as a table."""
    speaker = Speaker(language)
    create_table_artifact(
        table=[
            {
                speaker.text("Phase"): speaker.say(word(finding.phase)),
                speaker.text("Evidence"): finding.expiry.name,
                speaker.text("Last day"): speaker.value(finding.expiry.on, "date"),
                speaker.text("Days left"): finding.days_left,
                speaker.text("Why"): speaker.say(finding.expiry.reason) if finding.expired else "",
            }
            for finding in found
        ],
        key=f"{rollout_id}-evidence",
        description=speaker.text("Evidence that has run out, or soon will"),
    )


def _ask_again(desk: DecisionDesk) -> None:
    """Codes for who has come to own a waiting gate meanwhile (a stand-in), and new ones where every code has ended."""
    for phase, state in desk.book.state().phases.items():
        if state.status is not PhaseStatus.AWAITING_DECISION:
            continue
        ask_for_decision(desk, phase)
        if not open_codes(desk.book.events(), state, desk.book.now()):
            renew_codes(desk, phase)
