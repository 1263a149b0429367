"""Letters to the bidders, as drafts: the award (subject to contract) and a neutral regret for everybody else.

Here: their words. Not here: the file (`reports.vendor_selection.award.letter_files`), sending: nothing here sends
anything. A letter tells a bidder what concerns that bidder: its own scores, or the requirement it did not meet. Names,
scores and prices of others and names of evaluators are never in it.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.arithmetic.rounding import POINT_PLACES, rounded
from domain.reasons import Reason
from domain.vendor_selection.bids import VendorResult
from domain.vendor_selection.result import VendorSelectionResult
from reports.documents import Table, TableColumn

LONGEST_NAME = 40
SPAN = Decimal(4)


@dataclass(frozen=True)
class AwardLetter:
    """One letter to one bidder.

    Attributes:
        slug: file name without ending, `[a-z0-9-]+`.
        listed: single points after the first paragraphs: what was not met, what is agreed on first.
        after: paragraphs behind list and table.
    """

    slug: str
    company: str
    recipient: str
    written_on: date
    subject: Reason
    paragraphs: tuple[Reason, ...]
    listed: tuple[Reason, ...]
    table: Table | None
    after: tuple[Reason, ...]
    signed_by: str
    currency: str = "DKK"


def compose_letters(
    result: VendorSelectionResult, company: str, signed_by: str, currency: str
) -> tuple[AwardLetter, ...]:
    """One letter per bidder, in the order of the result; none while nobody is recommended."""
    if result.winner is None:
        return ()
    slugs = letter_slugs([vendor.vendor_id for vendor in result.vendors])
    return tuple(
        _letter(result, vendor, slugs[vendor.vendor_id], company, signed_by, currency) for vendor in result.vendors
    )


def letter_slugs(vendor_ids: Sequence[str]) -> dict[str, str]:
    """A file name per bidder: letters, digits and dashes of its id; a mark of its own where the id had to be changed
    by more than its case, or differs from another's by case alone."""
    plain = {one: _plain(one) for one in vendor_ids}
    shared = Counter(plain.values())
    return {
        one: f"letter-{name}" if name == one.lower() and shared[name] == 1 else f"letter-{name}-{_mark(one)}"
        for one, name in plain.items()
    }


def _plain(vendor_id: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", vendor_id).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST_NAME] or "bidder"


def _mark(vendor_id: str) -> str:
    return hashlib.sha256(vendor_id.encode()).hexdigest()[:8]


def _letter(
    result: VendorSelectionResult, vendor: VendorResult, slug: str, company: str, signed_by: str, currency: str
) -> AwardLetter:
    if vendor.vendor_id == result.winner_id:
        said = _award(result, vendor)
    elif vendor.knock_outs:
        said = _knocked_out(vendor)
    else:
        said = _not_chosen(result, vendor)
    subject, paragraphs, listed, table = said
    return AwardLetter(
        slug=slug,
        company=company,
        recipient=vendor.name,
        written_on=result.as_of,
        subject=subject,
        paragraphs=paragraphs,
        listed=listed,
        table=table,
        after=tuple(_courtesy(result, vendor, signed_by)),
        signed_by=signed_by,
        currency=currency,
    )


_Said = tuple[Reason, tuple[Reason, ...], tuple[Reason, ...], Table | None]


def _award(result: VendorSelectionResult, vendor: VendorResult) -> _Said:
    return (
        Reason("Your proposal: intended award, subject to contract"),
        (
            Reason("Thank you for your proposal. After comparing the proposals on the criteria and weights of the "
                   "request for proposals, we intend to award the contract to you."),
            Reason("It rests on your price of {cost_amount} over {months} months, transition included.",
                   cost_amount=vendor.total_cost, months=result.term_months),
            Reason("This letter is no acceptance and binds neither of us. The contract comes about when both have "
                   "signed it; no work starts and no personal data is handed over before these are signed:"),
        ),
        (
            Reason("the contract with its service levels"),
            Reason("the statement of work"),
            Reason("the data processing agreement (GDPR art. 28)"),
        ),
        None,
    )  # fmt: skip


def _not_chosen(result: VendorSelectionResult, vendor: VendorResult) -> _Said:
    paragraphs = [
        Reason("Thank you for your proposal and for the work you have put into it."),
        Reason("We have compared the proposals on the criteria and weights of the request for proposals, and intend to "
               "enter into the contract with another bidder."),
        Reason("Your proposal reached {points} of 100 points; another proposal was placed before it. The table shows "
               "how yours was assessed on each criterion.", points=vendor.lowest),
        *_most_to_gain(result, vendor),
    ]  # fmt: skip
    return Reason("Your proposal: outcome"), tuple(paragraphs), (), _own_scores(result, vendor)


def _knocked_out(vendor: VendorResult) -> _Said:
    return (
        Reason("Your proposal: outcome"),
        (
            Reason("Thank you for your proposal and for the work you have put into it."),
            Reason("The request for proposals names requirements that no score makes up for. Your proposal could not "
                   "be taken into the comparison for this reason:")
            if len(vendor.knock_outs) == 1
            else Reason("The request for proposals names requirements that no score makes up for. Your proposal could "
                        "not be taken into the comparison for these reasons:"),
        ),
        vendor.knock_outs,
        None,
    )  # fmt: skip


def _most_to_gain(result: VendorSelectionResult, vendor: VendorResult) -> Iterator[Reason]:
    """Where the bidder lost most against full marks: useful next time, and about nobody else."""
    names = {one.criterion_id: (one.name, one.weight) for one in result.criteria}
    lost = [
        (names[score.criterion_id][1] * (5 - score.middle) / SPAN, names[score.criterion_id][0])
        for score in vendor.scores
        if score.middle is not None and score.criterion_id in names
    ]
    if lost and max(lost)[0] > 0:
        points, name = max(lost, key=lambda one: one[0])
        yield Reason(
            "Most was to be gained on {criterion}: {points} points.",
            criterion=name,
            points=rounded(points, POINT_PLACES),
        )


def _own_scores(result: VendorSelectionResult, vendor: VendorResult) -> Table:
    own = {score.criterion_id: score.middle for score in vendor.scores}
    return Table(
        caption=Reason("Your scores, 1 to 5; the median of several evaluators"),
        columns=(
            TableColumn(Reason("Criterion")),
            TableColumn(Reason("Weight"), "number", 0),
            TableColumn(Reason("Your score"), "number"),
            TableColumn(Reason("Your points"), "number"),
        ),
        rows=tuple(
            (one.name, one.weight, middle, one.weight * (middle - 1) / SPAN)
            if (middle := own.get(one.criterion_id)) is not None
            else (one.name, one.weight, Reason("not assessed"), None)
            for one in result.criteria
        ),
    )


def _courtesy(result: VendorSelectionResult, vendor: VendorResult, signed_by: str) -> Iterator[Reason]:
    until = result.as_of + timedelta(days=result.rules.standstill_days)
    yield Reason("We do not sign the contract before {until}. Until then we are glad to answer questions about the "
                 "assessment of your proposal; please write to {person}.", until=until, person=signed_by)  # fmt: skip
    if vendor.vendor_id != result.winner_id:
        yield Reason("Proposals are treated in confidence: as others learn nothing of yours, we cannot tell you about "
                     "theirs.")  # fmt: skip
        yield Reason("We hope that you will bid again another time.")
    else:
        yield Reason("We look forward to working with you.")
