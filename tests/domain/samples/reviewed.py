"""The least that a month can be reviewed of."""

from dataclasses import dataclass

from domain.contract.clauses import Contract


@dataclass(frozen=True)
class Reviewed:
    """A rollout with a contract and nothing else."""

    rollout_id: str
    company: str
    contract: Contract
