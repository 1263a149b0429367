"""What concessions would have cost on last year's tickets: by hand, and properties over random histories."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreement.negotiation import assess_offers
from domain.agreement.negotiation_result import Negotiation
from domain.agreement.offers import Comparison, read_offers
from domain.agreement.past_year import PastYear
from domain.contract.clauses import Target
from domain.contract.levels import levels_of
from domain.workbook.bidders import OfferedLevel
from tests.budgets import budget
from tests.domain.agreement.samples import ANSWERED_LATE, BIDDER, IN_TIME, REQUIRED, level, ticket, year_of
from tests.domain.samples.rows import vendor
from tests.domain.sla.stories import COPENHAGEN, Story, at


def negotiated(year: PastYear | None, *rows: OfferedLevel) -> Negotiation:
    cheap = vendor("ORE", name="Øresund", monthly_fee=Decimal(100_000))
    bidders = [BIDDER, cheap, vendor("FJO", name="Fjordtal")]
    offers = read_offers(rows, REQUIRED, [bidder.vendor_id for bidder in bidders], {})
    return assess_offers(offers, bidders, REQUIRED, year)


def test_a_concession_costs_the_credits_it_would_have_prevented() -> None:
    # Five tickets answered after 180 minutes, 120 allowed: 0 of 5, the lowest band, all of the level's weight.
    # 30,000 x 30 % / 4 levels = 2,250; with 240 minutes nothing is late. For 100,000 a month: 12,000 x 7.5 % = 900.
    year = year_of(*[ANSWERED_LATE] * 5)
    concession = level("first_response", "P2", 240, "0.95")
    found = negotiated(year, concession, concession.model_copy(update={"vendor_id": "ORE"}))
    baltic, cheap = (one.last for one in found.vendors)
    assert baltic.required is not None
    assert (baltic.required.credits, baltic.effect_of(baltic.offered)) == (Decimal(2_250), Decimal(-2_250))
    assert cheap.effect_of(cheap.offered) == -900
    (term,) = (term for term in baltic.terms if term.standing is Comparison.CONCESSION)
    before, after = term.under(baltic.required), term.under(term.alone)
    assert before is not None
    assert after is not None
    assert (before.breaches, before.attainment, after.breaches, after.attainment) == (5, Decimal(0), 0, Decimal(1))
    assert found.as_required == ("Fjordtal",)


def test_a_lower_share_costs_the_credits_of_the_months_that_then_are_met() -> None:
    # 9 of 10 are answered in time: under 95 % in the middle band, 2,250 / 2; of 90 % it is exactly enough.
    last = (
        negotiated(year_of(ANSWERED_LATE, *[IN_TIME] * 9), level("first_response", "P2", 120, "0.90")).vendors[0].last
    )
    assert last.required is not None
    assert (last.required.credits, last.effect_of(last.offered)) == (Decimal(1_125), Decimal(-1_125))


def test_each_concession_is_told_alone_and_all_of_them_together() -> None:
    # Also solved after 1,920 minutes, 960 allowed: 30,000 x 70 % / 4 = 5,250. Late tickets count once, for the heavier
    # level, so first response alone brings nothing back, and without the resolution it costs its own 2,250.
    year = year_of(*[ticket("2025-03-03 11:00", "2025-03-07 08:00")] * 5)
    last = negotiated(
        year, level("first_response", "P2", 240, "0.95"), level("resolution", "P2", 2400, "0.95")
    ).vendors[0].last  # fmt: skip
    effects = {
        term.figure_id: last.effect_of(term.alone) for term in last.terms if term.standing is not Comparison.SAME
    }
    assert effects == {"first_response.P2": 0, "resolution.P2": 2_250 - 5_250}
    assert last.effect_of(last.offered) == -5_250


def test_a_concession_may_bring_more_credits_where_tickets_count_once() -> None:
    # Of 40, eight are answered late and solved late: 32 of 40 solved in time is the middle band, 5,250 / 2 = 2,625.
    # 60 minutes more save two of them: 34 of 40 is the same band, and first response now has 2 of 34 late: 2,250 / 2.
    slow = [ticket("2025-03-03 11:00", "2025-03-07 08:00")] * 6 + [ticket("2025-03-03 11:00", "2025-03-05 08:40")] * 2
    last = negotiated(year_of(*[IN_TIME] * 32, *slow), level("resolution", "P2", 1020, "0.95")).vendors[0].last
    assert last.required is not None
    assert last.required.credits == 2_625
    assert last.effect_of(last.offered) == 1_125


ANSWERED_LATE_AT = {"P1": "2025-03-03 09:00", "P2": "2025-03-03 11:00", "P3": "2025-03-04 09:00",
                    "P4": "2025-03-05 09:00"}  # fmt: skip
"""After 60, 180, 540 and 1,020 minutes."""


def test_what_a_cap_swallows_shows_before_caps() -> None:
    # Half of each level's tickets late: every level in the lowest band, 30,000 before caps, 10 % of the fee after them.
    answered_late = [ticket(when, f"{when[:-2]}15", priority=name) for name, when in ANSWERED_LATE_AT.items()]
    solved_late = [ticket("2025-03-03 08:15", "2025-03-28 12:00", priority=name) for name in ANSWERED_LATE_AT]
    last = negotiated(
        year_of(*answered_late * 6, *solved_late * 6), level("first_response", "P2", 240, "0.95")
    ).vendors[0].last  # fmt: skip
    assert last.required is not None
    assert last.offered is not None
    assert (last.required.before_caps, last.required.credits) == (Decimal(30_000), Decimal(25_000))
    assert (last.offered.before_caps, last.offered.credits) == (Decimal(27_750), Decimal(25_000))


def test_only_the_twelve_whole_months_before_count() -> None:
    early = ticket("2024-05-06 11:00", "2024-05-06 12:00", created="2024-05-06 08:00")
    now = ticket("2025-06-02 11:00", "2025-06-02 12:00", created="2025-06-02 08:00")
    year = year_of(*[early] * 5, *[now] * 5, *[ANSWERED_LATE] * 5)
    assert (year.months[0], year.months[-1], year.months_with_tickets) == ("2024-06", "2025-05", 1)
    assert year.under({}, Decimal(250_000)).levels["first_response.P2"].judged == 5


def test_without_a_ticket_of_a_known_priority_it_says_that_none_was_judged() -> None:
    found = negotiated(
        year_of(ticket("2025-03-03 11:00", "2025-03-03 12:00", priority="Highest")),
        level("resolution", "P2", 9_600, "0.5"),
    )
    assert str(found.cannot).startswith("No tickets judged: in the 12 months from 2024-06 no ticket has a priority")
    assert found.vendors[0].last.count(Comparison.CONCESSION) == 1
    assert found.vendors[0].last.offered is None


def test_equal_minutes_are_judged_once_whoever_offers_them() -> None:
    year = year_of(*[ANSWERED_LATE] * 5)
    rows = [
        level("first_response", "P2", 240, share, vendor_id=who, round=number)
        for who in ("BLS", "ORE") for number, share in ((1, "0.95"), (2, "0.80"))
    ]  # fmt: skip
    negotiated(year, *rows)
    assert len(year.known) == len(REQUIRED.clauses) + 1


MINUTES = st.integers(10, 4_000)


@st.composite
def stories(draw: st.DrawFn) -> list[Story]:
    """Tickets of spring 2025 with any priority, answered and solved after any time."""
    found = []
    for _ in range(draw(st.integers(1, 14))):
        created = at("2025-03-03 08:00").astimezone(COPENHAGEN) + timedelta(hours=draw(st.integers(0, 1_400)))
        answered = created + timedelta(minutes=draw(MINUTES))
        solved = answered + timedelta(minutes=draw(MINUTES))
        found.append(
            ticket(f"{answered:%Y-%m-%d %H:%M}", f"{solved:%Y-%m-%d %H:%M}", created=f"{created:%Y-%m-%d %H:%M}",
                   priority=draw(st.sampled_from(("P1", "P2", "P3", "P4"))))
        )  # fmt: skip
    return found


FIGURES = st.sampled_from(sorted(levels_of(REQUIRED)))


@given(stories(), FIGURES)
@budget(25)
def test_an_offer_equal_to_what_is_required_changes_nothing(past: list[Story], figure_id: str) -> None:
    clause_id, priority = figure_id.split(".")
    own = levels_of(REQUIRED)[figure_id]
    last = negotiated(year_of(*past), level(clause_id, priority, own.minutes, str(own.attainment))).vendors[0].last
    assert last.count(Comparison.SAME) == len(last.terms)
    assert last.offered == last.required


@given(stories(), FIGURES, st.integers(1, 94))
@budget(40)
def test_a_lower_share_never_brings_more_credits(past: list[Story], figure_id: str, percent: int) -> None:
    own = levels_of(REQUIRED)[figure_id]
    weaker = Target(minutes=own.minutes, attainment=min(own.attainment, Decimal(percent) / 100))
    year, fee = year_of(*past), Decimal(250_000)
    required, offered = year.under({}, fee), year.under({figure_id: weaker}, fee)
    assert required.credits is not None
    assert offered.credits is not None
    assert offered.credits <= required.credits
    assert offered.levels == required.levels


@given(stories(), FIGURES, st.integers(1, 10_000))
@budget(40)
def test_longer_minutes_never_make_more_tickets_late(past: list[Story], figure_id: str, more: int) -> None:
    own = levels_of(REQUIRED)[figure_id]
    weaker = Target(minutes=(own.minutes or 0) + more, attainment=own.attainment)
    year = year_of(*past)
    before, after = (year.under(levels, Decimal(1)).levels for levels in ({}, {figure_id: weaker}))
    assert after[figure_id].breaches <= before[figure_id].breaches
    assert {name: count for name, count in after.items() if name != figure_id} == {
        name: count for name, count in before.items() if name != figure_id
    }


@pytest.mark.parametrize("rows", [(), (level("resolution", "P2", 1_920, "0.95"),)])
def test_without_tickets_no_amount_is_told(rows: tuple[OfferedLevel, ...]) -> None:
    found = negotiated(None, *rows)
    assert (found.cannot is None) is (rows == ())
    assert all(one.last.required is None for one in found.vendors)
