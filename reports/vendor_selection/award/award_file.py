"""The award file for those who decide: the recommendation, one page of reasons, then everything it rests on as annexes.

Here: recommendation, reasons for and against, what would change it, knock-outs. Not here: the comparison
(`domain.vendor_selection.assess`); the annexes, which are the sections of the phase report
(`reports.vendor_selection.selection`) as they are: what is added there stands here without a line of its own.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.gates.gates import GateEvaluation
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.result import VendorSelectionResult
from reports.documents import Document, Section, Table, TableColumn, Value
from reports.drawings import Status

SLUG = "award"
SPAN = Decimal(4)
"""From the lowest score to the highest: what a whole weight is earned by."""


def compose(result: VendorSelectionResult, evaluation: GateEvaluation, report: Document, company: str) -> Document:
    """The award file.

    Args:
        report: the phase report of vendor selection; its sections become the annexes.
    """
    winner = result.winner
    return Document(
        slug=SLUG,
        title=Reason("Award recommendation"),
        subtitle=Reason("{company}, as of {day}", company=company, day=result.as_of),
        status="good" if winner and evaluation.passed else "warning",
        verdict=_verdict(winner, evaluation),
        lines=report.lines if winner else (*_why_nobody(result), *(one.reason for one in evaluation.held)),
        facts=report.facts,
        sections=(*_reasons(result), _knock_outs(result), *_annexes(report.sections)),
        asks=_asks(winner, evaluation),
        meta=report.meta,
        numbered=True,
        currency=report.currency,
        zone=report.zone,
    )


def _verdict(winner: VendorResult | None, evaluation: GateEvaluation) -> Reason:
    if winner is None:
        return Reason("Nobody is recommended")
    if not evaluation.passed:
        return Reason("{vendor} is in front, and the gate is held: nothing is recommended yet", vendor=winner.name)
    return Reason("Recommended: {vendor}, subject to contract", vendor=winner.name)


def _why_nobody(result: VendorSelectionResult) -> tuple[Reason, ...]:
    out = sum(bool(vendor.knock_outs) for vendor in result.vendors)
    return (
        Reason("Of {count} bidders {out} are knocked out. Without a recommendation there is no statement of work, and "
               "no letters are drafted.", count=len(result.vendors), out=out),
    )  # fmt: skip


def _asks(winner: VendorResult | None, evaluation: GateEvaluation) -> tuple[Reason, ...]:
    if winner is None or not evaluation.passed:
        return (Reason("Procurement and legal: put right what holds the gate, and run the phase again."),)
    return (
        Reason("Procurement and legal: approve or refuse the award of the contract to {vendor}.", vendor=winner.name),
        Reason("Legal: read the drafts of the statement of work and of the data processing checklist."),
    )


def _reasons(result: VendorSelectionResult) -> Iterator[Section]:
    """The page of reasons; nothing without a winner."""
    winner = result.winner
    if winner is None:
        return
    runner_up = next((vendor for vendor in result.ranked if vendor.vendor_id != winner.vendor_id), None)
    yield Section(
        Reason("Why {vendor}", vendor=winner.name),
        _against_runner_up(result, winner, runner_up),
        (_criterion_by_criterion(result, winner, runner_up),) if runner_up else (),
    )
    yield Section(Reason("What speaks against it"), (), (_listed(_against(result, winner, runner_up)),))
    yield Section(Reason("What would change it"), (), (_listed(_changes(result, winner)),))


def _against_runner_up(
    result: VendorSelectionResult, winner: VendorResult, runner_up: VendorResult | None
) -> tuple[Reason, ...]:
    if runner_up is None:
        return (Reason("No other bidder is left in the race."),)
    apart = result.lead or Decimal(0)
    return (
        Reason(
            "{vendor} has {points} points, {apart} more than {rival}, the next. Criterion by criterion:",
            vendor=winner.name, points=winner.lowest, apart=apart, rival=runner_up.name,
        ),
    )  # fmt: skip


def _criterion_by_criterion(result: VendorSelectionResult, winner: VendorResult, runner_up: VendorResult) -> Table:
    rows = tuple(_compared(result, winner, runner_up))
    return Table(
        caption=Reason("Medians of the evaluators' scores, and what the difference is worth in points of 100"),
        columns=(
            TableColumn(Reason("Criterion")),
            TableColumn(Reason("Weight"), "number", 0),
            TableColumn(Reason("{name}", name=winner.name), "number"),
            TableColumn(Reason("{name}", name=runner_up.name), "number"),
            TableColumn(Reason("Points ahead"), "number"),
        ),
        rows=rows,
        statuses=tuple(_ahead(row[-1]) for row in rows),
        words=(("good", Reason("ahead")), ("bad", Reason("behind")), ("neutral", Reason("equal"))),
    )


def _compared(result: VendorSelectionResult, winner: VendorResult, other: VendorResult) -> Iterator[tuple[Value, ...]]:
    """Criterion, weight, both medians, and the lead in points; no lead where one of them was not assessed."""
    theirs = {score.criterion_id: score.middle for score in other.scores}
    mine = {score.criterion_id: score.middle for score in winner.scores}
    for one in result.criteria:
        own, rival = mine.get(one.criterion_id), theirs.get(one.criterion_id)
        lead = None if own is None or rival is None else one.weight * (own - rival) / SPAN
        yield one.name, one.weight, own, rival, lead


def _ahead(lead: Value) -> Status:
    if not isinstance(lead, Decimal) or not lead:
        return "neutral"
    return "good" if lead > 0 else "bad"


def _listed(reasons: Sequence[Reason]) -> Table:
    return Table(
        caption=Reason("Found by the program in the figures; people may know more"),
        columns=(TableColumn(Reason("Finding")),),
        rows=tuple((reason,) for reason in reasons),
        empty=Reason("Nothing in the figures."),
    )


def _against(result: VendorSelectionResult, winner: VendorResult, runner_up: VendorResult | None) -> tuple[Reason, ...]:
    return (
        *_behind(result, winner, runner_up),
        *_dearer(result, winner),
        *_narrow(result),
        *_apart(result, winner),
        *_ends(result, winner),
        *_others_prefer(result, winner),
    )


def _behind(result: VendorSelectionResult, winner: VendorResult, runner_up: VendorResult | None) -> Iterator[Reason]:
    if runner_up is None:
        yield Reason("There is no second bidder to compare with.")
        return
    for name, _, own, rival, lead in _compared(result, winner, runner_up):
        if isinstance(lead, Decimal) and lead < 0 and isinstance(own, Decimal) and isinstance(rival, Decimal):
            yield Reason("{rival} is ahead on {criterion}: {theirs} against {own}.", rival=runner_up.name,
                         criterion=str(name), theirs=rival, own=own)  # fmt: skip


def _dearer(result: VendorSelectionResult, winner: VendorResult) -> Iterator[Reason]:
    """Cheaper bidders in the race, and cheaper ones that no score makes up for."""
    cheaper = sorted((v for v in result.vendors if v.total_cost < winner.total_cost), key=lambda v: v.total_cost)
    for vendor in cheaper:
        more = winner.total_cost - vendor.total_cost
        if vendor.knock_outs:
            yield Reason("{rival} is {more_amount} cheaper over the term, and knocked out: {why}", rival=vendor.name,
                         more_amount=more, why=vendor.knock_outs[0])  # fmt: skip
        else:
            yield Reason("{rival} is {more_amount} cheaper over the term.", rival=vendor.name, more_amount=more)


def _narrow(result: VendorSelectionResult) -> Iterator[Reason]:
    if result.lead is not None and result.lead < result.rules.close_race_points:
        yield Reason("The race is close: {lead} points; under {limit} it is called so.", lead=result.lead,
                     limit=result.rules.close_race_points)  # fmt: skip


def _apart(result: VendorSelectionResult, winner: VendorResult) -> Iterator[Reason]:
    names = {one.criterion_id: one.name for one in result.criteria}
    for score in winner.scores:
        if score.middle is None:
            yield Reason("{criterion} was not assessed.", criterion=names.get(score.criterion_id, score.criterion_id))
        elif score.disagreement and score.low is not None and score.high is not None:
            yield Reason("Evaluators are far apart on {criterion}: from {low} to {high}.",
                         criterion=names.get(score.criterion_id, score.criterion_id), low=score.low,
                         high=score.high)  # fmt: skip


def _ends(result: VendorSelectionResult, winner: VendorResult) -> Iterator[Reason]:
    until = winner.certificate_valid_until
    months = 0 if until is None else (until.year - result.contract_starts_on.year) * 12
    months += 0 if until is None else until.month - result.contract_starts_on.month
    if until is not None and months < result.term_months:
        yield Reason("{certificate} ends on {until}, {months} months into a term of {term}: it must be renewed.",
                     certificate=winner.certificate, until=until, months=max(0, months),
                     term=result.term_months)  # fmt: skip


def _others_prefer(result: VendorSelectionResult, winner: VendorResult) -> Iterator[Reason]:
    """Weightings and methods that would choose somebody else."""
    for vendor in result.ranked:
        if vendor.wins_share is not None and winner.wins_share is not None and vendor.wins_share > winner.wins_share:
            yield Reason("{rival} is first in {wins_share} of all possible weightings, {vendor} in {own_share}.",
                         rival=vendor.name, wins_share=vendor.wins_share, vendor=winner.name,
                         own_share=winner.wins_share)  # fmt: skip
    if result.firmness is not None and result.firmness.agreeing(winner.vendor_id) < len(result.firmness.opinions) + 1:
        yield Reason("Only {agreeing} of {count} other methods have {vendor} in front.",
                     agreeing=result.firmness.agreeing(winner.vendor_id), count=len(result.firmness.opinions) + 1,
                     vendor=winner.name)  # fmt: skip


def _changes(result: VendorSelectionResult, winner: VendorResult) -> tuple[Reason, ...]:
    """The smallest change of a weight, each criterion left out, and what is not assessed yet."""
    names = {vendor.vendor_id: vendor.name for vendor in result.vendors}
    found: list[Reason] = []
    if result.flip is not None:
        found.append(
            Reason(
                "{criterion} weighted {at} instead of {weight}: beyond it {rival} wins.",
                criterion=result.criteria[result.flip.criterion].name,
                at=result.flip.at,
                weight=result.flip.weight,
                rival=names.get(result.flip.rival, result.flip.rival),
            )
        )
    for one in result.firmness.without if result.firmness else ():
        if one.winners and winner.vendor_id not in one.winners:
            found.append(
                Reason("Without the criterion {criterion}, {rival} is in front.",
                       criterion=result.criteria[one.criterion].name, rival=names[one.winners[0]])
            )  # fmt: skip
    found += [
        Reason("{vendor} is not fully assessed and could reach {points} points.", vendor=vendor.name,
               points=vendor.highest)
        for vendor in result.could_overtake
    ]  # fmt: skip
    return tuple(found)


def _knock_outs(result: VendorSelectionResult) -> Section:
    """Every reason with the figures and days it rests on; they are those of the workbook's tab."""
    out = [vendor for vendor in result.vendors if vendor.knock_outs]
    return Section(
        Reason("Who was knocked out, and on what evidence"),
        (),
        (
            Table(
                caption=Reason("Requirements that no score makes up for"),
                columns=(
                    TableColumn(Reason("Vendor")),
                    TableColumn(Reason("Why")),
                    TableColumn(Reason("Certificate")),
                    TableColumn(Reason("Valid until"), "date"),
                ),
                rows=tuple(
                    (vendor.name, reason, vendor.certificate or None, vendor.certificate_valid_until)
                    for vendor in out
                    for reason in vendor.knock_outs
                ),
                empty=Reason("Nobody was knocked out."),
            ),
        ),
    )


def _annexes(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(
        Section(
            Reason("Annex: {heading}", heading=section.heading),
            section.paragraphs,
            section.tables,
            section.trends,
            section.charts,
            section.look,
        )
        for section in sections
    )
