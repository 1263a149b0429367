"""Restatements: what a published month would say now, its cause, and that the published month itself stays."""

from dataclasses import replace
from datetime import date

import pytest

from domain.contract.clauses import Contract
from domain.review.restate import restate, ticket_facts
from domain.review.restatement import Restatement
from domain.review.review import MonthlyReview
from domain.sla.tickets import TicketTables
from tests.domain.review.months import review
from tests.domain.sla.stories import CLOSED, SOLVED, WORKING, Frames, Story, contract, frames

IN_TIME = Story("2026-10-05 08:00", (("2026-10-05 10:00", SOLVED),))
LATE = Story("2026-10-05 08:00", (("2026-10-05 15:00", SOLVED),))
ON = date(2026, 12, 1)


def found(
    then: Frames, now: Frames, terms_then: Contract | None = None, terms_now: Contract | None = None
) -> tuple[MonthlyReview, Restatement | None]:
    published, recomputed = review(then, "2026-10", terms_then), review(now, "2026-10", terms_now)
    facts = (ticket_facts(TicketTables(**data), until=published.cut_off_at) for data in (then, now))
    return published, restate(published, recomputed, before=next(facts), now=next(facts), found_on=ON)


def causes(restatement: Restatement | None) -> list[str]:
    assert restatement is not None
    return [str(cause) for cause in restatement.causes]


def test_the_same_data_say_the_same() -> None:
    assert found(frames(IN_TIME, LATE), frames(IN_TIME, LATE))[1] is None


def test_what_happens_after_the_month_is_no_restatement() -> None:
    later = replace(IN_TIME, moves=(*IN_TIME.moves, ("2026-11-10 08:00", WORKING), ("2026-11-20 08:00", CLOSED)))
    assert found(frames(IN_TIME), frames(later))[1] is None


def test_c12_a_late_ticket_is_told_and_the_published_month_keeps_its_hash() -> None:
    published, restatement = found(frames(IN_TIME), frames(IN_TIME, LATE))
    before = published.review_hash
    assert restatement is not None
    assert causes(restatement) == ["1 tickets came in after the month was published."]
    [figure] = [f for f in restatement.figures if f.figure_id == "resolution.P1"]
    assert (figure.met_before, figure.judged_before, figure.met_now, figure.judged_now) == (1, 1, 1, 2)
    assert (figure.status_before, figure.status_now) == ("met", "missed")
    changes = {(c.figure_id, c.key, c.late_now, str(c.cause)) for c in restatement.tickets}
    assert ("resolution.P1", "NB-2", True, "it was not in the data when the month was published") in changes
    assert (restatement.published_hash, published.review_hash) == (before, before)


@pytest.mark.parametrize(
    ("then", "now", "cause", "why"),
    [
        (frames(LATE), frames(IN_TIME), "The histories of 1 tickets have changed since.", "its history has changed"),
        (frames(IN_TIME, LATE), frames(IN_TIME), "1 tickets are no longer in the data.", "it is not in the data now"),
        (
            frames(replace(LATE, unreadable="cut")),
            frames(LATE),
            "The histories of 1 tickets have changed since.",
            "its history could not be read both times",
        ),
    ],
    ids=["history", "gone", "unreadable"],
)
def test_each_cause_is_told_apart(then: Frames, now: Frames, cause: str, why: str) -> None:
    restatement = found(then, now)[1]
    assert causes(restatement) == [cause]
    assert restatement is not None
    assert {str(change.cause) for change in restatement.tickets} == {why}


def test_other_terms_are_a_cause() -> None:
    looser = contract(targets={"P1": {"minutes": 480, "attainment": "0.95"}})
    restatement = found(frames(LATE), frames(LATE), contract(), looser)[1]
    assert causes(restatement) == ["The contract's service levels have other targets or requirements."]


def test_the_same_finding_has_the_same_key_whenever_it_is_found() -> None:
    first = found(frames(IN_TIME), frames(IN_TIME, LATE))[1]
    assert first is not None
    again = first.model_copy(update={"found_on": date(2027, 1, 1), "causes": ()})
    assert again.content_hash == first.content_hash
    other = found(frames(IN_TIME), frames(IN_TIME, LATE, LATE))[1]
    assert other is not None
    assert other.content_hash != first.content_hash


def test_a_restatement_survives_being_kept_as_json() -> None:
    first = found(frames(IN_TIME), frames(IN_TIME, LATE))[1]
    assert first is not None
    kept = Restatement.model_validate(first.model_dump(mode="json"))
    assert kept.content_hash == first.content_hash
    assert kept.found_on == ON
