"""Published reviews as files: canonical JSON under the review's own hash, never written twice.

    <root>/<rollout>/<review hash>.json

Here: keeping and reading back. Not here: pages and tabs (`connectors.files.documents`,
`connectors.google_sheets.publishing`).
"""

import re

from pydantic import ValidationError

from connectors.errors import IncompleteData, RequestRefused
from connectors.files.durable import rollout_folder
from connectors.ports.files import Store
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.values import canonical_json

REVIEW_HASH = re.compile(r"[0-9a-f]{64}")


class PublishedReviews:
    """`connectors.ports.stores.ReviewStore` under one folder of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, review: MonthlyReview) -> None:
        """Keep a review; one that is there already stays as it is.

        Raises:
            RequestRefused: the file cannot be written; names it.
        """
        name = _name(review.rollout_id, review.review_hash)
        if not self._store.holds(name):
            text = canonical_json(review.model_dump(mode="json"))
            self._store.write(name, text.encode("utf-8", "backslashreplace"))

    def find(self, rollout_id: str, review_hash: str) -> MonthlyReview | None:
        """The review of that hash; None when it is not here.

        Raises:
            IncompleteData: the file cannot be read, or is not what was published; names it.
        """
        name = _name(rollout_id, review_hash)
        try:
            content = self._store.read(name)
            if content is None:
                return None
            review = MonthlyReview.model_validate_json(content)
        except (OSError, ValidationError) as error:
            raise self._damaged(name, Reason("it cannot be read")) from error
        if review.review_hash != review_hash:
            raise self._damaged(name, Reason("its content is not what was published"))
        return review

    def _damaged(self, name: str, why: Reason) -> IncompleteData:
        return IncompleteData(
            Reason("A published review is not whole"),
            where=self._store.address(name),
            why=why,
            next_step=Reason("put {name} back from a backup", name=name.rpartition("/")[2]),
        )


def _name(rollout_id: str, review_hash: str) -> str:
    if not REVIEW_HASH.fullmatch(review_hash):
        raise RequestRefused(Reason("{review_hash!a} is no review's hash", review_hash=review_hash[:64]))
    return f"{rollout_folder(rollout_id)}/{review_hash}.json"
