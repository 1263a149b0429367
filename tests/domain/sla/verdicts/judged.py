"""A verdict and a review of one story."""

from datetime import UTC, datetime
from typing import Any

import numpy as np

from domain.contract.clauses import Contract
from domain.review.build import build_review
from domain.review.review import MonthlyReview
from domain.sla.month_frame import frame_months
from domain.sla.ticket_time import read_ticket_time
from domain.sla.tickets import TicketTables
from domain.sla.vendor_comments import vendor_comments
from domain.sla.verdicts.targets import read_priorities
from domain.sla.verdicts.verdicts import Verdict, judge
from domain.working_time.calendars import ServiceCalendar
from domain.working_time.intervals import NEVER
from tests.domain.samples.reviewed import Reviewed
from tests.domain.sla.stories import Story, at, contract, frames


def review(story: Story, month: str, terms: Contract | None = None, as_of: str = "2028-01-01 00:00") -> MonthlyReview:
    rollout = Reviewed("nordlys", "Nordlys Regnskab A/S", terms or contract())
    return build_review(rollout, month, TicketTables(**frames(story)), as_of=at(as_of), snapshot_id="test")


def verdict(story: Story, cut_off: str, clause_id: str = "resolution", terms: Contract | None = None) -> dict[str, Any]:
    """The one verdict of the one ticket, with instants as datetimes."""
    terms = terms or contract()
    data = frames(story)
    clause = next(clause for clause in terms.clauses if clause.clause_id == clause_id)
    time = read_ticket_time(data["tickets"], data["history"], terms.statuses, at(cut_off))
    frame = frame_months(terms, cut_off[:7], time)
    found = judge(
        time,
        clause,
        ServiceCalendar.from_terms(terms.calendars["kontor"], 2026, 2026),
        read_priorities(time, data["history"]),
        vendor_comments(time, data["comments"], terms.vendor_account_ids),
        frame.starts,
        np.ones(1, dtype=bool),
        np.zeros(1, dtype=bool),
    )

    def moment(seconds: np.int64) -> datetime | None:
        return None if seconds == NEVER else datetime.fromtimestamp(int(seconds), UTC)

    return {
        "outcome": Verdict(found.outcome[0]),
        "priority": found.priorities[found.priority[0]],
        "counted": int(found.counted[0]),
        **{name: moment(getattr(found, name)[0]) for name in ("stop", "deadline", "breached_at", "met_at")},
    }


HOUR = 3600
