"""The proposed statement of work: what is due, when, by whom, and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.discovery.roadmap.inventory import RoadmapLine
from domain.vendor_selection.papers.settings import SowTerms
from domain.vendor_selection.papers.statement_of_work import (
    ProposedDeliverable,
    plan_waves,
    propose_deliverables,
)
from domain.working_time.opening_hours import danish_public_holidays
from tests.domain.sla.stories import contract
from tests.reports.vendor_selection.award.samples import AS_OF, OWNERS, ROADMAP, line

PILOT = {"pilot_starts_on": date(2025, 9, 1), "pilot_ends_on": date(2025, 9, 28)}


def proposed(roadmap: tuple[RoadmapLine, ...] = ROADMAP, as_of: date = AS_OF) -> tuple[ProposedDeliverable, ...]:
    return propose_deliverables(contract(), roadmap, OWNERS, SowTerms(), as_of=as_of, **PILOT)


def due(title: str, as_of: date = AS_OF) -> date:
    return next(one.due_on for one in proposed(as_of=as_of) if title in str(one.title))


@pytest.mark.parametrize(
    ("title", "due_on"),
    [
        ("Data processing agreement signed", date(2025, 8, 18)),
        ("One contact person", date(2025, 8, 18)),
        ("Access rights set up", date(2025, 8, 22)),
        ("the pilot's process", date(2025, 8, 25)),
        ("Pilot report", date(2025, 9, 29)),
        ("for wave 2 (2 processes)", date(2025, 9, 29)),
        ("for wave 3 (1 processes)", date(2025, 10, 27)),
        ("Exit plan", date(2025, 11, 28)),  # 90 days after is a Sunday
        ("Fallback plan", date(2026, 2, 27)),
        ("reviewed, year 1", date(2026, 8, 31)),
        ("handed back", date(2028, 8, 31)),
    ],
)
def test_each_deliverable_is_due_on_its_day(title: str, due_on: date) -> None:
    assert due(title) == due_on


def test_every_deliverable_has_an_owner_a_basis_and_a_number_in_the_order_of_the_dates() -> None:
    found = proposed()
    assert [one.deliverable_id for one in found] == [f"D-{n:02d}" for n in range(1, len(found) + 1)]
    assert [one.due_on for one in found] == sorted(one.due_on for one in found)
    assert all(one.owner and len(str(one.basis)) > 20 for one in found)


def test_each_wave_has_procedures_that_name_its_processes() -> None:
    (second,) = [one for one in proposed() if "wave 2" in str(one.title)]
    assert "Process P-2, Process P-3" in str(second.basis)
    assert second.owner == "Tomas"


def test_without_a_pilot_in_the_roadmap_every_wave_follows_the_pilot() -> None:
    waves = plan_waves((line("P-1", 1), line("P-2", 2)), SowTerms(), **PILOT)
    assert [wave.starts_on for wave in waves] == [date(2025, 10, 6), date(2025, 11, 3)]


def test_without_a_roadmap_the_rest_is_proposed() -> None:
    assert not [one for one in proposed(()) if "wave" in str(one.title)]
    assert due("Pilot report") == date(2025, 9, 29)


def test_nothing_is_due_before_the_day_the_proposal_is_made() -> None:
    assert due("Data processing agreement signed", as_of=date(2025, 8, 29)) == date(2025, 8, 29)


def test_a_contract_from_a_leap_day_has_its_yearly_review_on_the_day_before_the_end_of_february() -> None:
    signed = contract().model_copy(update={"starts_on": date(2024, 2, 29), "ends_on": date(2026, 2, 28)})
    found = propose_deliverables(signed, (), OWNERS, SowTerms(), as_of=date(2024, 1, 2), **PILOT)
    assert [one.due_on for one in found if "reviewed" in str(one.title)] == [date(2025, 2, 27), date(2026, 2, 27)]


@given(
    starts_on=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    months=st.integers(2, 60),
    pilot_after=st.integers(0, 60),
    waves=st.integers(0, 12),
)
def test_every_day_is_a_working_day_within_the_term(starts_on: date, months: int, pilot_after: int, waves: int) -> None:
    signed = contract().model_copy(update={"starts_on": starts_on, "ends_on": starts_on + timedelta(days=30 * months)})
    pilot = starts_on + timedelta(days=pilot_after)
    roadmap = tuple(line(f"P-{n}", n, pilot=n == 1, rank=n) for n in range(1, waves + 1))
    as_of = starts_on - timedelta(days=60)
    found = propose_deliverables(signed, roadmap, OWNERS, SowTerms(), pilot_starts_on=pilot,
                                 pilot_ends_on=pilot + timedelta(days=27), as_of=as_of)  # fmt: skip
    for one in found:
        assert as_of <= one.due_on <= signed.ends_on
        assert one.due_on.weekday() < 5
        assert one.due_on not in danish_public_holidays(one.due_on.year)
    agreed = next(one.due_on for one in found if "agreement signed" in str(one.title))
    assert agreed <= starts_on
