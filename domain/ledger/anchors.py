"""Anchors: hashes of ledger entries, printed where others keep them, so that a rewritten or cut ledger is found out.

A chain shows that an entry was edited; it cannot show that its end was cut off or that all of it was written anew by
somebody with the database in hand. A published review prints the newest entry's hash, on its page and in the comment
to the other party: `nordlys/57:<64 hex digits>`. Not here: the chain itself (`domain.ledger.chain`).
"""

import re
from collections.abc import Iterable, Sequence

from domain.ledger.chain import ChainFinding, unlike_noted, verify_chain
from domain.ledger.events import Event, EventKind
from domain.reasons import Reason
from domain.values import Frozen

ANCHOR = re.compile(r"\b([a-z][a-z0-9-]{1,40})/(\d{1,12}):([0-9a-f]{64})\b")
_PASSING = (EventKind.EFFECT_PLANNED, EventKind.EFFECT_DONE)


class Anchor(Frozen):
    """One entry's hash as it was printed.

    Attributes:
        source: where it was found, for people.
    """

    rollout_id: str
    sequence: int
    hash: str
    source: str = ""

    def __str__(self) -> str:
        return f"{self.rollout_id}/{self.sequence}:{self.hash}"


def newest_anchor(events: Sequence[Event]) -> Anchor | None:
    """The newest entry that is no effect; None for an empty ledger.

    Effects are recorded while a document is published: they are passed over, so that a run that is tried again after
    it died prints what the first one printed.
    """
    for event in reversed(events):
        if event.kind not in _PASSING:
            return Anchor(rollout_id=event.rollout_id, sequence=event.sequence, hash=event.hash)
    return None


def anchors_in(text: str, rollout_id: str, source: str) -> list[Anchor]:
    """Every anchor of a rollout that a text prints, each once."""
    found = {
        (int(sequence), digest): Anchor(rollout_id=rollout_id, sequence=int(sequence), hash=digest, source=source)
        for name, sequence, digest in ANCHOR.findall(text)
        if name == rollout_id
    }
    return list(found.values())


def verify_with_anchors(events: Sequence[Event], anchors: Iterable[Anchor]) -> list[ChainFinding]:
    """Whether the chain holds and is the one that was printed; no findings means both. The first bad entry comes first.

    Every anchor is compared, so that one false print cannot hide behind another.
    """
    findings = verify_chain(events)
    rollout_id = events[0].rollout_id if events else ""
    hashes = {event.sequence: event.hash for event in events}
    for anchor in sorted(anchors, key=lambda a: (a.sequence, a.source)):
        anew = Reason(
            "The entry's hash is not the one printed in {source}: the ledger was written anew", source=anchor.source
        )
        cut = Reason("The entry is printed in {source} and is gone: the ledger's end was cut off", source=anchor.source)
        finding = unlike_noted(rollout_id or anchor.rollout_id, hashes, anchor.sequence, anchor.hash, anew, cut)
        if finding is not None:
            findings.append(finding)
    return sorted(findings, key=lambda finding: finding.sequence)
