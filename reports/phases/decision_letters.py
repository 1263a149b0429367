"""The letter that asks an owner for a decision: what is asked, what the machine found, the personal code, the way.

Here: the words, as plain text. Not here: codes (`domain.gates.approvals`), sending (`connectors.messages.mail`).
Everything in it that comes from a sheet or a person is one line of text: nothing can look like another part of it.
"""

import re
from dataclasses import dataclass

from domain.gates.approvals import IssuedCode
from domain.gates.gates import CriterionOutcome, CriterionResult
from domain.ledger.state import PhaseState, PhaseStatus
from domain.reasons import Reason
from reports.language import Speaker
from reports.words import word

SIGNS = {CriterionOutcome.PASSED: "✔", CriterionOutcome.HELD: "✘", CriterionOutcome.WAIVED: "▲"}


@dataclass(frozen=True)
class Letter:
    """A mail's subject and its text."""

    subject: str
    body: str


def compose_letter(
    state: PhaseState, issued: IssuedCode, code: str, *, company: str, language: str, zone: str, ui_url: str
) -> Letter:
    """What `issued.person` reads.

    Args:
        state: of the phase whose gate is decided.
        code: the personal code itself; this text is the only place it is written to.
    """
    speaker = Speaker(language, zone=zone)
    phase = speaker.say(word(state.phase))
    held = state.status is PhaseStatus.HELD
    ask = (
        Reason("The gate of {phase} is held. You may waive what holds it, or wait until it is put right.", phase=phase)
        if held
        else Reason("The gate of {phase} awaits your decision: approve or refuse.", phase=phase)
    )
    parts = [
        _line(speaker.say(Reason("Dear {person},", person=issued.person))),
        _line(speaker.say(ask)),
        _capacity(speaker, issued),
        "\n".join(_criterion(speaker, c) for c in state.gate.get("criteria", [])),
        _links(speaker, state),
        speaker.say(Reason("Your personal code: {code}", code=code))
        + "\n"
        + _line(speaker.say(Reason("It works once, for you alone, until {until}.", until=issued.expires_at)))
        + "\n"
        + _line(speaker.text("Never pass it on: whoever types it decides in your name.")),
        _way(speaker, issued, ui_url, held=held),
        _line(
            speaker.say(
                Reason(
                    "Attempt {attempt}; fingerprint of the evidence {hash}.",
                    attempt=issued.attempt,
                    hash=issued.evidence_hash[:12],
                )
            )
        ),
    ]
    subject = speaker.say(Reason("{company}: your decision on {phase}", company=company, phase=phase))
    return Letter(_line(subject), "\n\n".join(part for part in parts if part) + "\n")


def _capacity(speaker: Speaker, issued: IssuedCode) -> str:
    role = speaker.say(word(issued.role))
    if issued.on_behalf_of:
        return _line(
            speaker.say(
                Reason("You decide as {role}, standing in for {holder}.", role=role, holder=issued.on_behalf_of)
            )
        )
    return _line(speaker.say(Reason("You decide as {role}.", role=role)))


def _criterion(speaker: Speaker, kept: object) -> str:
    result = CriterionResult.model_validate(kept)
    name = f" ({result.criterion})" if result.outcome is CriterionOutcome.HELD else ""
    return f"  {SIGNS[result.outcome]} {_line(speaker.say(result.reason))}{name}"


def _links(speaker: Speaker, state: PhaseState) -> str:
    links = state.gate.get("links", {})
    if not links:
        return ""
    return "\n".join(
        [speaker.text("Where to look"), *(f"  {_line(str(n))}: {_line(str(u))}" for n, u in links.items())]
    )


def _way(speaker: Speaker, issued: IssuedCode, ui_url: str, *, held: bool) -> str:
    lines = [speaker.text("How to answer:")]
    if ui_url:
        lines.append(f"  {ui_url.rstrip('/')}/deployments  →  decide")
    option = "--waive CRITERION --until YYYY-MM-DD --reason WHY" if held else "--approve"
    lines.append(f'  rollout decide {issued.phase} --rollout {issued.rollout_id} --as "{issued.person}" {option}')
    return "\n".join(lines)


def _line(text: str) -> str:
    """One line: control characters and line breaks become spaces."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()
