"""Who decided: personal codes, bound to rollout, gate, evidence, person and time.

Here: what a code is made of, which person it speaks for, and when it counts. Not here: sending it (`connectors`),
storing its hash (`tasks.decide`), what a decision may be (`domain.gates.gates`).

Prefect knows no persons, so identity is ours. For every request each owner (and each stand-in in force) gets a code:
80 bits of HMAC-SHA-256 (RFC 2104) over everything it is bound to. The ledger keeps only the code's hash. To be counted
it must be made again from the key: a hash put into the database by somebody without the key opens nothing. A code that
was typed is spent, whatever came of it, because what is typed in a form is stored with the run.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.gates.gates import same_person
from domain.ledger.events import Event, EventKind
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.ledger.state import PhaseState, PhaseStatus
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from domain.values import Frozen, canonical_json, changed

ASKABLE = (PhaseStatus.AWAITING_DECISION, PhaseStatus.HELD)
"""Phases whose owners may be asked."""
_CODE_BYTES = 10
_GROUP = 4
_LOOK_ALIKES = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""What base32 never writes, read as the letter it looks like."""


class Approver(Frozen):
    """A person who may decide in a role: its holder, or a stand-in for one.

    Attributes:
        on_behalf_of: whom a stand-in decides for; empty for the holder.
        until_at: when standing in ends, and with it the code; None for the holder.
    """

    person: str
    role: Role
    email: str = ""
    on_behalf_of: str = ""
    until_at: datetime | None = None


class IssuedCode(Frozen):
    """What the ledger keeps of a code, and all that the code is bound to.

    Attributes:
        issue: 1 for the first code of this person and gate, higher for one that replaces it.
        code_hash: sha256 (hex) of the code; never the code.
    """

    rollout_id: str
    phase: Phase
    attempt: int
    evidence_hash: str
    person: str
    role: Role
    on_behalf_of: str
    issue: int
    expires_at: datetime
    code_hash: str = ""


class TypedCode(Frozen):
    """What a typed code turned out to be: one look at what was given out, taken by every later step.

    Attributes:
        issued: the code that was typed, whoever's it is and whether or not it counts.
        used: the entry that used it up; None while it is unused.
        replaced: a newer code was given out to its person in its role, in any attempt.
    """

    issued: IssuedCode
    used: Event | None
    replaced: bool


def personal_code(key: bytes, issued: IssuedCode) -> str:
    """The code of what `issued` is bound to: `XXXX-XXXX-XXXX-XXXX` in base32 (RFC 4648: A-Z, 2-7).

    Args:
        key: the installation's secret, at least 32 bytes.
    """
    bound = changed(issued, code_hash="").model_dump(mode="json")
    digest = hmac.new(key, b"rollout decision\n" + canonical_json(bound).encode(), hashlib.sha256).digest()
    text = base64.b32encode(digest[:_CODE_BYTES]).decode()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def hash_of_code(code: str) -> str:
    """sha256 (hex) of a code as typed: case, spaces and dashes do not matter."""
    plain = "".join(c for c in code.upper() if c.isascii() and c.isalnum()).translate(_LOOK_ALIKES)
    return hashlib.sha256(plain.encode()).hexdigest()


def sealed_code(key: bytes, issued: IssuedCode) -> IssuedCode:
    """With the hash of its code filled in."""
    return changed(issued, code_hash=hash_of_code(personal_code(key, issued)))


def issued_codes(events: Iterable[Event], phase: Phase) -> list[IssuedCode]:
    """Every code ever issued for a phase, in order."""
    return [
        IssuedCode.model_validate(one)
        for event in events
        if event.kind is EventKind.DECISION_REQUESTED and event.payload["phase"] == phase
        for one in event.payload["codes"]
    ]


def spent_codes(events: Iterable[Event]) -> dict[str, Event]:
    """Code hash -> the entry that used the code up."""
    return {event.payload["code_hash"]: event for event in events if event.payload.get("code_hash")}


def open_codes(events: Sequence[Event], state: PhaseState, at: datetime) -> list[IssuedCode]:
    """Codes that count now: of the latest evidence, not expired, not spent, not replaced, their role unanswered."""
    spent = spent_codes(events)
    issued = [one for one in issued_codes(events, state.phase) if one.attempt == state.attempt]
    newest = {(one.person, one.role): one for one in issued}
    return [
        one
        for one in newest.values()
        if one.evidence_hash == state.evidence_hash
        and one.expires_at > at
        and one.code_hash not in spent
        and one.role not in state.approvals
    ]


def look_up(code: str, events: Sequence[Event], phase: Phase) -> TypedCode | None:
    """The given-out code of a gate with that text; None without one. Typed texts are compared here and nowhere else."""
    wanted = hash_of_code(code)
    given_out = issued_codes(events, phase)
    found = next((one for one in given_out if hmac.compare_digest(one.code_hash, wanted)), None)
    if found is None:
        return None
    newest = [one for one in given_out if (one.person, one.role) == (found.person, found.role)][-1]
    return TypedCode(
        issued=found,
        used=spent_codes(events).get(found.code_hash),
        replaced=newest.code_hash != found.code_hash,
    )


def redeem(key: bytes, typed: TypedCode | None, person: str, state: PhaseState, at: datetime) -> IssuedCode:
    """The issued code that `person` typed, if it counts now.

    Raises:
        RuleRefused: it is no code of this gate, somebody else's, of evidence that has changed, expired, replaced or
            used; says which.
    """
    if typed is None:
        raise RuleRefused(
            Reason("This is not a code for the gate of {phase}", phase=state.phase),
            why=Reason("no such code was given out"),
            next_step=Reason("type the code of the newest message, or have a new one sent"),
            start=Start(Work.SEND_CODES, phase=state.phase),
        )
    found = typed.issued
    if not same_person(found.person, person):
        raise RuleRefused(
            Reason("This is not a code of {person}", person=person),
            why=Reason("a code is personal"),
            next_step=Reason("use your own, and keep it to yourself"),
        )
    if used := typed.used:
        raise RuleRefused(
            Reason("This code has been used"),
            why=Reason("on {used_at}; a code works once", used_at=used.at),
            next_step=Reason("if your answer did not count, use the code that was sent after it"),
        )
    if found.attempt != state.attempt or found.evidence_hash != state.evidence_hash:
        raise RuleRefused(
            Reason("The evidence has changed since this code was sent"),
            why=Reason(
                "it belongs to attempt {attempt} of {phase}, and attempt {newest} is the newest",
                attempt=found.attempt,
                phase=state.phase,
                newest=state.attempt,
            ),
            next_step=Reason("read the newest summary and use the code sent with it"),
        )
    if typed.replaced:
        raise RuleRefused(
            Reason("A newer code has replaced this one"), next_step=Reason("type the code of the newest message")
        )
    if found.expires_at <= at:
        raise RuleRefused(
            Reason("This code ended on {expires_at}", expires_at=found.expires_at),
            next_step=Reason("ask for a new one"),
            start=Start(Work.SEND_CODES, phase=state.phase),
        )
    if not hmac.compare_digest(hash_of_code(personal_code(key, found)), found.code_hash):
        raise RuleRefused(
            Reason("This code was not made by this installation"),
            why=Reason("the ledger's entry or the key in the settings is not the one it was made with"),
            next_step=Reason("ask for a new code when the ledger has been checked"),
            start=Start(Work.VERIFY_LEDGER),
        )
    return found
