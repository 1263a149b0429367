"""Every morning: evidence that has run out re-opens its gate, ended codes are replaced, missing epics are made.

Here: the walk over rollouts. Not here: what is looked at (`tasks.check`).
"""

from pydantic import BaseModel, ConfigDict

from configs.rollouts import known_rollouts
from configs.settings import read_settings
from domain.periods import local_day
from domain.problems import Problem
from flows.frame.running import house_flow
from flows.requests import DailyChecksRequest
from flows.site.refresh import refresh_site
from flows.steps.roadmap_epics import awaits_roadmap, open_roadmap_quietly
from flows.wiring.desks import decision_desk
from flows.wiring.ledger import open_ledger
from flows.wiring.loading import utc_now
from tasks.check import check_gates, show_expiries
from tasks.frame.telling import tell


class DailyChecksOutcome(BaseModel):
    """How many rollouts were looked at, what has run out and what soon will.

    Attributes:
        refused: rollout -> why it could not be looked at.
    """

    model_config = ConfigDict(frozen=True)

    rollouts: int
    expired: int
    soon: int
    refused: dict[str, str] = {}

    @property
    def reads(self) -> str:
        """The outcome in one sentence, as the run's state shows it."""
        said = f"{self.rollouts} rollouts: {self.expired} pieces of evidence have expired, {self.soon} soon will"
        return said + (f"; {len(self.refused)} rollouts could not be looked at" if self.refused else "")


@house_flow("daily_checks", "daily checks · {day}")
def daily_checks(request: DailyChecksRequest) -> DailyChecksOutcome:
    """Look at every rollout's approved gates: a certificate or waiver whose last day is over re-opens its gate as a
    finding; what ends within the notice is told; owners whose codes have ended are asked again."""
    settings = read_settings()
    ledger = open_ledger(settings)
    wanted, refused = known_rollouts(settings.rollouts_dir, request.rollouts)
    begun = [rollout for rollout in wanted if ledger.events(rollout.rollout_id)]
    expired = soon = 0
    for rollout in begun:
        at = request.as_of or utc_now()
        try:
            with decision_desk(rollout.rollout_id, actor="daily checks", name="daily-checks") as desk:
                found = check_gates(desk, local_day(at, rollout.zone), rollout.approvals.notice_days)
        except Problem as problem:
            refused[rollout.rollout_id] = problem.sentence()
            continue
        if awaits_roadmap(rollout.rollout_id, ledger.events(rollout.rollout_id)):
            open_roadmap_quietly(rollout, "daily checks")
        if found:
            show_expiries(rollout.rollout_id, rollout.language, found)
        if any(finding.expired for finding in found):
            refresh_site(rollout.rollout_id)
        expired += sum(finding.expired for finding in found)
        soon += sum(not finding.expired for finding in found)
    for rollout_id, why in refused.items():
        tell(f"{rollout_id} was left out: {why}")
    return DailyChecksOutcome(rollouts=len(begun), expired=expired, soon=soon, refused=refused)
