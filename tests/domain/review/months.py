"""Reviews computed from stories, and stories drawn at random."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.contract.clauses import Contract
from domain.review.build import build_review
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import ServiceLevelFigure
from domain.sla.month_frame import month_bounds
from domain.sla.tickets import TicketTables
from tests.domain.samples.reviewed import Reviewed
from tests.domain.sla.stories import (
    NEW,
    SOLVED,
    STATUSES,
    WORKING,
    Frames,
    Story,
    at,
    contract,
)


def review(data: Frames, month: str, terms: Contract | None = None, as_of: str = "2028-01-01 00:00") -> MonthlyReview:
    rollout = Reviewed("nordlys", "Nordlys Regnskab A/S", terms or contract())
    return build_review(rollout, month, TicketTables(**data), as_of=at(as_of), snapshot_id="test")


def figure(month: MonthlyReview, figure_id: str) -> ServiceLevelFigure:
    return next(found for found in month.figures if found.figure_id == figure_id)


def solved_after(hours: int, day: int = 5, priority: str = "P1") -> Story:
    start = datetime(2026, 10, day, 8)  # noqa: DTZ001 - told in local time
    return Story(f"{start}", ((f"{start + timedelta(hours=hours)}", SOLVED),), priority)


MONTHS = ("2026-02", "2026-03", "2026-04")


FIRST, LAST = (int(at(text).timestamp()) for text in ("2026-01-20 00:00", "2026-05-20 00:00"))


def told(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat()


# Coarse steps make simultaneous events, events at openings and at month ends common.
seconds = st.one_of(
    st.integers(FIRST // 3600, LAST // 3600).map(lambda hour: hour * 3600),
    st.integers(FIRST, LAST),
    st.sampled_from([int(month_bounds(m, "Europe/Copenhagen")[0].timestamp()) + d for m in MONTHS for d in (-1, 0, 1)]),
)


gaps = st.one_of(st.sampled_from([0, 1, 3600, 4 * 3600, 86400]), st.integers(0, 20 * 86400))


@st.composite
def stories(draw: st.DrawFn) -> Story:
    created = draw(seconds)
    steps = draw(st.lists(st.tuples(gaps, st.sampled_from(list(STATUSES))), max_size=7))
    moves, when = [], created
    for gap, status in steps:
        when += gap
        moves.append((told(when), status))
    priorities, when = [], created
    for gap, priority in draw(st.lists(st.tuples(gaps, st.sampled_from(["P1", "P2", "P3", "P9"])), max_size=3)):
        when += gap
        priorities.append((told(when), priority))
    answers = draw(st.lists(st.tuples(gaps, st.sampled_from(["bls-1", "nr-1"]), st.booleans()), max_size=2))
    return Story(
        told(created),
        tuple(moves),
        draw(st.sampled_from(["P1", "P2", "P9"])),
        tuple(priorities),
        tuple((told(created + gap), author, public) for gap, author, public in answers),
        first=draw(st.sampled_from([NEW, NEW, WORKING, SOLVED])),
    )


POLICIES: list[dict[str, Any]] = [
    {"reopen": reopen, "retarget": retarget, "always_open": always}
    for reopen in ("resume", "restart", "first_close_final")
    for retarget in ("last", "worst", "pro_rata")
    for always in (False, True)
]


CONTRACTS = [contract(**policy) for policy in POLICIES]


several = st.lists(stories(), min_size=1, max_size=4)
