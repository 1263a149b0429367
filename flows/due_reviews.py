"""The monthly reviews, by themselves: every working morning, start the reviews whose day has come.

Here: asking every rollout which months are due and starting one run each. Not here: which are due
(`domain.sla.schedules`), the review (`flows.monthly_review`). Firing twice starts nothing twice: the day's run has one
key, and the ledger publishes a month once.
"""

from pydantic import BaseModel, ConfigDict

from configs.rollouts import RolloutSettings, known_rollouts
from configs.settings import read_settings
from domain.agreement.in_force import contract_in_force
from domain.ledger.events import Event, EventKind
from domain.problems import Problem
from domain.sla.schedules import due_months
from flows.frame.running import house_flow
from flows.monthly_review import monthly_review
from flows.requests import DueReviewsRequest, ReviewRequest
from flows.steps.starting import start_run
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import utc_now
from tasks.frame.telling import tell, tell_progress


class DueReviewsOutcome(BaseModel):
    """What was started: rollout -> months.

    Attributes:
        refused: rollout -> why its reviews could not be started.
    """

    model_config = ConfigDict(frozen=True)

    started: dict[str, tuple[str, ...]]
    refused: dict[str, str] = {}

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        months = sum(len(months) for months in self.started.values())
        said = f"{months} months of {len(self.started)} rollouts are being reviewed" if months else "No review is due"
        return said + (f"; {len(self.refused)} rollouts could not be asked" if self.refused else "")


@house_flow("due_reviews", "reviews due · {day}")
def due_reviews(request: DueReviewsRequest) -> DueReviewsOutcome:
    """Start the review of every month that is over, whose first working day after it has come, and that is not
    published. Missed months are caught up; published ones are left alone."""
    settings, at = read_settings(), request.as_of or utc_now()
    ledger = open_ledger(settings)
    started: dict[str, tuple[str, ...]] = {}
    wanted, refused = known_rollouts(settings.rollouts_dir, request.rollouts)
    for number, rollout in enumerate(wanted, start=1):
        try:
            events = ledger.events(rollout.rollout_id)
            months = due_months(contract_in_force(rollout.contract, events).contract, _published(events), at)
        except Problem as problem:
            refused[rollout.rollout_id] = problem.sentence()
            continue
        if months:
            _start(rollout, months, request, at.date().isoformat())
            started[rollout.rollout_id] = months
            tell(f"{rollout.rollout_id}: {', '.join(months)}")
        tell_progress("rollouts asked", number, len(wanted))
    for rollout_id, why in refused.items():
        tell(f"{rollout_id} was left out: {why}")
    return DueReviewsOutcome(started=started, refused=refused)


def _published(events: list[Event]) -> set[str]:
    """Months with a final review; a provisional one is recorded beside its month."""
    return {e.payload["month"] for e in events if e.kind is EventKind.REVIEW_PUBLISHED and not e.payload["provisional"]}


def _start(rollout: RolloutSettings, months: tuple[str, ...], request: DueReviewsRequest, day: str) -> None:
    """One run for all due months of a rollout: a deployment's, or in this run where none is served."""
    first, last = months[0], months[-1]
    span = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1
    asked = ReviewRequest(
        rollout=rollout.rollout_id, month=last, months=min(span, 36), started_by="schedule", as_of=request.as_of
    )
    if start_run("monthly_review", asked, f"{rollout.rollout_id}:review:{last}:{day}") is None:
        monthly_review(asked)
