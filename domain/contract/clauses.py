"""Contract terms as data: calendars, clauses, who is booked for which status. Refused when they contradict.

Here: the shape of the terms and the checks across them. Not here: reading YAML (`configs`), computing clocks
(`domain.sla.verdicts.verdicts`) or working time (`domain.working_time.calendars`). Rules: design page "SLA clocks".
"""

import math
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from domain.arithmetic.rounding import money
from domain.contract.credit_terms import CreditTerms
from domain.problems import RuleRefused
from domain.reasons import Reason
from domain.values import Terms

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-9]|3[0-9]|4[0-7]):[0-5]\d$")]
Window = tuple[ClockTime, ClockTime]
"""Local opening and closing time; 28:00 is 04:00 the next day."""


class Party(StrEnum):
    """Who a second of a ticket's life is booked to. Outside hours is the calendar's doing, not a status's."""

    VENDOR = "vendor"
    CLIENT = "client"
    THIRD_PARTY = "third_party"
    OUTSIDE_HOURS = "outside_hours"
    RESOLVED = "resolved"


class CalendarTerms(Terms):
    """A version of a service calendar, valid from a date until the next version.

    Attributes:
        weekly: weekday -> windows in local time of `zone`.
        holidays: country whose public holidays are closed, by rule; None for none.
        closed_days: further closed days each year as MM-DD (5 June, 24 and 31 December are a contract's choice).
        overrides: date -> windows that replace the weekly ones that day (half days; empty closes it).
    """

    version: str
    valid_from: date
    zone: str = "Europe/Copenhagen"
    weekly: dict[Weekday, tuple[Window, ...]]
    holidays: Literal["DK"] | None = "DK"
    closed_days: tuple[Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")], ...] = ()
    overrides: dict[date, tuple[Window, ...]] = Field(default_factory=dict)


class StatusTerms(Terms):
    """What the contract says of one status of the tracker: whose time it is, and whether it is the untouched queue."""

    name: str
    books_to: Literal[Party.VENDOR, Party.CLIENT, Party.THIRD_PARTY, Party.RESOLVED]
    queue: bool = False


class Metric(StrEnum):
    """What a clause measures.

    `update_interval`: the longest time without a public comment of the vendor, from creation, re-open or comment to
    comment or solution. `due_date`: solved by the end of the ticket's due day; it has no minutes.
    """

    FIRST_RESPONSE = "first_response"
    RESOLUTION = "resolution"
    UPDATE_INTERVAL = "update_interval"
    DUE_DATE = "due_date"


class ReopenPolicy(StrEnum):
    """What a re-open does to the clock; `resume` books the solved time to `resolved` and goes on."""

    RESUME = "resume"
    RESTART = "restart"
    FIRST_CLOSE_FINAL = "first_close_final"


class RetargetPolicy(StrEnum):
    """Which target counts when priority changed in mid-life."""

    LAST = "last"
    WORST = "worst"
    PRO_RATA = "pro_rata"


LARGEST_COMMON_SECONDS: Final = 1_000_000_000
"""Of pro-rata targets: exact shares of a clock of a hundred years fit into 64 bits."""


class Target(Terms):
    """Working minutes allowed, and the share of tickets that must keep them (0-1). A due date has no minutes."""

    minutes: Annotated[int, Field(gt=0)] | None = None
    attainment: Annotated[Decimal, Field(gt=0, le=1)]


class AppliesTo(Terms):
    """Which tickets a clause covers; an empty list covers all."""

    issue_types: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


class Clause(Terms):
    """One service level: a metric with targets per priority. A figure's id is `clause_id.priority`."""

    clause_id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    metric: Metric
    applies_to: AppliesTo = AppliesTo()
    targets: dict[str, Target]
    calendar: str
    counts: tuple[Party, ...] = (Party.VENDOR,)
    reopen: ReopenPolicy = ReopenPolicy.RESUME
    retarget: RetargetPolicy = RetargetPolicy.LAST

    def check_targets(self) -> None:
        """Refuse minutes that are missing or have no meaning, and pro-rata shares without a common measure.

        Raises:
            ValueError: names the path and the remedy.
        """
        for name, target in self.targets.items():
            path = f"clauses.{self.clause_id}.targets.{name}.minutes"
            if self.metric is Metric.DUE_DATE and target.minutes is not None:
                raise ValueError(Reason("{path}: a due date is the ticket's own; leave the minutes out", path=path))
            if self.metric is not Metric.DUE_DATE and target.minutes is None:
                raise ValueError(Reason("{path}: say how many working minutes are allowed", path=path))
        common = math.lcm(*(target.minutes * 60 for target in self.targets.values() if target.minutes))
        if self.retarget is RetargetPolicy.PRO_RATA and common > LARGEST_COMMON_SECONDS:
            raise ValueError(
                Reason(
                    "clauses.{clause_id}.targets: pro rata needs targets with a common measure; use whole hours or "
                    "half hours",
                    clause_id=self.clause_id,
                )
            )


class Contract(Terms):
    """What is required in the settings; with the signed terms applied, what later phases and reviews read.

    Attributes:
        vendor, monthly_fee, transition_cost: left out, they come from the award (`domain.agreement.in_force`).
        amendment: name of the signed document by which these terms stand in place of the award's; empty without one.
    """

    contract_id: str
    vendor: str = ""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    starts_on: date
    ends_on: date
    notice_on: date
    monthly_fee: Annotated[Decimal, Field(ge=0)] | None = None
    transition_cost: Annotated[Decimal, Field(ge=0)] | None = None
    amendment: Annotated[str, Field(max_length=200)] = ""
    minimum_sample: Annotated[int, Field(ge=1)] = 5
    vendor_account_ids: tuple[str, ...]
    statuses: dict[str, StatusTerms]
    calendars: dict[str, tuple[CalendarTerms, ...]]
    clauses: tuple[Clause, ...]
    credits: CreditTerms | None = None

    @property
    def term_months(self) -> int:
        """The months the contract runs in, its first and last one included."""
        return (self.ends_on.year - self.starts_on.year) * 12 + self.ends_on.month - self.starts_on.month + 1

    @property
    def transition_cost_per_month(self) -> Decimal:
        """The one-off cost of the transition, spread evenly over the contract's months."""
        return money((self.transition_cost or Decimal(0)) / self.term_months)

    @property
    def agreed_fee(self) -> Decimal:
        """The fee a month.

        Raises:
            RuleRefused: neither the settings nor an award give one.
        """
        if self.monthly_fee is None:
            raise RuleRefused(
                Reason("The contract has no monthly fee"),
                where=Reason("contract {contract_id}", contract_id=self.contract_id),
                why=Reason("no award is approved here, and the settings give none"),
                next_step=Reason("write contract.monthly_fee, or carry vendor selection through"),
            )
        return self.monthly_fee

    @model_validator(mode="after")
    def _consistent(self) -> "Contract":
        ids = [clause.clause_id for clause in self.clauses]
        if len(set(ids)) != len(ids):
            raise ValueError(Reason("clauses: two clauses have the same clause_id; rename one"))
        for clause in self.clauses:
            clause.check_targets()
            if clause.calendar not in self.calendars:
                raise ValueError(
                    Reason(
                        "clauses.{clause_id}.calendar: there is no calendar '{calendar}'; known: {known}",
                        clause_id=clause.clause_id,
                        calendar=clause.calendar,
                        known=", ".join(self.calendars),
                    )
                )
            if Party.OUTSIDE_HOURS in clause.counts or Party.RESOLVED in clause.counts or not clause.counts:
                raise ValueError(
                    Reason(
                        "clauses.{clause_id}.counts: a clock counts vendor, client or third_party; closed hours and "
                        "solved time are never counted",
                        clause_id=clause.clause_id,
                    )
                )
        self._check_matches()
        self._check_credits()
        for name, versions in self.calendars.items():
            if not versions:
                raise ValueError(Reason("calendars.{name}: needs at least one version", name=name))
            if [v.valid_from for v in versions] != sorted({v.valid_from for v in versions}):
                raise ValueError(
                    Reason("calendars.{name}: versions must have rising, different valid_from dates", name=name)
                )
        if not any(s.books_to is Party.RESOLVED for s in self.statuses.values()):
            raise ValueError(Reason("statuses: no status books to 'resolved', so no ticket could ever be resolved"))
        if not any(s.queue for s in self.statuses.values()):
            raise ValueError(Reason("statuses: mark the untouched queue with 'queue: true' for first response"))
        if self.ends_on <= self.starts_on:
            raise ValueError(Reason("ends_on: must be after starts_on"))
        return self

    def _check_matches(self) -> None:
        """Declared order decides between different rules; two equal ones, or one behind a catch-all, are a mistake."""
        for at, clause in enumerate(self.clauses):
            for earlier in self.clauses[:at]:
                if earlier.metric is not clause.metric:
                    continue
                if earlier.applies_to == clause.applies_to:
                    raise ValueError(
                        Reason(
                            "clauses.{clause_id}.applies_to: matches the same tickets as {earlier_id}; make the two "
                            "rules different, or join the clauses",
                            clause_id=clause.clause_id,
                            earlier_id=earlier.clause_id,
                        )
                    )
                if earlier.applies_to == AppliesTo():
                    raise ValueError(
                        Reason(
                            "clauses.{clause_id}: can never apply, because {earlier_id} before it covers every "
                            "ticket; move the special rule before the general one",
                            clause_id=clause.clause_id,
                            earlier_id=earlier.clause_id,
                        )
                    )

    def _check_credits(self) -> None:
        if self.credits is None:
            return
        clauses = {clause.clause_id for clause in self.clauses}
        figures = {f"{clause.clause_id}.{priority}" for clause in self.clauses for priority in clause.targets}
        for name, level in self.credits.levels.items():
            if name not in clauses | figures:
                raise ValueError(
                    Reason(
                        "credits.levels.{name}: there is no such service level; known: {known}",
                        name=name,
                        known=", ".join(sorted(figures)),
                    )
                )
            alone = name in clauses and all(f in self.credits.levels for f in figures if f.startswith(f"{name}."))
            if alone and level.weight_percent:
                raise ValueError(
                    Reason(
                        "credits.levels.{name}: its weight reaches no figure: each priority has an entry of its own",
                        name=name,
                    )
                )
