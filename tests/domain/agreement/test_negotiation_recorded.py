"""What is told of an offer: its verdicts, its credits, or why there are none."""

from decimal import Decimal

from domain.agreement.offers import read_offers
from domain.agreement.past_year import PastYear
from domain.figures.working import Working
from domain.workbook.bidders import OfferedLevel
from tests.domain.agreement.samples import ANSWERED_LATE, REQUIRED, level, year_of
from tests.domain.samples.rows import vendor
from tests.domain.vendor_selection.samples import B, added, explained, said, scores


def negotiated(year: PastYear | None, *rows: OfferedLevel) -> dict[str, Working]:
    bidders = [vendor("BLS", monthly_fee=Decimal(250_000)), B]
    offers = read_offers(rows, REQUIRED, ("BLS", "B"), {})
    return explained(bidders, scores(BLS=[[4], [4]], B=[[3], [3]]), offers=offers, year=year)


CONCEDED = level("first_response", "P2", 240, "0.95")


def test_a_concession_is_told_with_its_verdicts_and_its_credits() -> None:
    known = negotiated(year_of(*[ANSWERED_LATE] * 5), CONCEDED)
    base = "negotiation.BLS.round1.first_response.P2"
    assert known[f"{base}.difference"].value == -2_250
    assert added(known, f"{base}.difference") == 2_250
    assert "95.0 % within 2 h 00 min: 0 of 5 met, 5 late." in said(known[f"{base}.met_required"], known)
    assert "95.0 % within 4 h 00 min: 5 of 5 met, 0 late." in said(known[f"{base}.met_offered"], known)
    assert "DKK 0 as offered - DKK 2,250 as required = -DKK 2,250." in said(known[f"{base}.difference"], known)
    assert known["negotiation.BLS.round1.conceded"].value == 1


def test_without_tickets_a_concession_has_no_amount_and_says_why() -> None:
    known = negotiated(None, CONCEDED)
    working = known["negotiation.BLS.round1.first_response.P2.difference"]
    assert working.value is None
    assert "No tickets of last year are known here" in said(working, known)
