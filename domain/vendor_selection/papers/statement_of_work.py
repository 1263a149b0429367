"""What a statement of work should promise: deliverables with owner and date, proposed from contract, pilot and roadmap.

Here: the proposal, as a pure rule. Not here: the document (`reports.vendor_selection.award.statement_of_work`), the tab
people sign off (`domain.workbook`: `Deliverable`; the kick-off reads that tab alone), whether what was promised
came (`domain.kickoff.assess`). Sources: article, sections 5, 6 and 8; GDPR where a basis names an article.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from domain.contract.clauses import Contract
from domain.discovery.roadmap.inventory import RoadmapLine
from domain.reasons import Reason
from domain.values import Frozen
from domain.vendor_selection.papers.settings import SowTerms
from domain.working_time.opening_hours import danish_public_holidays

SATURDAY = 5


class SowOwners(Frozen):
    """Who owns what is due: names, as the workbook's SOW tab has them."""

    legal: str
    project_lead: str
    operations: str
    vendor: str


class ProposedDeliverable(Frozen):
    """One deliverable that the statement of work should have.

    Attributes:
        basis: why it is proposed, and where its date comes from.
    """

    deliverable_id: str
    title: Reason
    owner: str
    due_on: date
    basis: Reason


class Wave(Frozen):
    """One wave of the roadmap with the day it is proposed to start on."""

    number: int
    starts_on: date
    lines: tuple[RoadmapLine, ...]

    @property
    def names(self) -> str:
        """Its processes, in the roadmap's order."""
        return ", ".join(line.name for line in self.lines)


def plan_waves(
    roadmap: Sequence[RoadmapLine], terms: SowTerms, *, pilot_starts_on: date, pilot_ends_on: date
) -> tuple[Wave, ...]:
    """The roadmap's waves with days: the pilot on its own day, the others one after the other behind it."""
    numbers = sorted({line.wave for line in roadmap})
    pilots = {line.wave for line in roadmap if line.pilot}
    found, starts_on = [], pilot_ends_on + timedelta(days=terms.decision_days)
    for number in numbers:
        lines = tuple(sorted((line for line in roadmap if line.wave == number), key=lambda line: line.rank))
        if number in pilots:
            found.append(Wave(number=number, starts_on=pilot_starts_on, lines=lines))
            continue
        found.append(Wave(number=number, starts_on=_workday(starts_on, 1), lines=lines))
        starts_on += timedelta(days=max(1, terms.wave_days))
    return tuple(found)


def propose_deliverables(
    contract: Contract,
    roadmap: Sequence[RoadmapLine],
    owners: SowOwners,
    terms: SowTerms,
    *,
    pilot_starts_on: date,
    pilot_ends_on: date,
    as_of: date,
) -> tuple[ProposedDeliverable, ...]:
    """The deliverables, by date, numbered in that order.

    A day on a weekend or a Danish public holiday moves to the working day before it. Nothing is due before `as_of`
    nor after the contract's last day, which the kick-off's gate would refuse.
    """
    waves = plan_waves(roadmap, terms, pilot_starts_on=pilot_starts_on, pilot_ends_on=pilot_ends_on)
    wanted = [
        *_before_start(contract, owners, terms),
        *_around_pilot(owners, terms, pilot_starts_on, pilot_ends_on),
        *_for_waves(waves, owners, terms, pilot_starts_on),
        *_in_the_term(contract, owners, terms),
    ]
    dated = sorted(
        ((_within(due_on, as_of, contract.ends_on), title, owner, basis) for title, owner, due_on, basis in wanted),
        key=lambda one: one[0],
    )
    return tuple(
        ProposedDeliverable(deliverable_id=f"D-{number:02d}", title=title, owner=owner, due_on=due_on, basis=basis)
        for number, (due_on, title, owner, basis) in enumerate(dated, start=1)
    )


_Wanted = tuple[Reason, str, date, Reason]


def _before_start(contract: Contract, owners: SowOwners, terms: SowTerms) -> Iterator[_Wanted]:
    due_on = contract.starts_on - timedelta(days=terms.agreement_days)
    days, starts_on = terms.agreement_days, contract.starts_on
    yield (
        Reason("Data processing agreement signed"),
        owners.legal,
        due_on,
        Reason("GDPR art. 28(3): no personal data without it; {days} days before the contract starts on {starts_on}.",
               days=days, starts_on=starts_on),
    )  # fmt: skip
    yield (
        Reason("Subprocessors listed and authorised"),
        owners.vendor,
        due_on,
        Reason("GDPR art. 28(2): the client authorises them in writing; with the data processing agreement."),
    )
    yield (
        Reason("Certificate with its scope handed over"),
        owners.vendor,
        due_on,
        Reason("GDPR art. 28(1) and 32: sufficient guarantees; with the data processing agreement."),
    )
    yield (
        Reason("One contact person named on each side"),
        owners.project_lead,
        due_on,
        Reason("Against poor communication: {days} days before the contract starts on {starts_on}.",
               days=days, starts_on=starts_on),
    )  # fmt: skip


def _around_pilot(owners: SowOwners, terms: SowTerms, pilot_starts_on: date, pilot_ends_on: date) -> Iterator[_Wanted]:
    days = terms.access_days
    access = pilot_starts_on - timedelta(days=days)
    yield (
        Reason("Access rights set up and tested"),
        owners.operations,
        access,
        Reason("The vendor cannot work without: {days} days before the pilot starts on {starts_on}.",
               days=days, starts_on=pilot_starts_on),
    )  # fmt: skip
    yield (
        Reason("Communication plan with fixed status meetings agreed"),
        owners.project_lead,
        access,
        Reason("Against poor communication: before the pilot, with the access rights."),
    )
    yield (
        Reason("Pilot report with a recommendation"),
        owners.vendor,
        _workday(pilot_ends_on + timedelta(days=terms.report_days), 1),
        Reason("The pilot runs from {starts_on} to {ends_on}; its gate reads the report.",
               starts_on=pilot_starts_on, ends_on=pilot_ends_on),
    )  # fmt: skip


def _for_waves(waves: Sequence[Wave], owners: SowOwners, terms: SowTerms, pilot_starts_on: date) -> Iterator[_Wanted]:
    for wave in waves:
        is_pilot = wave.starts_on == pilot_starts_on and any(line.pilot for line in wave.lines)
        title = (
            Reason("Procedures described for the pilot's process")
            if is_pilot
            else Reason("Procedures described for wave {wave} ({count} processes)", wave=wave.number,
                        count=len(wave.lines))
        )  # fmt: skip
        yield (
            title,
            owners.vendor,
            wave.starts_on - timedelta(days=terms.procedure_days),
            Reason("{days} days before wave {wave} starts on {starts_on}: {processes}.", days=terms.procedure_days,
                   wave=wave.number, starts_on=wave.starts_on, processes=wave.names),
        )  # fmt: skip


def _in_the_term(contract: Contract, owners: SowOwners, terms: SowTerms) -> Iterator[_Wanted]:
    starts_on = contract.starts_on
    yield (
        Reason("Exit plan agreed"),
        owners.vendor,
        starts_on + timedelta(days=terms.exit_plan_days),
        Reason("Against dependence on the vendor: {days} days after the contract starts on {starts_on}.",
               days=terms.exit_plan_days, starts_on=starts_on),
    )  # fmt: skip
    yield (
        Reason("Fallback plan tested"),
        owners.operations,
        starts_on + timedelta(days=terms.fallback_days),
        Reason("Against dependence on the vendor: {days} days after the contract starts on {starts_on}.",
               days=terms.fallback_days, starts_on=starts_on),
    )  # fmt: skip
    for year in range(1, contract.ends_on.year - starts_on.year + 1):
        anniversary = _years_after(starts_on, year)
        if anniversary <= contract.ends_on:
            yield (
                Reason("Access rights reviewed, year {year}", year=year),
                owners.operations,
                anniversary - timedelta(days=1),
                Reason("Against insufficient security, and GDPR art. 32(1)(d): once a year."),
            )
    yield (
        Reason("Data and procedures handed back, copies deleted, with a written confirmation"),
        owners.vendor,
        contract.ends_on,
        Reason("GDPR art. 28(3)(g): at the end of the service, {ends_on}.", ends_on=contract.ends_on),
    )


def _within(day: date, first_on: date, last_on: date) -> date:
    """The working day for it, between the two; the first of them wins where they contradict."""
    return max(first_on, min(_workday(day, -1), _workday(last_on, -1)))


def _workday(day: date, step: int) -> date:
    """The day, or the next working day in the direction of `step`."""
    while day.weekday() >= SATURDAY or day in danish_public_holidays(day.year):
        day += timedelta(days=step)
    return day


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
