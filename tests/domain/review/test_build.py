"""The month: counts by hand, and properties over random histories against a slow reference."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.contract.clauses import Contract
from domain.periods import shifted
from domain.problems import RuleRefused
from domain.sla.month_frame import month_bounds
from domain.sla.shapes import Census
from domain.working_time.calendars import ServiceCalendar
from tests.budgets import budget
from tests.domain.review.months import CONTRACTS, figure, review, several, solved_after
from tests.domain.sla.slow_verdicts import tell
from tests.domain.sla.stories import (
    CLIENT,
    CLOSED,
    SOLVED,
    THIRD_PARTY,
    WORKING,
    Frames,
    Story,
    at,
    contract,
    frames,
)


def test_c10_a_ticket_of_30_june_22_30_utc_belongs_to_july() -> None:
    data = frames(Story("2026-06-30T22:30+00:00", (("2026-07-01 09:00", SOLVED),)))
    july = review(data, "2026-07")
    assert (july.volumes.arrived, figure(july, "resolution.P1").census.met) == (1, 1)
    assert review(data, "2026-06").volumes.arrived == 0


def test_an_open_breach_counts_in_the_month_its_deadline_passed_and_never_again() -> None:
    data = frames(Story("2026-09-29 08:00", (("2026-11-05 09:00", SOLVED),)))
    september, october, november = (review(data, month) for month in ("2026-09", "2026-10", "2026-11"))
    assert figure(september, "resolution.P1").census == Census(breached_open=1)
    assert figure(october, "resolution.P1").census == Census()
    assert figure(november, "resolution.P1").census == Census()
    assert [b.key for b in september.breaches if b.figure_id == "resolution.P1"] == ["NB-1"]
    assert not october.breaches
    assert not november.breaches


def test_a_breach_on_the_last_second_of_a_month_is_not_lost() -> None:
    # open day and night; the 4 h end at 23:59:59 on 31 October: one more second is November's first
    for created, month in (("2026-10-31 19:59:59", "2026-10"), ("2026-10-31 20:00:00", "2026-11")):
        data = frames(Story(created))
        counts = {
            name: figure(review(data, name, contract(always_open=True)), "resolution.P1").census.breached
            for name in ("2026-10", "2026-11")
        }
        assert counts == {"2026-10": 0, "2026-11": 0} | {month: 1}


def test_a_ticket_reopened_in_the_next_month_keeps_its_verdict() -> None:
    # met in October; re-opened and solved again in time in November: counted in October only
    moves = (("2026-10-30 09:00", SOLVED), ("2026-11-02 09:00", WORKING), ("2026-11-02 10:00", CLOSED))
    data = frames(Story("2026-10-30 08:00", moves))
    judged = [figure(review(data, month), "resolution.P1").census for month in ("2026-10", "2026-11")]
    assert judged == [Census(met=1), Census()]


def test_a_breach_after_a_month_that_counted_it_as_met_is_shown_as_a_correction() -> None:
    # met in October after 1 h; re-opened on 2 November 08:00: the other 3 h end at 11:00
    data = frames(Story("2026-10-30 08:00", (("2026-10-30 09:00", SOLVED), ("2026-11-02 08:00", WORKING))))
    october, november = review(data, "2026-10"), review(data, "2026-11")
    assert figure(october, "resolution.P1").census == Census(met=1)
    found = figure(november, "resolution.P1")
    assert found.census == Census(breached_open=1)
    assert found.previous[-1] == ("2026-10", Decimal(1), 1)
    [correction] = november.corrections
    assert (correction.key, correction.counted_in, correction.figure_id) == ("NB-1", "2026-10", "resolution.P1")
    assert correction.breached_at == at("2026-11-02 11:00")
    assert not october.corrections


def test_the_twelve_months_before_are_shown_from_the_contract_s_first_on() -> None:
    data = frames(Story("2025-09-01 08:00", (("2025-09-01 09:00", SOLVED),)), solved_after(1))
    months = [month for month, _, _ in figure(review(data, "2026-10"), "resolution.P1").previous]
    assert (months[0], months[-1], len(months)) == ("2025-10", "2026-09", 12)
    assert [m for m, _, _ in figure(review(data, "2025-11"), "resolution.P1").previous] == ["2025-09", "2025-10"]
    assert [row[0] for row in review(data, "2026-10").history][0::11] == ["2025-11", "2026-10"]


def test_a_review_before_the_month_s_end_is_provisional() -> None:
    data = frames(solved_after(1), solved_after(1, day=19))
    early = review(data, "2026-10", as_of="2026-10-12 00:00")
    assert (early.provisional, early.cut_off_at, early.tickets_read) == (True, at("2026-10-12 00:00"), 1)
    assert not review(data, "2026-10", as_of="2026-11-01 00:00").provisional
    with pytest.raises(RuleRefused, match="not begun"):
        review(data, "2026-10", as_of="2026-10-01 00:00")


def test_what_happens_after_the_month_does_not_change_its_review() -> None:
    moves = (("2026-10-30 09:00", SOLVED), ("2026-11-02 08:00", WORKING), ("2026-11-09 08:00", SOLVED))
    early = review(frames(Story("2026-10-30 08:00", moves[:1])), "2026-10", as_of="2026-11-01 00:00")
    late = review(frames(Story("2026-10-30 08:00", moves)), "2026-10")
    assert early.review_hash == late.review_hash


def test_the_order_of_rows_does_not_matter() -> None:
    moves = (("2026-10-05 10:00", SOLVED), ("2026-10-05 10:00", WORKING))
    data = frames(Story("2026-10-05 08:00", moves, comments=(("2026-10-05 09:00", "bls-1", True),)), solved_after(7))
    mixed = Frames(tickets=data["tickets"], history=data["history"].reverse(), comments=data["comments"].reverse())
    assert review(data, "2026-10") == review(mixed, "2026-10")


def test_tickets_from_before_the_contract_are_excluded_in_their_month() -> None:
    data = frames(solved_after(1), solved_after(1, day=6))
    found = figure(review(data, "2026-10", contract(starts_on="2026-10-06")), "resolution.P1")
    assert found.census == Census(met=1, excluded=1)


def test_a_ticket_belongs_to_the_first_clause_of_a_metric_that_applies() -> None:
    terms = contract().model_dump(mode="json")
    special = terms["clauses"][1] | {
        "clause_id": "payroll",
        "applies_to": {"components": ["løn"], "labels": ["haster"]},
    }
    terms["clauses"].insert(1, special)
    data = frames(
        Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED),), component="løn", labels=("haster", "x")),
        Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED),), component="løn"),
        Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED),), component=None, labels=("haster",)),
    )
    month = review(data, "2026-10", Contract.model_validate(terms))
    assert figure(month, "payroll.P1").census == Census(met=1)
    assert figure(month, "resolution.P1").census == Census(met=2)


def test_volumes_balance() -> None:
    twice = (("2026-10-05 09:00", SOLVED), ("2026-10-06 09:00", WORKING), ("2026-10-07 09:00", SOLVED))
    data = frames(
        Story("2026-09-28 08:00"),
        Story("2026-10-05 08:00", twice),
        Story("2026-10-05 08:00", (("2026-10-05 09:00", SOLVED), ("2026-10-30 09:00", WORKING)), priority="P2"),
        Story("2026-10-05 08:00", unreadable="not whole"),
    )
    month = review(data, "2026-10")
    assert month.volumes.model_dump() == {
        "arrived": 2,
        "resolved": 3,
        "backlog": 2,
        "reopened": 2,
        "by_priority": {"P1": 1, "P2": 1},
    }
    assert month.history[-2:] == (("2026-09", 1, 0, 1), ("2026-10", 2, 3, 2))


def test_a_clause_that_counts_closed_hours_is_refused() -> None:
    with pytest.raises(ValueError, match=r"resolution\.counts"):
        contract(counts=["vendor", "outside_hours"])


@budget(40)
@given(several, st.sampled_from(CONTRACTS))
def test_every_verdict_counts_exactly_once_over_the_months(told_stories: list[Story], terms: Contract) -> None:
    data = frames(*told_stories)
    months = [shifted("2026-01", n) for n in range(6)]
    reviews = [review(data, month, terms) for month in months]
    last = reviews[-1]
    for position, found in enumerate(last.figures):
        judged = sum(month.figures[position].census.judged for month in reviews)
        again = sum(c.figure_id == found.figure_id for month in reviews for c in month.corrections)
        listed = sum(b.figure_id == found.figure_id for month in reviews for b in month.breaches)
        assert listed == sum(month.figures[position].census.breached for month in reviews)
        assert judged - again >= 0
        # what a month says of itself is what later months say of it
        assert [(s, n) for _, s, n in found.previous][-5:] == [
            (month.figures[position].attainment, month.figures[position].census.judged) for month in reviews[:-1]
        ]
    for clause in terms.clauses:
        places = [n for n, found in enumerate(last.figures) if found.clause_id == clause.clause_id]
        verdicts = sum(month.figures[n].census.judged for month in reviews for n in places)
        withdrawn = sum(c.figure_id.startswith(clause.clause_id) for month in reviews for c in month.corrections)
        undecided = sum(last.figures[n].census.open_in_time for n in places)
        without_target = len(told_stories) - (verdicts - withdrawn + undecided)
        assert 0 <= without_target <= sum("P9" in {s.priority, *dict(s.priorities).values()} for s in told_stories)


@budget(60)
@given(several, st.sampled_from(CONTRACTS), st.sampled_from(["2026-02-11T11:00+01:00", "2028-01-01T00:00+01:00"]))
@example(
    [Story("2026-02-02 08:00", (("2026-02-02 10:00", CLIENT), ("2026-02-03 10:00", THIRD_PARTY)))],
    CONTRACTS[0],
    "2026-02-11T11:00+01:00",
)
def test_figures_agree_with_the_slow_reference(told_stories: list[Story], terms: Contract, as_of: str) -> None:
    data = frames(*told_stories)
    calendar = ServiceCalendar.from_terms(terms.calendars["kontor"], 2026, 2026)
    months = [shifted("2025-12", n) for n in range(7)]
    cut = datetime.fromisoformat(as_of)
    for month in ("2026-02", "2026-05"):
        start, end, _, _ = month_bounds(month, "Europe/Copenhagen")
        if cut <= start:
            continue
        ends = [month_bounds(m, "Europe/Copenhagen")[1] for m in months if m < month] + [min(end, cut)]
        found = review(data, month, terms, as_of)
        expected: dict[str, list[int]] = {f.figure_id: [0, 0] for f in found.figures}
        for story in told_stories:
            for clause in terms.clauses:
                verdict = tell(story, clause, terms, calendar, ends)
                if verdict.met_at and start <= verdict.met_at < end:
                    expected[f"{clause.clause_id}.{verdict.met_priority}"][0] += 1
                if verdict.breached_at and start <= verdict.breached_at < end:
                    expected[f"{clause.clause_id}.{verdict.breached_priority}"][1] += 1
        assert {f.figure_id: [f.census.met, f.census.breached] for f in found.figures} == expected
