"""How the figures of the negotiation came about: what was met, what was late, which credits, and the difference.

Here: every round's credits, and each level of the last round. Not here: the comparison
(`domain.agreement.negotiation`), the engine that judges last year's tickets (`domain.agreement.past_year`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.agreement.negotiation import OfferedRound, OfferedTerm, VendorNegotiation, difference
from domain.agreement.offers import Comparison
from domain.agreement.past_year import YearUnder
from domain.contract.clauses import Target
from domain.contract.levels import figure_name
from domain.figures.working import Source, Unit, Working, setting
from domain.reasons import Reason
from domain.vendor_selection.told.case import SelectionCase
from domain.workbook.bidders import OfferedLevel


def negotiation_workings(case: SelectionCase) -> Iterator[Working]:
    """Nothing where everybody offers every level as required."""
    if not case.negotiation.vendors:
        return
    yield Working(
        figure_id="negotiation.verdicts",
        label=Reason("Verdicts of last year's tickets"),
        value=case.negotiation.judged,
        unit="count",
        steps=_looked_at(case),
        inputs=(case.places.tickets(case.tickets), setting("contract.clauses")),
        snapshot_id=case.places.tickets_snapshot_id,
    )
    for vendor in case.negotiation.vendors:
        for offer in vendor.rounds:
            yield from _Round(case, vendor, offer).workings()


def _looked_at(case: SelectionCase) -> tuple[Reason, ...]:
    found = case.negotiation
    if found.cannot is not None:
        return (found.cannot,)
    return (
        Reason(
            "The tickets from {from_month} to {until_month} judged as if the contract had been in force.",
            from_month=found.months[0],
            until_month=found.months[-1],
        ),
    )


class _Round:
    """One bidder's offer of one round."""

    def __init__(self, case: SelectionCase, vendor: VendorNegotiation, offer: OfferedRound) -> None:
        self.case, self.vendor, self.offer = case, vendor, offer
        self.id = f"negotiation.{vendor.vendor_id}.round{offer.round}"
        self.rows = [r for r in case.offered if (r.vendor_id, r.round) == (vendor.vendor_id, offer.round)]
        self.about = _looked_at(case)

    def workings(self) -> Iterator[Working]:
        """The round as a whole; level by level where it is the last."""
        yield self._standing("better", Reason("levels better than required"), Comparison.BETTER)
        yield self._standing("conceded", Reason("levels conceded"), Comparison.CONCESSION)
        together = Reason("all levels together")
        yield from self._late(self.id, together, self.offer.required, self.offer.offered)
        yield from self._credits(self.id, together, self.offer.required, self.offer.offered, (self._cells(),))
        if self.offer is self.vendor.last:
            for term in self.offer.terms:
                yield from self._level(term)

    def _standing(self, figure: str, label: Reason, standing: Comparison) -> Working:
        names = [term.figure_id for term in self.offer.terms if term.standing is standing]
        return self._working(
            f"{self.id}.{figure}",
            label,
            len(names),
            "count",
            (
                Reason("Longer time or a lower share than required is a concession; otherwise shorter time or a higher "
                       "share is better. A level without a row in the round is offered as required."),
                *((Reason("These levels: {levels}.", levels=", ".join(names)),) if names else ()),
            ),
            (self._cells(), setting("contract.clauses")),
        )  # fmt: skip

    def _level(self, term: OfferedTerm) -> Iterator[Working]:
        name, base = figure_name(term.figure_id), f"{self.id}.{term.figure_id}"
        for ending, said, level, year in (
            ("required", Reason("as required"), term.required, self.offer.required),
            ("offered", Reason("as offered"), term.offered, term.alone),
        ):
            count = term.under(year)
            steps = (
                *self.about,
                Reason("{level}: {met} of {judged} met, {late} late.", level=_level(level), met=count.met,
                       judged=count.judged, late=count.breaches)
                if count
                else Reason("{level}.", level=_level(level)),
            )  # fmt: skip
            inputs = (self._tickets(), *self._terms(ending, term.figure_id))
            met = Reason("{level} met, {standing}", level=name, standing=said)
            late = Reason("{level} late, {standing}", level=name, standing=said)
            share, breaches = (count.attainment, count.breaches) if count else (None, None)
            yield self._working(f"{base}.met_{ending}", met, share, "percent", steps, inputs)
            yield self._working(f"{base}.late_{ending}", late, breaches, "count", steps, inputs)
        if term.standing is not Comparison.SAME:
            yield from self._credits(
                base, name, self.offer.required, term.alone, self._terms("offered", term.figure_id)
            )

    def _late(self, base: str, name: Reason, then: YearUnder | None, now: YearUnder | None) -> Iterator[Working]:
        for ending, said, year in (("required", Reason("as required"), then), ("offered", Reason("as offered"), now)):
            late = Reason("{level} late, {standing}", level=name, standing=said)
            count = year.breaches if year else None
            steps = (*self.about, Reason("The late verdicts of all levels, added up."))
            yield self._working(f"{base}.late_{ending}", late, count, "count", steps, (self._tickets(), self._cells()))

    def _credits(
        self,
        base: str,
        name: Reason,
        then: YearUnder | None,
        now: YearUnder | None,
        offered: tuple[Source, ...],
    ) -> Iterator[Working]:
        """Credits as required and as offered, the difference, and the difference before caps."""
        alone = base != self.id
        how = (
            Reason("This level alone as offered, all others as required.")
            if alone
            else Reason("All levels as offered in this round.")
        )
        priced = Reason("Each month's credits after caps, added up, with {fee_amount} as the month's fee.",
                        fee_amount=self.vendor.monthly_fee)  # fmt: skip
        required = Reason("{level}: credits as required", level=name)
        for ending, label, year, first, cells in (
            ("required", required, then, Reason("All levels as required."), (setting("contract.clauses"),)),
            ("offered", Reason("{level}: credits as offered", level=name), now, how, offered),
        ):
            yield self._working(
                f"{base}.credits_{ending}",
                label,
                year.credits if year else None,
                "money",
                (*self.about, first, priced),
                (self._tickets(), *cells, setting("contract.credits")),
                (f"vendor.{self.vendor.vendor_id}.fee",),
            )
        yield self._difference(base, name, then, now)
        yield self._before_caps(base, name, then, now, offered)

    def _difference(self, base: str, name: Reason, then: YearUnder | None, now: YearUnder | None) -> Working:
        steps = self.about
        if then and now and then.credits is not None and now.credits is not None:
            said = Reason("{offered_amount} as offered - {required_amount} as required = {change_amount}. Under zero: "
                          "what would not have been credited.", offered_amount=now.credits,
                          required_amount=then.credits, change_amount=now.credits - then.credits)  # fmt: skip
            steps = (*steps, said)
        return self._working(
            f"{base}.difference",
            Reason("{level}: difference a year", level=name),
            difference(now.credits, then.credits) if then and now else None,
            "money",
            steps,
            (),
            (f"{base}.credits_offered", f"{base}.credits_required"),
        )

    def _before_caps(
        self, base: str, name: Reason, then: YearUnder | None, now: YearUnder | None, offered: tuple[Source, ...]
    ) -> Working:
        steps = self.about
        if then and now and then.before_caps is not None and now.before_caps is not None:
            said = Reason("Before any cap: {offered_amount} as offered - {required_amount} as required = "
                          "{change_amount}.", offered_amount=now.before_caps, required_amount=then.before_caps,
                          change_amount=now.before_caps - then.before_caps)  # fmt: skip
            steps = (*steps, said)
        return self._working(
            f"{base}.before_caps",
            Reason("{level}: difference before caps", level=name),
            difference(now.before_caps, then.before_caps) if then and now else None,
            "money",
            steps,
            (self._tickets(), *offered, setting("contract.credits")),
            (f"vendor.{self.vendor.vendor_id}.fee",),
        )

    def _working(
        self,
        figure_id: str,
        label: Reason,
        value: Decimal | int | None,
        unit: Unit,
        steps: tuple[Reason, ...],
        inputs: tuple[Source, ...],
        parts: tuple[str, ...] = (),
    ) -> Working:
        places = self.case.places
        snapshots = tuple(dict.fromkeys(one for one in (places.snapshot_id, places.tickets_snapshot_id) if one))
        return Working(
            figure_id=figure_id,
            label=Reason("{vendor}, round {round}, {figure}", vendor=self.vendor.name, round=self.offer.round,
                         figure=label),
            value=value,
            unit=unit,
            steps=steps,
            parts=parts,
            inputs=inputs,
            snapshot_id=", ".join(snapshots),
        )  # fmt: skip

    def _tickets(self) -> Source:
        return self.case.places.tickets(self.case.tickets)

    def _cells(self) -> Source:
        return self.case.places.of(OfferedLevel, self.rows, "clause_id")

    def _terms(self, ending: str, figure_id: str) -> tuple[Source, ...]:
        """Where a level stands: what is required in the settings, what is offered in the tab."""
        if ending == "required":
            return (setting("contract.clauses"),)
        own = [row for row in self.rows if f"{row.clause_id}.{row.priority}" == figure_id]
        return tuple(self.case.places.fields(OfferedLevel, row, ("minutes", "attainment")) for row in own)


def _level(target: Target) -> Reason:
    """A level in a few words: share and time allowed."""
    if target.minutes is None:
        return Reason("{required_share} by the due day", required_share=target.attainment)
    return Reason("{required_share} within {allowed_duration}", required_share=target.attainment,
                  allowed_duration=target.minutes * 60)  # fmt: skip
