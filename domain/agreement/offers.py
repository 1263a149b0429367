"""What bidders offer against what is required, level by level.

Here: rows -> offers, and whether a level is kept, bettered or conceded. Not here: what a concession would have cost
(`domain.agreement.negotiation`), what is signed (`domain.agreement.signed_terms`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from pydantic import Field

from domain.contract.clauses import Contract, Target
from domain.contract.levels import Levels, levels_of, with_levels
from domain.problems import RuleRefused
from domain.reasons import Reason, reason_of
from domain.values import Frozen
from domain.workbook.bidders import OfferedLevel

Addresses = Mapping[tuple[str, int, str, str], str]
"""Key of a row -> where it stands, `Tilbudte niveauer!A7`."""


class Comparison(StrEnum):
    """An offered level beside the required one. Weaker in minutes or in attainment is a concession, whatever else."""

    SAME = "same"
    BETTER = "better"
    CONCESSION = "concession"


class Offer(Frozen):
    """One bidder's offer in one round.

    Attributes:
        levels: figure id -> what is offered, for the levels that have a row; the others are offered as required.
        rows: figure id -> the row it was read from.
    """

    vendor_id: str
    round: int
    levels: dict[str, Target]
    rows: dict[str, OfferedLevel] = Field(default_factory=dict)


def read_offers(
    rows: Sequence[OfferedLevel], contract: Contract, vendor_ids: Sequence[str], addresses: Addresses
) -> tuple[Offer, ...]:
    """The offers, by vendor in the order of `vendor_ids` and by round.

    Args:
        contract: what is required.
        addresses: where each row stands, for refusals.

    Raises:
        RuleRefused: a row names an unknown bidder, clause or priority, or its minutes are missing or have no meaning.
    """
    found: dict[tuple[str, int], dict[str, Target]] = defaultdict(dict)
    read: dict[tuple[str, int], dict[str, OfferedLevel]] = defaultdict(dict)
    for row in rows:
        where = addresses.get((row.vendor_id, row.round, row.clause_id, row.priority), OfferedLevel.tab)
        if row.vendor_id not in vendor_ids:
            raise _refused(
                row,
                where,
                Reason("there is no bidder '{vendor_id}'", vendor_id=row.vendor_id),
                _known_bidders(vendor_ids),
            )
        level = _level(row, contract, where)
        found[row.vendor_id, row.round].update(level)
        read[row.vendor_id, row.round].update(dict.fromkeys(level, row))
    for (vendor_id, number), levels in found.items():
        _try_together(contract, levels, f"{vendor_id}, round {number}")
    return tuple(
        Offer(vendor_id=vendor_id, round=number, levels=found[vendor_id, number], rows=read[vendor_id, number])
        for vendor_id, number in sorted(found, key=lambda key: (vendor_ids.index(key[0]), key[1]))
    )


def last_offer(offers: Sequence[Offer], vendor_id: str) -> Offer | None:
    """The bidder's offer of its last round; None for one that offers everything as required."""
    own = [offer for offer in offers if offer.vendor_id == vendor_id]
    return max(own, key=lambda offer: offer.round, default=None)


def compare_levels(required: Target, offered: Target) -> Comparison:
    """Fewer minutes and a higher share are better; one weaker part makes the level a concession."""
    longer = (offered.minutes or 0) - (required.minutes or 0)
    fewer = required.attainment - offered.attainment
    if longer > 0 or fewer > 0:
        return Comparison.CONCESSION
    return Comparison.BETTER if longer < 0 or fewer < 0 else Comparison.SAME


def _level(row: OfferedLevel, contract: Contract, where: str) -> Levels:
    """The row's level, tried in the contract.

    Raises:
        RuleRefused: as `read_offers`.
    """
    figure_id, known = f"{row.clause_id}.{row.priority}", levels_of(contract)
    if figure_id not in known:
        raise _refused(
            row, where, Reason("the contract requires no level '{figure_id}'", figure_id=figure_id), _use(known)
        )
    level = {figure_id: Target(minutes=row.minutes, attainment=row.attainment)}
    try:
        with_levels(contract, level)
    except ValueError as error:
        raise _refused(row, where, reason_of(error), Reason("correct the row's minutes")) from None
    return level


def _try_together(contract: Contract, levels: Levels, where: str) -> None:
    """Levels that are right one by one may still lack the common measure that pro rata needs.

    Raises:
        RuleRefused: as `read_offers`.
    """
    try:
        with_levels(contract, levels)
    except ValueError as error:
        raise RuleRefused(
            Reason("The offered levels do not go together"),
            where=where,
            why=reason_of(error),
            next_step=Reason("ask for other minutes"),
        ) from None


def _known_bidders(vendor_ids: Sequence[str]) -> Reason:
    return _use(vendor_ids) if vendor_ids else Reason("add the bidder to the tab of bidders first")


def _use(known: Iterable[str]) -> Reason:
    return Reason("use {known}", known=", ".join(known))


def _refused(row: OfferedLevel, where: str, why: Reason, next_step: Reason) -> RuleRefused:
    return RuleRefused(
        Reason(
            "The level offered by {vendor_id} in round {round} cannot be used", vendor_id=row.vendor_id, round=row.round
        ),
        where=where,
        why=why,
        next_step=next_step,
    )
