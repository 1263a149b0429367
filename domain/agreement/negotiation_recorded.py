"""How the figures of the negotiation are told: what was met, what was late, which credits, and the difference.

Here: the words of every round, and of each level of the last one, from what the rule found. Not here: the rule
(`domain.agreement.negotiation`), the engine that judges last year's tickets (`domain.agreement.past_year`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.agreement.negotiation_result import OfferedRound, OfferedTerm
from domain.agreement.offers import Comparison
from domain.agreement.past_year import YearUnder
from domain.contract.clauses import Target
from domain.contract.levels import figure_name
from domain.figures.trace import Trace
from domain.figures.working import Source, Unit, Working, setting
from domain.reasons import Reason
from domain.workbook.bidders import OfferedLevel, Vendor

_CLAUSES, _CREDITS = setting("contract.clauses"), setting("contract.credits")
Rows = Mapping[str, OfferedLevel]
"""Figure id of a level -> the row in which a round offers it."""


@dataclass(frozen=True)
class RoundTrace:
    """Records figures of one bidder's rounds.

    Attributes:
        fee: of a month, which credits are a share of. tickets: how many were looked at.
        about: what the verdicts are of, or why there are none.
    """

    trace: Trace
    vendor: Vendor
    fee: Decimal
    tickets: int
    about: tuple[Reason, ...]

    @property
    def fee_id(self) -> str:
        """The figure of the fee."""
        return f"vendor.{self.vendor.vendor_id}.fee"

    @property
    def judged(self) -> Source:
        """The tickets."""
        return self.trace.sources.tickets(self.tickets)

    def base(self, offer: OfferedRound) -> str:
        """What a round's figures begin with."""
        return f"negotiation.{self.vendor.vendor_id}.round{offer.round}"

    def record(
        self,
        offer: OfferedRound,
        figure_id: str,
        label: Reason,
        value: Decimal | int | None,
        unit: Unit,
        steps: tuple[Reason, ...],
        inputs: tuple[Source, ...],
        parts: tuple[str, ...] = (),
    ) -> None:
        """Keep one figure of a round."""  # fmt: skip
        sources = self.trace.sources
        snapshots = dict.fromkeys(one for one in (sources.snapshot_id, sources.tickets_snapshot_id) if one)
        self.trace.record(
            Working(
                figure_id=figure_id,
                label=Reason("{vendor}, round {round}, {figure}", vendor=self.vendor.name, round=offer.round,
                             figure=label),
                value=value,
                unit=unit,
                steps=steps,
                parts=parts,
                inputs=inputs,
                snapshot_id=", ".join(snapshots),
            )
        )  # fmt: skip


def looked_at(cannot: Reason | None, months: Sequence[str]) -> tuple[Reason, ...]:
    """What the verdicts are of; why nothing was judged; nothing while no month was looked at."""
    if cannot is not None:
        return (cannot,)
    if not months:
        return ()
    return (
        Reason("The tickets from {from_month} to {until_month} judged as if the contract had been in force.",
               from_month=months[0], until_month=months[-1]),
    )  # fmt: skip


def record_verdicts(trace: Trace, judged: int, tickets: int, about: tuple[Reason, ...]) -> None:
    """How many verdicts there are under what is required."""
    trace.record(
        Working(
            figure_id="negotiation.verdicts",
            label=Reason("Verdicts of last year's tickets"),
            value=judged,
            unit="count",
            steps=about,
            inputs=(trace.sources.tickets(tickets), _CLAUSES),
            snapshot_id=trace.sources.tickets_snapshot_id,
        )
    )


def record_round(trace: RoundTrace, offer: OfferedRound, rows: Rows, *, by_level: bool) -> None:
    """One round as a whole, and level by level.

    Args:
        by_level: only of the last round is each level told.
    """
    base, cells = trace.base(offer), trace.trace.sources.of(OfferedLevel, rows.values(), "clause_id")
    _record_standing(trace, offer, "better", Reason("levels better than required"), Comparison.BETTER, cells)
    _record_standing(trace, offer, "conceded", Reason("levels conceded"), Comparison.CONCESSION, cells)
    together, how = Reason("all levels together"), Reason("All levels as offered in this round.")
    _record_late(trace, offer, together, cells)
    _Priced(trace, offer, base, together, offer.offered, how, (cells,)).record()
    if by_level:
        for term in offer.terms:
            _record_level(trace, offer, term, rows.get(term.figure_id))


def _record_standing(
    trace: RoundTrace, offer: OfferedRound, figure: str, label: Reason, standing: Comparison, cells: Source
) -> None:
    names = [term.figure_id for term in offer.terms if term.standing is standing]
    steps = (
        Reason("Longer time or a lower share than required is a concession; otherwise shorter time or a higher share "
               "is better. A level without a row in the round is offered as required."),
        *((Reason("These levels: {levels}.", levels=", ".join(names)),) if names else ()),
    )  # fmt: skip
    trace.record(offer, f"{trace.base(offer)}.{figure}", label, offer.count(standing), "count", steps,
                 (cells, _CLAUSES))  # fmt: skip


def _record_late(trace: RoundTrace, offer: OfferedRound, name: Reason, cells: Source) -> None:
    for ending, said, year in (
        ("required", Reason("as required"), offer.required),
        ("offered", Reason("as offered"), offer.offered),
    ):
        late = Reason("{level} late, {standing}", level=name, standing=said)
        steps = (*trace.about, Reason("The late verdicts of all levels, added up."))
        trace.record(offer, f"{trace.base(offer)}.late_{ending}", late, year.breaches if year else None, "count", steps,
                     (trace.judged, cells))  # fmt: skip


def _record_level(trace: RoundTrace, offer: OfferedRound, term: OfferedTerm, row: OfferedLevel | None) -> None:
    name, base = figure_name(term.figure_id), f"{trace.base(offer)}.{term.figure_id}"
    cells = () if row is None else (trace.trace.sources.fields(OfferedLevel, row, ("minutes", "attainment")),)
    for ending, said, level, year, where in (
        ("required", Reason("as required"), term.required, offer.required, (_CLAUSES,)),
        ("offered", Reason("as offered"), term.offered, term.alone, cells),
    ):
        count = term.under(year)
        counted = (
            Reason("{level}: {met} of {judged} met, {late} late.", level=_level(level), met=count.met,
                   judged=count.judged, late=count.breaches)
            if count
            else Reason("{level}.", level=_level(level))
        )  # fmt: skip
        steps, inputs = (*trace.about, counted), (trace.judged, *where)
        met = Reason("{level} met, {standing}", level=name, standing=said)
        late = Reason("{level} late, {standing}", level=name, standing=said)
        share, breaches = (count.attainment, count.breaches) if count else (None, None)
        trace.record(offer, f"{base}.met_{ending}", met, share, "percent", steps, inputs)
        trace.record(offer, f"{base}.late_{ending}", late, breaches, "count", steps, inputs)
    if term.standing is not Comparison.SAME:
        how = Reason("This level alone as offered, all others as required.")
        _Priced(trace, offer, base, name, term.alone, how, cells).record()


@dataclass(frozen=True)
class _Priced:
    """Credits as required and as offered, the difference, and the difference before caps.

    Attributes:
        name: what is offered. year: the year under it; None when there is nothing to judge.
        how: what stays as required. cells: where the offer stands.
    """

    trace: RoundTrace
    offer: OfferedRound
    base: str
    name: str | Reason
    year: YearUnder | None
    how: Reason
    cells: tuple[Source, ...]

    def record(self) -> None:
        """All four."""
        required = Reason("{level}: credits as required", level=self.name)
        offered = Reason("{level}: credits as offered", level=self.name)
        self._credits("required", required, self.offer.required, Reason("All levels as required."), (_CLAUSES,))
        self._credits("offered", offered, self.year, self.how, self.cells)
        self._difference()
        self._before_caps()

    def _credits(
        self, ending: str, label: Reason, year: YearUnder | None, first: Reason, cells: tuple[Source, ...]
    ) -> None:
        priced = Reason("Each month's credits after caps, added up, with {fee_amount} as the month's fee.",
                        fee_amount=self.trace.fee)  # fmt: skip
        self.trace.record(
            self.offer,
            f"{self.base}.credits_{ending}",
            label,
            year.credits if year else None,
            "money",
            (*self.trace.about, first, priced),
            (self.trace.judged, *cells, _CREDITS),
            (self.trace.fee_id,),
        )

    def _difference(self) -> None:
        then, now, change = self.offer.required, self.year, self.offer.effect_of(self.year)
        steps = self.trace.about
        if then and now and then.credits is not None and now.credits is not None and change is not None:
            said = Reason("{offered_amount} as offered - {required_amount} as required = {change_amount}. Under zero: "
                          "what would not have been credited.", offered_amount=now.credits,
                          required_amount=then.credits, change_amount=change)  # fmt: skip
            steps = (*steps, said)
        label = Reason("{level}: difference a year", level=self.name)
        parts = (f"{self.base}.credits_offered", f"{self.base}.credits_required")
        self.trace.record(self.offer, f"{self.base}.difference", label, change, "money", steps, (), parts)

    def _before_caps(self) -> None:
        then, now, change = self.offer.required, self.year, self.offer.effect_before_caps(self.year)
        steps = self.trace.about
        if then and now and then.before_caps is not None and now.before_caps is not None and change is not None:
            said = Reason("Before any cap: {offered_amount} as offered - {required_amount} as required = "
                          "{change_amount}.", offered_amount=now.before_caps, required_amount=then.before_caps,
                          change_amount=change)  # fmt: skip
            steps = (*steps, said)
        label = Reason("{level}: difference before caps", level=self.name)
        inputs = (self.trace.judged, *self.cells, _CREDITS)
        self.trace.record(self.offer, f"{self.base}.before_caps", label, change, "money", steps, inputs,
                          (self.trace.fee_id,))  # fmt: skip


def _level(target: Target) -> Reason:
    """A level in a few words: share and time allowed."""
    if target.minutes is None:
        return Reason("{required_share} by the due day", required_share=target.attainment)
    return Reason("{required_share} within {allowed_duration}", required_share=target.attainment,
                  allowed_duration=target.minutes * 60)  # fmt: skip
