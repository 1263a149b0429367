"""Whether a rollout's ledger is what was written, compared with the hashes printed in published reviews.

Here: gathering the prints and the verdict. Not here: the rules (`domain.ledger.chain`, `domain.ledger.anchors`). Needs
no Prefect.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from configs.settings import Settings
from domain.ledger.anchors import Anchor, anchors_in, verify_with_anchors
from domain.ledger.chain import ChainFinding
from domain.ledger.phases import Phase
from domain.problems import Problem, Start, Work
from domain.reasons import Reason, verbatim
from flows.wiring.ledger import open_ledger
from flows.wiring.places import review_folder

LARGEST_FILE_BYTES = 50_000_000


@dataclass(frozen=True)
class Audit:
    """What was compared, and what is wrong: nothing when `findings` is empty."""

    entries: int
    anchors: tuple[Anchor, ...]
    findings: tuple[ChainFinding, ...]


def audit(settings: Settings, rollout_id: str, files: Sequence[Path]) -> Audit:
    """Check the chain, and compare it with every anchor in the published documents and in `files`.

    Args:
        files: texts kept elsewhere that print anchors: a page saved from a mail, an export of the Jira comments.

    Raises:
        Problem: the ledger is empty and no print names an entry of it, or a file cannot be read.
    """
    events = open_ledger(settings).events(rollout_id)
    anchors = [
        anchor for name, text in _texts(settings, rollout_id, files) for anchor in anchors_in(text, rollout_id, name)
    ]
    if not events and not anchors:
        raise Problem(
            Reason("The ledger of {rollout_id} is empty", rollout_id=rollout_id),
            where=settings.ledger_address().rsplit("@", 1)[-1],
            next_step=Reason("begin with discovery"),
            start=Start(Work.RUN_PHASE, phase=Phase.DISCOVERY, rollout_id=rollout_id),
        )
    return Audit(len(events), tuple(anchors), tuple(verify_with_anchors(events, anchors)))


def _texts(settings: Settings, rollout_id: str, files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Name and text of every published document and of each file."""
    for place in review_folder(settings).documents(rollout_id):
        with _told(place.address):
            yield place.file_name, (place.read() or b"").decode("utf-8", "replace")
    for path in files:
        yield path.name, _text(path)


def _text(path: Path) -> str:
    with _told(str(path)):
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise Problem(
                Reason("{path} is too large to be a review", path=str(path)),
                next_step=Reason("name the page that prints the hash"),
            )
        return path.read_text(encoding="utf-8", errors="replace")


@contextmanager
def _told(path: str) -> Iterator[None]:
    """What the disk refuses, in words."""
    try:
        yield
    except OSError as error:
        raise Problem(
            Reason("{path} cannot be read", path=path),
            why=verbatim(error.strerror or type(error).__name__),
            next_step=Reason("check the file's name"),
        ) from None
