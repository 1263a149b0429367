"""The negotiation of service levels, in the vendor selection's report: what was asked, what is offered, what it costs.

Not here: the comparison (`domain.agreement.negotiation`), the other parts of the report
(`reports.vendor_selection.selection`).
"""

from decimal import Decimal

from domain.agreement.negotiation_result import Negotiation, OfferedRound, OfferedTerm, VendorNegotiation
from domain.agreement.offers import Comparison
from domain.agreement.past_year import YearUnder
from domain.contract.levels import figure_name
from domain.reasons import Fact, Reason
from reports.contract.terms import LOOKS, level_text
from reports.documents import Section, Table, TableColumn, Value

_WORDS: dict[Comparison, Reason] = {
    Comparison.SAME: Reason("as required"),
    Comparison.BETTER: Reason("better"),
    Comparison.CONCESSION: Reason("concession"),
}


def negotiation_section(found: Negotiation) -> Section:
    """The section; without offers it says that everything is as required."""
    heading = Reason("Negotiated service levels")
    if not found.vendors:
        return Section(heading, (Reason("No bidder offers other service levels than those required."),))
    return Section(
        heading,
        (*_looked_at(found), *(_said(vendor) for vendor in found.vendors), *_unchanged(found)),
        (*(_levels(vendor) for vendor in found.vendors), _movement(found)),
    )


def _looked_at(found: Negotiation) -> tuple[Reason, ...]:
    if found.cannot is not None:
        return (found.cannot,)
    return (
        Reason(
            "The tickets from {from_month} to {until_month} are judged as if the contract had been in force: {judged} "
            "verdicts, tickets in {with_tickets} of {months} months. Who worked on them then is not the supplier, so a "
            "first response is seen by the ticket's status alone.",
            from_month=found.months[0],
            until_month=found.months[-1],
            judged=found.judged,
            with_tickets=found.months_with_tickets,
            months=len(found.months),
        ),
        Reason(
            "A difference under zero is what would not have been credited. Differences of single levels need not add "
            "up: caps, repeated misses and tickets that count once work on all levels together."
        ),
    )


def _said(vendor: VendorNegotiation) -> Reason:
    """One bidder's last round in a sentence."""
    last = vendor.last
    kept, better, conceded = (last.count(standing) for standing in Comparison)
    facts: dict[str, Fact | Reason] = {
        "vendor": vendor.name,
        "round": last.round,
        "kept": kept,
        "better": better,
        "conceded": conceded,
    }
    required, offered, change, before_caps = _amounts(last, last.offered)
    if kept == len(last.terms):
        return Reason("{vendor}, round {round}: every level as required.", facts)
    if required is None or offered is None or before_caps is None:
        return Reason(
            "{vendor}, round {round}: {kept} levels as required, {better} better, {conceded} conceded.", facts
        )
    facts |= {"required_amount": required, "offered_amount": offered, "change_amount": before_caps}
    if not change and before_caps:
        return Reason(
            "{vendor}, round {round}: {kept} levels as required, {better} better, {conceded} conceded; the caps hide "
            "what that costs: {required_amount} in credits either way, before caps {change_amount}.",
            facts,
        )
    if not change:
        return Reason(
            "{vendor}, round {round}: {kept} levels as required, {better} better, {conceded} conceded; last year's "
            "tickets would have brought {required_amount} in credits either way.",
            facts,
        )
    return Reason(
        "{vendor}, round {round}: {kept} levels as required, {better} better, {conceded} conceded; last year's tickets "
        "would have brought {offered_amount} in credits in place of {required_amount}.",
        facts,
    )


def _unchanged(found: Negotiation) -> tuple[Reason, ...]:
    if not found.as_required:
        return ()
    return (Reason("Every level as required: {vendors}.", vendors=", ".join(found.as_required)),)


def _levels(vendor: VendorNegotiation) -> Table:
    last = vendor.last
    return Table(
        caption=Reason("{vendor}, round {round}: each level offered, and last year's tickets with that level alone "
                       "changed", vendor=vendor.name, round=last.round),
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Required")),
            TableColumn(Reason("Offered")),
            TableColumn(Reason("Met as required"), "percent"),
            TableColumn(Reason("Met as offered"), "percent"),
            TableColumn(Reason("Late as required"), "count"),
            TableColumn(Reason("Late as offered"), "count"),
            TableColumn(Reason("Credits as required"), "money"),
            TableColumn(Reason("Credits as offered"), "money"),
            TableColumn(Reason("Difference a year"), "money"),
            TableColumn(Reason("Before caps"), "money"),
        ),
        rows=(*(_level(term, last) for term in last.terms), _together(last)),
        statuses=(*(LOOKS[term.standing] for term in last.terms), "neutral"),
        words=(("good", _WORDS[Comparison.BETTER]), ("warning", _WORDS[Comparison.CONCESSION])),
    )  # fmt: skip


def _level(term: OfferedTerm, offer: OfferedRound) -> tuple[Value, ...]:
    """A level as required shows no amounts: nothing changes."""
    then, now = term.under(offer.required), term.under(term.alone)
    alone = None if term.standing is Comparison.SAME else term.alone
    return (
        figure_name(term.figure_id),
        level_text(term.required),
        _WORDS[Comparison.SAME] if term.standing is Comparison.SAME else level_text(term.offered),
        then.attainment if then else None,
        now.attainment if now else None,
        then.breaches if then else None,
        now.breaches if now else None,
        *_amounts(offer, alone),
    )


def _together(offer: OfferedRound) -> tuple[Value, ...]:
    late = tuple(None if year is None else year.breaches for year in (offer.required, offer.offered))
    amounts = _amounts(offer, offer.offered)
    return (Reason("All levels together"), None, None, None, None, *late, *amounts)


def _movement(found: Negotiation) -> Table:
    """How each bidder moved from round to round, caps and no caps."""
    return Table(
        caption=Reason("How the offers moved; credits of last year's tickets with all levels as offered"),
        columns=(
            TableColumn(Reason("Vendor")),
            TableColumn(Reason("Round"), "count"),
            TableColumn(Reason("Better"), "count"),
            TableColumn(Reason("Conceded"), "count"),
            TableColumn(Reason("Credits as required"), "money"),
            TableColumn(Reason("Credits as offered"), "money"),
            TableColumn(Reason("Difference a year"), "money"),
            TableColumn(Reason("Before caps"), "money"),
        ),
        rows=tuple(_moved(vendor, offer) for vendor in found.vendors for offer in vendor.rounds),
    )


def _moved(vendor: VendorNegotiation, offer: OfferedRound) -> tuple[Value, ...]:
    counts = offer.count(Comparison.BETTER), offer.count(Comparison.CONCESSION)
    return (vendor.name, offer.round, *counts, *_amounts(offer, offer.offered))


def _amounts(offer: OfferedRound, year: YearUnder | None) -> tuple[Decimal | None, ...]:
    """Credits as required, as offered, their difference, and the difference before caps."""
    if offer.required is None or year is None:
        return (None, None, None, None)
    return (offer.required.credits, year.credits, offer.effect_of(year), offer.effect_before_caps(year))
