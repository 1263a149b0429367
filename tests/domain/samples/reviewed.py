"""The least that a month can be reviewed of."""

from dataclasses import dataclass

from domain.contract.clauses import Contract
from domain.review.build import ReviewedRollout


@dataclass(frozen=True)
class Reviewed(ReviewedRollout):
    """A rollout with a contract and nothing else."""

    rollout_id: str
    company: str
    contract: Contract
