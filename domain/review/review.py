"""The typed monthly review: every figure of the document, and nothing that is not in it.

Here: the shape as a whole. Not here: the shapes of its parts (`domain.review.shapes`), how a month is put
together (`domain.review.build`), how it looks (`reports`). Templates show these values and compute nothing.
"""

import hashlib
from datetime import date, datetime

from pydantic import Field

from domain.actions.register import RegisterEntry
from domain.arithmetic.chart_shapes import Forecast
from domain.contract.clauses import Party
from domain.contract.credit_note import CreditNote
from domain.kickoff.duties import DutyBlock
from domain.ledger.spans import PhaseSpan
from domain.reasons import Reason
from domain.returns.kpis import KpiBlock
from domain.returns.metric import TicketMonth
from domain.returns.savings import MoneyMonth, SavingMonth
from domain.review.restatement import Restatement
from domain.review.shapes.levels import Breach, Correction, FigureStatus, ServiceLevelFigure
from domain.review.shapes.parts import (
    AgeBand,
    ClosedDay,
    CreditMonth,
    PeopleBlock,
    TabCoverage,
    TimeOpen,
    VoiceFigure,
    Volumes,
)
from domain.sla.shapes import BreachCause
from domain.values import Frozen, Terms, canonical_json
from domain.workbook.tables import Finding

LATER_FIELDS = (
    "earlier_statuses", "minimum_sample", "credit_history", "forecast", "savings", "money", "people", "duties", "voice",
    "actions", "phases", "coverage", "closed_days", "changed_terms", "since_draft", "resolutions",
)  # fmt: skip
"""Fields that reviews published by earlier versions do not have. Empty ones are not hashed, so their hashes stay."""


KEPT_AS_PUBLISHED = ("restatements", "actions", "phases", "coverage", "changed_terms", "since_draft")
"""Fields that tell how things stood when the review was made: a replay takes them as they were published."""


class ReviewParts(Terms):
    """Parts that come from elsewhere than the month's tickets. What is not given stays as the review has it.

    Each is a field of `MonthlyReview`, where it is described; no other name is taken.
    """

    restatements: tuple[Restatement, ...] = ()
    kpis: KpiBlock | None = None
    savings: tuple[SavingMonth, ...] = ()
    money: MoneyMonth | None = None
    people: PeopleBlock | None = None
    duties: DutyBlock | None = None
    voice: tuple[VoiceFigure, ...] = ()
    actions: tuple[RegisterEntry, ...] = ()
    phases: tuple[PhaseSpan, ...] = ()
    coverage: tuple[TabCoverage, ...] = ()
    changed_terms: tuple[Reason, ...] = ()
    since_draft: Restatement | None = None
    findings: tuple[Finding, ...] = ()


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
        actions: those of earlier months and phases, as the tracker had them when the review was made.
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

    def with_parts(self, parts: ReviewParts) -> "MonthlyReview":
        """The review with the parts that are given in place of its own."""
        return self.model_copy(update={name: getattr(parts, name) for name in parts.model_fields_set})

    def as_told_by(self, published: "MonthlyReview") -> "MonthlyReview":
        """This review, computed again, with what only the published one can know: how things stood when it was made.

        What an earlier version did not say is not said now.
        """
        unsaid = (name for name in LATER_FIELDS if not getattr(published, name))
        return self.model_copy(update={name: getattr(published, name) for name in (*KEPT_AS_PUBLISHED, *unsaid)})

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
