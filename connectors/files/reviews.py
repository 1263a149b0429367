"""Published reviews as files: canonical JSON under the review's own hash, never written twice.

    <root>/<rollout>/<review hash>.json

Here: keeping and reading back. Not here: pages and tabs (`connectors.files.documents`,
`connectors.google_sheets.publishing`).
"""

import re
from pathlib import Path

from pydantic import ValidationError

from connectors.errors import IncompleteData, RequestRefused
from connectors.files.durable import rollout_folder, unwritable, write_whole
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.values import canonical_json

REVIEW_HASH = re.compile(r"[0-9a-f]{64}")


class PublishedReviews:
    """`connectors.ports.stores.ReviewStore` under one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def save(self, review: MonthlyReview) -> None:
        """Keep a review; one that is there already stays as it is.

        Raises:
            RequestRefused: the file cannot be written; names it.
        """
        path = self._path(review.rollout_id, review.review_hash)
        if path.exists():
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path.parent, error) from error
        write_whole(path, canonical_json(review.model_dump(mode="json")).encode("utf-8", "backslashreplace"))

    def find(self, rollout_id: str, review_hash: str) -> MonthlyReview | None:
        """The review of that hash; None when it is not here.

        Raises:
            IncompleteData: the file cannot be read, or is not what was published; names it.
        """
        path = self._path(rollout_id, review_hash)
        if not path.exists():
            return None
        try:
            review = MonthlyReview.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise _damaged(path, Reason("it cannot be read")) from error
        if review.review_hash != review_hash:
            raise _damaged(path, Reason("its content is not what was published"))
        return review

    def _path(self, rollout_id: str, review_hash: str) -> Path:
        if not REVIEW_HASH.fullmatch(review_hash):
            raise RequestRefused(Reason("{review_hash!a} is no review's hash", review_hash=review_hash[:64]))
        return rollout_folder(self._root, rollout_id) / f"{review_hash}.json"


def _damaged(path: Path, why: Reason) -> IncompleteData:
    return IncompleteData(
        Reason("A published review is not whole"),
        where=str(path),
        why=why,
        next_step=Reason("put {name} back from a backup", name=path.name),
    )
