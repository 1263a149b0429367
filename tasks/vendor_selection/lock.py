"""Lock what must not change any more once proposals are read. Not here: what is compared
(`domain.vendor_selection.weight_lock`)."""

from collections.abc import Sequence

from prefect import task

from domain.ledger.events import EventKind
from domain.vendor_selection.weight_lock import LockedWeights, lock_key, lock_of
from domain.workbook.evaluation import Criterion, SubCriterion
from tasks.frame.context import RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.telling import tell


@task(name="lock weights", task_run_name="lock weights", **OUTSIDE)
def lock_weights(
    context: RunContext, criteria: Sequence[Criterion], sub_criteria: Sequence[SubCriterion] = ()
) -> LockedWeights:
    """The round's lock: made now if this is its first run, else as it was made then."""
    round_number = context.rules.selection.round
    wanted = lock_of(criteria, round_number, sub_criteria)
    event = context.book.record(EventKind.WEIGHTS_LOCKED, lock_key(round_number), wanted.model_dump(mode="json"))
    locked = LockedWeights.model_validate(event.payload)
    tell(
        f"Weights of round {round_number}: {locked.digest[:12]}" + ("" if locked == wanted else ", and they differ now")
    )
    return locked
