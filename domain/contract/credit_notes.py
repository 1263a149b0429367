"""Service credits: a draft credit note per month, exact to the cent, each line with the numbers it was made of.

Here: amounts from counts, month after month from the contract's first. Not here: the terms
(`domain.contract.credit_terms`), the counts (`domain.review.figures`). A note is a draft: it is a suggestion until
procurement agrees.

Judged on counts: 94.96 % against 95 % is a miss whatever is shown. Rounded once per line, half up to the cent, after
everything is multiplied; points are never rounded.
"""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.arithmetic.rounding import money
from domain.arithmetic.shares import Share
from domain.contract.credit_note import CreditLine, CreditNote, InvoiceMatch, LevelMonth
from domain.contract.credit_terms import Band, CreditTerms, LevelCredit
from domain.reasons import Fact, Reason

_HUNDRED = Decimal(100)
_YEAR_MONTHS = 12


@dataclass
class _Running:
    """What one month's note takes from the earlier ones."""

    missed_before: set[str] = field(default_factory=set)
    met_run: dict[str, int] = field(default_factory=dict)
    to_give_back: dict[str, list[Decimal]] = field(default_factory=dict)
    year: int = -1
    year_total: Decimal = Decimal(0)
    credited: Decimal = Decimal(0)


def draft_credit_notes(
    terms: CreditTerms,
    months: Sequence[tuple[str, Sequence[LevelMonth]]],
    *,
    monthly_fee: Decimal,
    starts_on: date,
    ends_on: date,
) -> tuple[CreditNote, ...]:
    """One note per month, in order. Chains of misses, yearly caps and earn-back reach back, so all months are needed.

    Args:
        months: (YYYY-MM, its figures), without gaps, from the contract's first month on.
        starts_on, ends_on: the contract's first and last day.
    """
    running, notes = _Running(), []
    for month, levels in months:
        year = _contract_year(month, starts_on)
        if year != running.year:
            running.year, running.year_total = year, Decimal(0)
        fee = part_of_fee(monthly_fee, month, starts_on, ends_on)
        note = _note(terms, month, levels, fee, monthly_fee, running)
        running.year_total = note.year_to_date
        running.credited += note.total
        notes.append(note)
    return tuple(notes)


def part_of_fee(monthly_fee: Decimal, month: str, starts_on: date, ends_on: date) -> Decimal:
    """The fee of a month, by calendar days when the contract begins or ends in it. Unrounded."""
    year, number = int(month[:4]), int(month[5:])
    days = calendar.monthrange(year, number)[1]
    first, last = max(starts_on, date(year, number, 1)), min(ends_on, date(year, number, days))
    return monthly_fee * max(0, (last - first).days + 1) / days


def match_invoice(note: CreditNote, invoiced: Decimal) -> InvoiceMatch:
    """Compare an invoice's net amount with the month's fee less the draft credit."""
    expected = money(note.fee) - note.total
    difference = invoiced - expected
    facts: dict[str, Fact | Reason] = {
        "invoiced_amount": invoiced,
        "expected_amount": expected,
        "difference_amount": abs(difference),
    }
    if difference > 0:
        text = Reason("{invoiced_amount} were invoiced, {difference_amount} more than {expected_amount}.", facts)
    elif difference < 0:
        text = Reason("{invoiced_amount} were invoiced, {difference_amount} less than {expected_amount}.", facts)
    else:
        text = Reason("The invoice is {invoiced_amount}, as expected.", invoiced_amount=invoiced)
    return InvoiceMatch(expected=expected, invoiced=invoiced, difference=difference, finding=text)


def _note(
    terms: CreditTerms, month: str, levels: Sequence[LevelMonth], fee: Decimal, full_fee: Decimal, running: _Running
) -> CreditNote:
    at_risk = fee * terms.at_risk_share
    figure_ids = tuple(level.figure_id for level in levels)
    weights = {figure_id: _weight(terms, figure_id, figure_ids) for figure_id in figure_ids}
    counted = sorted(_after_double_count(terms, levels, weights), key=lambda level: level.figure_id)
    lines = []
    for level in counted:
        part = terms.part_of(level.figure_id)
        if part is not None:
            lines += _lines(terms, level, part, weights[level.figure_id], fee, at_risk, running)
    points = sum((line.points * line.multiplier for line in lines), Decimal(0))
    before_cap = sum((line.amount for line in lines), Decimal(0))
    if terms.points_table:
        before_cap += money(fee * _step_share(terms, points))
    cap = None if terms.monthly_cap_share is None else money(fee * terms.monthly_cap_share)
    room = None
    if terms.yearly_cap_share is not None:
        room = money(full_fee * _YEAR_MONTHS * terms.yearly_cap_share) - running.year_total
    total = min([before_cap, *(limit for limit in (cap, room) if limit is not None)])
    total = max(total, -running.credited)  # a capped credit is given back as it was, not as it would have been
    if 0 < total < terms.minimum_amount:
        total = Decimal(0)
    return CreditNote(
        month=month,
        fee=money(fee),
        at_risk=money(at_risk),
        lines=tuple(lines),
        points=points,
        before_cap=before_cap,
        monthly_cap=cap,
        yearly_room=room,
        total=total,
        year_to_date=running.year_total + total,
        capped=total < before_cap,
    )


def _lines(
    terms: CreditTerms,
    level: LevelMonth,
    part: LevelCredit,
    weight: Decimal,
    fee: Decimal,
    at_risk: Decimal,
    running: _Running,
) -> list[CreditLine]:
    """The line of a missed level, or the give-back a met one has earned; keeps the chains."""
    figure_id, judged = level.figure_id, level.met + len(level.late)
    if judged == 0 and (level.measured or not terms.not_measured_fails):
        if terms.no_demand_breaks_chain:
            running.missed_before.discard(figure_id)
        return []
    if _in_time(terms, level, judged):
        running.missed_before.discard(figure_id)
        return _given_back(terms, level, judged, running)
    band = _band(part, level.met, judged)
    multiplier = terms.repeat_multiplier if figure_id in running.missed_before else Decimal(1)
    running.missed_before.add(figure_id)
    running.met_run[figure_id] = 0
    amount = money(_unrounded(terms, band, weight, fee, at_risk) * multiplier)
    if amount and terms.earn_back_months:
        running.to_give_back.setdefault(figure_id, []).append(amount)
    return [
        CreditLine(
            figure_id=figure_id,
            met=level.met,
            judged=judged,
            credit_share=band.credit_share if terms.model == "weights" else Decimal(0),
            points=band.points if terms.model == "points" else Decimal(0),
            multiplier=multiplier,
            amount=amount,
            working=_working(terms, band, weight, fee, multiplier, amount),
        )
    ]


def _in_time(terms: CreditTerms, level: LevelMonth, judged: int) -> bool:
    """Whether the level is no failure: on the counts, or by the low-volume clause."""
    low = terms.low_volume
    if low is not None and 0 < judged < low.under:
        return len(level.late) <= low.misses_allowed
    return Share(level.met, judged).reaches(level.required)


def _given_back(terms: CreditTerms, level: LevelMonth, judged: int, running: _Running) -> list[CreditLine]:
    run = running.met_run[level.figure_id] = running.met_run.get(level.figure_id, 0) + 1
    owed = running.to_give_back.get(level.figure_id, [])
    if not owed or not terms.earn_back_months or run < terms.earn_back_months:
        return []
    running.to_give_back[level.figure_id] = []
    amount = -sum(owed, Decimal(0))
    return [
        CreditLine(
            figure_id=level.figure_id,
            met=level.met,
            judged=judged,
            credit_share=Decimal(0),
            points=Decimal(0),
            multiplier=Decimal(1),
            amount=amount,
            working=Reason(
                "Given back: met {months} months running since {back_amount} were credited.",
                months=run,
                back_amount=-amount,
            ),
        )
    ]


def _unrounded(terms: CreditTerms, band: Band, weight: Decimal, fee: Decimal, at_risk: Decimal) -> Decimal:
    if terms.model == "weights":
        return at_risk * weight / _HUNDRED * band.credit_share
    if terms.point_amount is not None:
        return terms.point_amount * band.points
    # With a table the amount follows from all points together, and no line has one of its own.
    return Decimal(0) if terms.point_share is None else fee * terms.point_share * band.points


def _band(part: LevelCredit, met: int, judged: int) -> Band:
    """The band of met / judged, compared on the counts."""
    if not part.bands:
        return Band(at_least=Decimal(0), credit_share=Decimal(1), points=Decimal(1))
    rising = sorted(part.bands, key=lambda band: band.at_least)
    return next(band for band in reversed(rising) if met >= band.at_least * judged)


def _step_share(terms: CreditTerms, points: Decimal) -> Decimal:
    """The table's share: of the last row whose points are reached; 0 under the first."""
    reached = [step.fee_share for step in terms.points_table if points >= step.points]
    return reached[-1] if reached else Decimal(0)


def _weight(terms: CreditTerms, figure_id: str, figure_ids: tuple[str, ...]) -> Decimal:
    part = terms.part_of(figure_id)
    return part.weight_percent / terms.shared_by(figure_id, figure_ids) if part else Decimal(0)


def _after_double_count(
    terms: CreditTerms, levels: Sequence[LevelMonth], weights: Mapping[str, Decimal]
) -> list[LevelMonth]:
    """With "highest", a late ticket stays only with the level of highest weight (then by id) and leaves the others."""
    if terms.double_count == "each":
        return list(levels)
    seen: set[int] = set()
    kept = []
    for level in sorted(levels, key=lambda level: (-weights[level.figure_id], level.figure_id)):
        own = level.late - seen
        seen |= level.late
        kept.append(LevelMonth(level.figure_id, level.met, own, level.required, level.measured))
    return kept


def _working(
    terms: CreditTerms, band: Band, weight: Decimal, fee: Decimal, multiplier: Decimal, amount: Decimal
) -> Reason:
    if terms.model == "weights":
        return Reason(
            "{fee_amount} x {risk_share} at risk x weight {weight_share} x band {band_share} x {multiplier} = "
            "{credit_amount}",
            fee_amount=money(fee),
            risk_share=terms.at_risk_share,
            weight_share=weight / _HUNDRED,
            band_share=band.credit_share,
            multiplier=multiplier,
            credit_amount=amount,
        )
    if terms.point_amount is not None:
        return Reason(
            "{points} points x {multiplier} x {point_amount} = {credit_amount}",
            points=band.points,
            multiplier=multiplier,
            point_amount=terms.point_amount,
            credit_amount=amount,
        )
    if terms.point_share is None:
        return Reason("{points} points x {multiplier}", points=band.points, multiplier=multiplier)
    return Reason(
        "{points} points x {multiplier} x {point_share} of {fee_amount} = {credit_amount}",
        points=band.points,
        multiplier=multiplier,
        point_share=terms.point_share,
        fee_amount=money(fee),
        credit_amount=amount,
    )


def _contract_year(month: str, starts_on: date) -> int:
    """0 for the first twelve months of the contract, 1 for the next, by month."""
    return ((int(month[:4]) - starts_on.year) * 12 + int(month[5:]) - starts_on.month) // _YEAR_MONTHS
