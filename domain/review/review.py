"""The typed monthly review: every figure of the document, and nothing that is not in it.

Here: the shape. Not here: the clocks (`domain.sla.verdicts.verdicts`), how a month is put together
(`domain.review.build`), how it looks (`reports`). Templates show these values and compute nothing.
"""

import hashlib
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from domain.actions.register import RegisterEntry
from domain.arithmetic.control_charts import ControlChart, Forecast
from domain.contract.clauses import Metric, Party
from domain.contract.credit_note import CreditNote
from domain.kickoff.duties import DutyBlock
from domain.ledger.spans import PhaseSpan
from domain.reasons import Reason
from domain.returns.kpis import KpiBlock
from domain.returns.metric import TicketMonth
from domain.returns.savings import MoneyMonth, SavingMonth
from domain.review.open_work import AgeBand, TimeOpen
from domain.review.people import PeopleBlock
from domain.review.restatement import Restatement
from domain.review.voice import VoiceFigure
from domain.sla.breach_causes import BreachCause
from domain.sla.counts import Census
from domain.sla.deciding_entries import Entry
from domain.values import Frozen, canonical_json
from domain.workbook.tables import Finding


class FigureStatus(StrEnum):
    """What a service level's month comes to. No demand is not 100 %, and no data is not no demand."""

    MET = "met"
    MISSED = "missed"
    NO_DEMAND = "no_demand"
    NOT_MEASURED = "not_measured"


class ServiceLevelFigure(Frozen):
    """One clause and priority in one month.

    Attributes:
        figure_id: `clause_id.priority`, for example `resolution.P1`.
        target_minutes: None for due dates.
        attainment: met / judged, 0-1, four decimals, half up; None without demand. `status` is decided on the counts.
        interval: Wilson 95 % interval of the attainment; None without demand.
        too_few: fewer judged tickets than the contract's minimum sample.
        median_seconds, p90_seconds: counted working seconds of judged tickets that stopped, by nearest rank; None
            without any.
        previous: earlier months' attainment as they were at their own end, oldest first, as (month, attainment or
            None, judged).
        margin: attainment minus the requirement; negative when it was missed.
        misses_left: how many more of the month's tickets might have been late; negative: how many too many were.
        repeated_miss: missed now and in the month before.
        chart: p-chart of the attainment over the shown months, this one last.
        median_chart: XmR chart of the monthly medians in seconds, over the same months.
    """

    figure_id: str
    clause_id: str
    metric: Metric
    priority: str
    target_minutes: int | None
    required: Decimal
    census: Census
    attainment: Decimal | None
    margin: Decimal | None = None
    misses_left: int = 0
    interval: tuple[Decimal, Decimal] | None
    status: FigureStatus
    too_few: bool
    median_seconds: int | None
    p90_seconds: int | None
    previous: tuple[tuple[str, Decimal | None, int], ...] = ()
    repeated_miss: bool = False
    chart: ControlChart | None = None
    median_chart: ControlChart | None = None


class Breach(Frozen):
    """One ticket that missed one clause in this month, with the evidence of its verdict.

    Attributes:
        stopped_at: when the clock stopped; None while it runs.
        counted_seconds: working seconds on the clause's clock, up to the stop or the review's cut-off.
        seconds_by_party: every second from creation to stop or cut-off, booked to exactly one party.
        cause: what used the allowance up, as far as the history tells.
        decided_by: since which entry the clock was running when the allowance ran out.
        stopped_by: the entry that stopped the clock; None while it runs.
        held_longest_by: who had the ticket most of the open hours up to the breach, counted or not.
    """

    figure_id: str
    key: str
    summary: str
    process: str
    created_at: datetime
    deadline_at: datetime
    stopped_at: datetime | None
    target_seconds: int
    counted_seconds: int
    seconds_by_party: dict[Party, int]
    reopened: bool
    cause: BreachCause = BreachCause.HANDLING
    held_longest_by: Party = Party.VENDOR
    decided_by: Entry | None = None
    stopped_by: Entry | None = None


class Correction(Frozen):
    """A ticket that was counted as met in an earlier month, was re-opened, and breached in this one.

    The earlier month stays as it was published; the breach counts in this month, and this line says so.

    Attributes:
        figure_id: the figure it was counted in as met, in `counted_in` (YYYY-MM).
        breached_figure_id: the figure its breach counts in now.
    """

    figure_id: str
    key: str
    counted_in: str
    breached_figure_id: str
    breached_at: datetime


class Volumes(Frozen):
    """Flow of the month, over readable tickets: backlog = backlog before + arrived - resolved + reopened.

    `resolved` and `reopened` count events: a ticket resolved twice in the month counts twice.
    """

    arrived: int
    resolved: int
    backlog: int
    reopened: int
    by_priority: dict[str, int]


class CreditMonth(Frozen):
    """One month's draft credit, before and after its caps."""

    month: str
    before_cap: Decimal
    total: Decimal


class TabCoverage(Frozen):
    """How much of one tab could be read."""

    tab: str
    rows_seen: int
    rows_read: int


class ClosedDay(Frozen):
    """A weekday in the month on which a calendar was closed, or had other hours than its week says."""

    calendar: str
    on: date
    name: str


LATER_FIELDS = (
    "earlier_statuses", "minimum_sample", "credit_history", "forecast", "savings", "money", "people", "duties", "voice",
    "actions", "phases", "coverage", "closed_days", "changed_terms", "since_draft", "resolutions",
)  # fmt: skip
"""Fields that reviews published by earlier versions do not have. Empty ones are not hashed, so their hashes stay."""


KEPT_AS_PUBLISHED = ("restatements", "actions", "phases", "coverage", "changed_terms", "since_draft")
"""Fields that tell how things stood when the review was made: a replay takes them as they were published."""


class MonthlyReview(Frozen):
    """One month of one rollout, complete. Equal input gives an equal review and an equal hash.

    Attributes:
        month: YYYY-MM in the contract's zone.
        cut_off_at: data after this instant is not looked at (month end, or the as-of if earlier).
        provisional: the month is not over at the as-of, or coverage is under the threshold.
        restatements: corrections to earlier months, found since the last review was published.
        earlier_statuses: figure id -> what each month of the figure's `previous` came to, decided on its counts.
        minimum_sample: fewer judged tickets than this are called few.
        credit_history: drafts of up to twelve months, this one last.
        savings: the saving so far beside its plan, one entry per month of the contract.
        actions: those of earlier months and phases, as Jira had them when the review was made.
        resolutions: what became of solved tickets, by the month of their first solution; oldest first.
        changed_terms: what is defined otherwise than in the review before.
        since_draft: what is said otherwise than in the provisional review of the same month.
        snapshot_id: what it was computed from.
        rule_version: version of the rules that computed it.
    """

    rollout_id: str
    company: str
    vendor: str
    contract_id: str
    month: str
    starts_on: date
    ends_on: date
    zone: str
    currency: str
    cut_off_at: datetime
    provisional: bool
    figures: tuple[ServiceLevelFigure, ...]
    breaches: tuple[Breach, ...]
    corrections: tuple[Correction, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    volumes: Volumes
    ageing: tuple[AgeBand, ...] = ()
    time_open: TimeOpen | None = None
    resolutions: tuple[TicketMonth, ...] = ()
    history: tuple[tuple[str, int, int, int], ...] = ()
    """(month, arrived, resolved, backlog) of the last twelve months, oldest first."""
    credit_note: CreditNote | None = None
    kpis: KpiBlock | None = None
    earlier_statuses: dict[str, tuple[FigureStatus, ...]] = Field(default_factory=dict)
    minimum_sample: int = 0
    credit_history: tuple[CreditMonth, ...] = ()
    forecast: Forecast | None = None
    savings: tuple[SavingMonth, ...] = ()
    money: MoneyMonth | None = None
    people: PeopleBlock | None = None
    duties: DutyBlock | None = None
    voice: tuple[VoiceFigure, ...] = ()
    actions: tuple[RegisterEntry, ...] = ()
    phases: tuple[PhaseSpan, ...] = ()
    coverage: tuple[TabCoverage, ...] = ()
    closed_days: tuple[ClosedDay, ...] = ()
    changed_terms: tuple[Reason, ...] = ()
    since_draft: Restatement | None = None
    findings: tuple[Finding, ...]
    tickets_read: int
    tickets_unreadable: int
    calendar_versions: dict[str, str]
    snapshot_id: str
    rule_version: str

    @property
    def missed(self) -> tuple[ServiceLevelFigure, ...]:
        """Service levels missed this month."""
        return tuple(f for f in self.figures if f.status is FigureStatus.MISSED)

    @property
    def causes_by_party(self) -> tuple[tuple[BreachCause, dict[Party, int]], ...]:
        """Breaches per cause, most frequent first, each by who held the ticket longest."""
        return tuple(
            (cause, {party: sum(b.cause is cause and b.held_longest_by is party for b in self.breaches)
                     for party in Party})
            for cause, _ in self.causes
        )  # fmt: skip

    @property
    def causes(self) -> tuple[tuple[BreachCause, int], ...]:
        """Breaches per cause, most frequent first; causes without a breach are left out."""
        counts = {cause: sum(breach.cause is cause for breach in self.breaches) for cause in BreachCause}
        return tuple(sorted(((c, n) for c, n in counts.items() if n), key=lambda pair: -pair[1]))

    @property
    def review_hash(self) -> str:
        """sha256 of the review's content as canonical JSON, whatever snapshot it was computed from."""
        empty = {name for name in LATER_FIELDS if not getattr(self, name)}
        content = self.model_dump(mode="json", exclude={"snapshot_id", *empty})
        return hashlib.sha256(canonical_json(content).encode()).hexdigest()
