from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from domain.contract.clauses import Party, StatusTerms
from domain.discovery.bottlenecks import Bottlenecks, find_bottlenecks
from domain.sla.tickets import HISTORY, INSTANT, TICKETS

START = datetime(2025, 3, 3, 8, tzinfo=UTC)
STATUSES = {
    "1": StatusTerms(name="Ny", books_to=Party.VENDOR, queue=True),
    "2": StatusTerms(name="I gang", books_to=Party.VENDOR),
    "3": StatusTerms(name="Afventer kunde", books_to=Party.CLIENT),
    "5": StatusTerms(name="Løst", books_to=Party.RESOLVED),
}


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def ticket(issue_id: str, status_id: str, **changed: Any) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(TICKETS)
    values |= {"issue_id": issue_id, "key": f"NI-{issue_id}", "component": "FIN-01", "status_id": status_id}
    return values | {"created_at": START, "labels": []} | changed


def moves(issue_id: str, *changes: tuple[float, str, str]) -> list[dict[str, Any]]:
    return [
        dict.fromkeys(HISTORY)
        | {
            "issue_id": issue_id,
            "history_id": f"{issue_id}{n}",
            "item": 0,
            "at": after(hours),
            "field": "status",
            "from_id": left,
            "to_id": entered,
        }
        for n, (hours, left, entered) in enumerate(changes)
    ]


def find(tickets: list[dict[str, Any]], history: list[dict[str, Any]], as_of: datetime) -> Bottlenecks:
    return find_bottlenecks(
        pl.DataFrame(tickets, schema=TICKETS), pl.DataFrame(history, schema=HISTORY), STATUSES, as_of
    )


def test_queue_and_customer_are_waiting_and_work_is_touch() -> None:
    # 2 h queue, 3 h work, 10 h customer, 1 h work, then solved: 12 h waiting, 4 h touch, 4/16 = 25 % worked on.
    history = moves("1", (2, "1", "2"), (5, "2", "3"), (15, "3", "2"), (16, "2", "5"))
    flow = find([ticket("1", "5")], history, after(100)).flows[0]
    assert (flow.waiting_hours, flow.touch_hours, flow.unknown_hours) == (12, 4, 0)
    assert flow.flow_share == pytest.approx(0.25)
    assert (flow.arrived, flow.completed, flow.open, flow.open_age_days) == (1, 1, 0, None)


def test_an_open_ticket_runs_up_to_the_as_of_and_ages() -> None:
    flow = find([ticket("1", "2")], moves("1", (12, "1", "2")), after(48)).flows[0]
    assert (flow.waiting_hours, flow.touch_hours, flow.open) == (12, 36, 1)
    assert flow.open_age_days == pytest.approx(2.0)


def test_what_happened_after_the_as_of_has_not_happened() -> None:
    # At hour 10 the ticket is still in the queue, whatever it became later.
    flow = find([ticket("1", "5")], moves("1", (20, "1", "2"), (30, "2", "5")), after(10)).flows[0]
    assert (flow.waiting_hours, flow.touch_hours, flow.completed, flow.open) == (10, 0, 0, 1)


def test_a_ticket_created_after_the_as_of_is_not_there() -> None:
    assert find([ticket("1", "1", created_at=after(5))], [], after(4)).flows == ()


def test_a_ticket_without_any_change_is_where_it_is() -> None:
    assert find([ticket("1", "1")], [], after(6)).flows[0].waiting_hours == 6


def test_the_longest_wait_per_ticket_comes_first_and_tickets_without_a_process_are_kept() -> None:
    tickets = [ticket("1", "1", component=None, created_at=after(3)), ticket("2", "1")]
    found = find(tickets, [], after(10))
    assert [(flow.process_id, flow.waiting_hours_per_ticket) for flow in found.flows] == [("FIN-01", 10), ("", 7)]


def test_an_unreadable_history_is_counted_beside_and_nowhere_else() -> None:
    found = find([ticket("1", "1", unreadable_reason="cut"), ticket("2", "1")], [], after(1))
    assert (found.tickets, found.unreadable, found.flows[0].arrived) == (1, 1, 1)


def test_a_status_the_settings_do_not_name_is_told_and_is_neither_waiting_nor_touch() -> None:
    found = find([ticket("1", "9")], moves("1", (4, "1", "9")), after(10))
    assert found.unknown_statuses == ("9",)
    assert (found.flows[0].waiting_hours, found.flows[0].touch_hours, found.flows[0].unknown_hours) == (4, 0, 6)


def test_no_tickets_give_no_flows() -> None:
    assert find([], [], after(1)).flows == ()


def test_the_as_of_may_be_given_in_any_zone() -> None:
    local = after(10).astimezone(ZoneInfo("Europe/Copenhagen"))
    assert find([ticket("1", "1")], [], local) == find([ticket("1", "1")], [], after(10))


def test_two_changes_at_the_same_instant_keep_jiras_order() -> None:
    # Jira's history ids order what its clock does not; as numbers, because "10" comes before "9" as text.
    history = moves("1", (4, "1", "2"), (4, "2", "3"))
    history[0]["history_id"], history[1]["history_id"] = "9", "10"
    flow = find([ticket("1", "3")], list(reversed(history)), after(10)).flows[0]
    assert (flow.waiting_hours, flow.touch_hours) == (10, 0)


def test_a_hundred_thousand_tickets_keep_every_hour() -> None:
    # Ticket n waits n % 7 hours and is then worked on until hour 10: 7-hour cycles sum to 0 + 1 + ... + 6 = 21.
    count = 100_002
    tickets = pl.DataFrame([ticket("0", "2")], schema=TICKETS).select(
        pl.all().exclude("issue_id").repeat_by(count).explode()
    )
    tickets = tickets.with_columns(pl.int_range(count).cast(pl.String).alias("issue_id")).select(list(TICKETS))
    history = pl.DataFrame(moves("0", (0, "1", "2")), schema=HISTORY).select(
        pl.all().exclude("issue_id", "at").repeat_by(count).explode()
    )
    history = history.with_columns(
        pl.int_range(count).cast(pl.String).alias("issue_id"),
        (pl.lit(START) + pl.duration(hours=pl.int_range(count) % 7)).cast(INSTANT).alias("at"),
    ).select(list(HISTORY))
    flow = find_bottlenecks(tickets, history, STATUSES, after(10)).flows[0]
    assert flow.waiting_hours == count // 7 * 21
    assert flow.waiting_hours + flow.touch_hours == count * 10


def test_open_work_tells_its_median_its_85th_in_100_and_its_oldest() -> None:
    # Twenty open tickets of 1 to 20 days. Nearest rank: 85 % of 20 is the 17th; the median lies between 10 and 11.
    tickets = [ticket(str(n), "1", created_at=after(480 - 24 * n)) for n in range(1, 21)]
    flow = find(tickets, [], after(480)).flows[0]
    assert (flow.open, flow.open_age_days, flow.open_age_85_days, flow.oldest_days) == (20, 10.5, 17, 20)


@pytest.mark.parametrize(("count", "rank"), [(1, 1), (2, 2), (7, 6), (21, 18)])
def test_the_85th_in_100_is_an_age_some_ticket_really_has(count: int, rank: int) -> None:
    tickets = [ticket(str(n), "1", created_at=after(24 * (count - n))) for n in range(1, count + 1)]
    assert find(tickets, [], after(24 * count)).flows[0].open_age_85_days == rank


def test_without_open_work_there_is_no_age() -> None:
    flow = find([ticket("1", "5")], moves("1", (2, "1", "5")), after(100)).flows[0]
    assert (flow.open_age_85_days, flow.oldest_days) == (None, None)


def test_months_hold_what_came_what_went_and_what_was_left() -> None:
    # Created on 3 March; one is solved in March, one in April, one never. Looked at in May: two whole months.
    history = moves("1", (24, "1", "5")) + moves("2", (24 * 40, "1", "5"))
    as_of = datetime(2025, 5, 2, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))
    months = find([ticket("1", "5"), ticket("2", "5"), ticket("3", "1")], history, as_of).months
    assert [(m.month, m.arrived, m.completed, m.open) for m in months] == [("2025-03", 3, 1, 2), ("2025-04", 0, 1, 1)]


def test_a_month_begins_at_midnight_of_the_as_ofs_zone() -> None:
    late = datetime(2025, 3, 31, 22, 30, tzinfo=UTC)  # half past midnight on 1 April in Copenhagen
    as_of = datetime(2025, 5, 2, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))
    assert [(m.month, m.arrived) for m in find([ticket("1", "1", created_at=late)], [], as_of).months] == [
        ("2025-04", 1)
    ]


def test_the_running_month_is_not_among_the_months() -> None:
    assert find([ticket("1", "1")], [], after(24)).months == ()
