"""The hash chain of a ledger: how an entry is hashed, and whether a chain still is what was written.

Each entry's hash covers its own content and the hash of the entry before it, so an edited, missing or reordered entry
breaks the chain at a place that can be named. What a chain alone cannot show: that its newest entries were cut off, or
that someone with the database in hand recomputed every hash. Both are found by comparing with a hash kept elsewhere
(a published review prints the head of the ledger): see `known_hashes`.

Not here: storing entries (`connectors.ledger.ledger`), reading them for a person.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC

from pydantic import BaseModel, ConfigDict

from domain.ledger.events import Event
from domain.reasons import Reason
from domain.values import canonical_json, changed

FIRST_PREVIOUS_HASH = ""
"""What the first entry of a rollout names as the hash before it."""


class ChainFinding(BaseModel):
    """One entry that is not what was written, and why.

    Attributes:
        sequence: the entry's number in its rollout.
        hash: the hash the entry carries; empty for an entry that is not there.
    """

    model_config = ConfigDict(frozen=True)

    rollout_id: str
    sequence: int
    hash: str
    reason: Reason


def event_hash(event: Event) -> str:
    """sha256 (hex) over the canonical JSON list of an entry's content and the hash before it."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    body = [
        event.rollout_id,
        event.sequence,
        at,
        event.kind.value,
        event.actor,
        event.key,
        event.payload,
        event.previous_hash,
    ]
    # Half a surrogate pair, as a careless client may send it, has no UTF-8 form; its JSON escape has.
    return hashlib.sha256(canonical_json(body).encode("utf-8", "backslashreplace")).hexdigest()


def sealed(event: Event) -> Event:
    """The entry with its hash filled in."""
    return changed(event, hash=event_hash(event))


def verify_chain(events: Iterable[Event], known_hashes: Mapping[int, str] | None = None) -> list[ChainFinding]:
    """Recompute a rollout's chain; no findings means it holds. The first finding names the first bad entry.

    Args:
        events: one rollout's entries in the order the ledger gives them.
        known_hashes: sequence -> hash as noted outside the ledger, for instance in a published review.
    """
    findings: list[ChainFinding] = []
    hashes: dict[int, str] = {}
    rollout_id, expected_sequence, previous_hash = "", 1, FIRST_PREVIOUS_HASH
    for event in events:
        rollout_id = rollout_id or event.rollout_id
        reason = _fault(event, rollout_id, expected_sequence, previous_hash)
        if reason is not None:
            findings.append(_finding(event, reason))
        hashes[event.sequence] = event.hash
        expected_sequence, previous_hash = event.sequence + 1, event.hash
    return findings + _unlike_known(rollout_id, hashes, known_hashes or {})


def _fault(event: Event, rollout_id: str, expected_sequence: int, previous_hash: str) -> Reason | None:
    if event.rollout_id != rollout_id:
        return Reason("The entry belongs to {other}, not to {rollout}", other=event.rollout_id, rollout=rollout_id)
    if event.sequence != expected_sequence:
        return Reason(
            "Entry {found} stands where entry {expected} should: entries are missing or out of order",
            found=event.sequence,
            expected=expected_sequence,
        )
    if event.previous_hash != previous_hash:
        return Reason("The entry does not follow the one before it: one of the two was replaced")
    if event.hash != event_hash(event):
        return Reason("The entry's content was changed after it was recorded")
    return None


def _unlike_known(rollout_id: str, hashes: Mapping[int, str], known: Mapping[int, str]) -> list[ChainFinding]:
    anew = Reason("The entry's hash is not the one noted outside the ledger: the chain was written anew")
    cut = Reason("The entry was noted outside the ledger and is gone: the end of the chain was cut off")
    compared = (
        unlike_noted(rollout_id, hashes, sequence, noted, anew, cut) for sequence, noted in sorted(known.items())
    )
    return [finding for finding in compared if finding is not None]


def unlike_noted(
    rollout_id: str, hashes: Mapping[int, str], sequence: int, noted: str, anew: Reason, cut: Reason
) -> ChainFinding | None:
    """One entry compared with its hash as noted elsewhere; None when they agree.

    Args:
        hashes: sequence -> hash as the ledger has them.
        anew, cut: the finding's reason when the hash is another one, and when the entry is gone.
    """
    found = hashes.get(sequence, "")
    if found == noted:
        return None
    return ChainFinding(rollout_id=rollout_id, sequence=sequence, hash=found, reason=anew if found else cut)


def _finding(event: Event, reason: Reason) -> ChainFinding:
    return ChainFinding(rollout_id=event.rollout_id, sequence=event.sequence, hash=event.hash, reason=reason)
