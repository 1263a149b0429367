"""The negotiation of service levels, in the vendor selection's report: what was asked, what is offered, what it costs.

Not here: the comparison (`domain.negotiation`), the other parts of the report (`reports.selection`).
"""

from decimal import Decimal

from domain.contracts import Target
from domain.negotiation import Negotiation, OfferedRound, OfferedTerm, VendorNegotiation
from domain.offers import Standing
from domain.reasons import Fact, Reason
from domain.service_levels import figure_name
from reports.documents import Section, Status, Table, TableColumn, Value

_WORDS: dict[Standing, Reason] = {
    Standing.SAME: Reason("as required"),
    Standing.BETTER: Reason("better"),
    Standing.CONCESSION: Reason("concession"),
}
_LOOKS: dict[Standing, Status] = {
    Standing.SAME: "neutral",
    Standing.BETTER: "good",
    Standing.CONCESSION: "warning",
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
    kept, better, conceded = (last.count(standing) for standing in Standing)
    facts: dict[str, Fact | Reason] = {
        "vendor": vendor.name,
        "round": last.round,
        "kept": kept,
        "better": better,
        "conceded": conceded,
    }
    required, offered = _credits(last)
    if required is None or offered is None:
        return Reason(
            "{vendor}, round {round}: {kept} levels as required, {better} better, {conceded} conceded.", facts
        )
    return Reason(
        "{vendor}, round {round}: {kept} levels as required, {better} better, {conceded} conceded; last year's tickets "
        "would have brought {offered_amount} in credits in place of {required_amount}.",
        facts,
        offered_amount=offered,
        required_amount=required,
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
        ),
        rows=(*(_level(term) for term in last.terms), _together(last)),
        statuses=(*(_LOOKS[term.standing] for term in last.terms), "neutral"),
        words=(("good", _WORDS[Standing.BETTER]), ("warning", _WORDS[Standing.CONCESSION])),
    )  # fmt: skip


def _level(term: OfferedTerm) -> tuple[Value, ...]:
    then, now = term.under_required, term.under_offered
    return (
        figure_name(term.figure_id),
        _target(term.required),
        _WORDS[Standing.SAME] if term.standing is Standing.SAME else _target(term.offered),
        then.attainment if then else None,
        now.attainment if now else None,
        then.breaches if then else None,
        now.breaches if now else None,
        term.credits_required,
        term.credits_alone,
        term.effect,
    )


def _together(last: OfferedRound) -> tuple[Value, ...]:
    then, now = last.required, last.offered
    required, offered = _credits(last)
    late = tuple(
        sum(level.breaches for level in year.levels.values()) if year is not None else None for year in (then, now)
    )
    return (Reason("All levels together"), None, None, None, None, *late, required, offered, last.effect)


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
            TableColumn(Reason("Difference before caps"), "money"),
        ),
        rows=tuple(_moved(vendor, offer) for vendor in found.vendors for offer in vendor.rounds),
    )


def _moved(vendor: VendorNegotiation, offer: OfferedRound) -> tuple[Value, ...]:
    then, now = offer.required, offer.offered
    before_caps = None
    if then and now and then.before_caps is not None and now.before_caps is not None:
        before_caps = now.before_caps - then.before_caps
    counts = offer.count(Standing.BETTER), offer.count(Standing.CONCESSION)
    return (vendor.name, offer.round, *counts, *_credits(offer), offer.effect, before_caps)


def _credits(offer: OfferedRound) -> tuple[Decimal | None, Decimal | None]:
    then, now = offer.required, offer.offered
    return then.credits if then else None, now.credits if now else None


def _target(target: Target) -> Reason:
    if target.minutes is None:
        return Reason("{required_share} by the due day", required_share=target.attainment)
    return Reason(
        "{required_share} within {allowed_duration}",
        required_share=target.attainment,
        allowed_duration=target.minutes * 60,
    )
