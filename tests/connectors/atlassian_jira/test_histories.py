"""Jira's answers become the three frames; histories are whole or say why not."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import msgspec
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.atlassian_jira.answers import BulkChanges, Changelog, CommentPage, Entry, SearchPage, decode
from connectors.atlassian_jira.histories import instants, merged, read_changes, read_comments, with_totals
from connectors.atlassian_jira.proof import TicketFrames, doubts, ticket_frames, uncounted
from connectors.errors import IncompleteData, ServiceUnavailable
from domain.sla.tickets import COMMENTS, HISTORY, TICKETS
from tests.budgets import budget
from tests.connectors.jira_samples import (
    STATUSES,
    bulk_page,
    change,
    entry,
    epoch_ms,
    iso,
    issue,
    moves,
    reading_of,
)


def _reason(frames: TicketFrames, number: int = 1) -> str | None:
    row = frames.tickets.row(by_predicate=pl.col("key") == f"NB-{number}", named=True)
    reason: str | None = row["unreadable_reason"]
    return reason


def _bulk(number: int, entries: list[dict[str, Any]]) -> bytes:
    return bulk_page([(str(5000 + number), one) for one in entries])


# --- times ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "instant"),
    [
        ("2022-06-09T16:29:31.871-0700", datetime(2022, 6, 9, 23, 29, 31, 871000, UTC)),
        ("2026-10-25T02:30:00.000+0200", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30:00.000+0100", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-11-02T09:00:00+01:00", datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
        ("2026-11-02T08:00:00.5Z", datetime(2026, 11, 2, 8, 0, 0, 500000, UTC)),
        (1492070429, datetime(2017, 4, 13, 8, 0, 29, tzinfo=UTC)),
        (1793606400123, datetime(2026, 11, 2, 8, 0, 0, 123000, UTC)),
        ("1793606400123", datetime(2026, 11, 2, 8, 0, 0, 123000, UTC)),
        (1793606400.25, datetime(2026, 11, 2, 8, 0, 0, 250000, UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (None, None),
    ],
)
def test_a_time_in_any_of_jiras_forms_is_one_instant(told: Any, instant: datetime | None) -> None:
    assert instants([told]).to_list() == [instant]


@given(
    st.integers(1_000_000_000, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.integers(0, 999),
    st.integers(-11, 13),
)
def test_the_three_forms_of_a_time_agree(second: datetime, millisecond: int, offset: int) -> None:
    at = second.replace(microsecond=millisecond * 1000)
    minutes = (at - datetime(2026, 10, 1, 8, tzinfo=UTC)).total_seconds() / 60
    assert instants([iso(minutes, offset), round(at.timestamp() * 1000)]).to_list() == [at, at]
    assert instants([int(second.timestamp())]).to_list() == [second]


@pytest.mark.parametrize("told", ["yesterday", "2026-13-01T00:00:00.000+0100", "2026-11-02T09:00:00", "01/Nov/26"])
def test_a_time_without_zone_or_sense_is_refused_by_name(told: str) -> None:
    with pytest.raises(IncompleteData, match="cannot be read") as caught:
        instants(["2026-11-02T09:00:00.000+0100", told])
    assert told in str(caught.value.why)


# --- columns --------------------------------------------------------------------------------------------------


def test_a_ticket_becomes_a_row_with_every_column() -> None:
    told = issue(
        7,
        "10005",
        fields={
            "resolutiondate": iso(50, offset_hours=1),
            "assignee": {"accountId": "bls-2"},
            "comment": {"comments": [], "total": 0},
        },
    )
    frames = ticket_frames(reading_of([told], _bulk(7, moves("10001", "10002", "10005"))), {})
    assert frames.tickets.row(0, named=True) == {
        "issue_id": "5007",
        "key": "NB-7",
        "project": "NB",
        "issue_type": "Sag",
        "summary": "Sag 7",
        "component": "P-01",
        "labels": ["bilag"],
        "priority": "P3",
        "status_id": "10005",
        "status": "Løst",
        "reporter_id": "nr-1",
        "assignee_id": "bls-2",
        "created_at": datetime(2026, 10, 1, 8, 0, tzinfo=UTC),
        "updated_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        "resolved_at": datetime(2026, 10, 1, 8, 50, tzinfo=UTC),
        "due_on": date(2026, 10, 30),
        "history_total": None,
        "history_read": 2,
        "unreadable_reason": None,
    }


def test_the_frames_have_the_agreed_schemas_also_when_empty() -> None:
    for frames in (
        ticket_frames(reading_of([]), {}),
        ticket_frames(reading_of([issue(1, "10002")], _bulk(1, moves("10001", "10002"))), {}),
    ):
        assert dict(frames.tickets.schema) == TICKETS
        assert dict(frames.history.schema) == HISTORY
        assert dict(frames.comments.schema) == COMMENTS


def test_tickets_are_sorted_by_key_number_and_history_by_time_then_number() -> None:
    same = epoch_ms(10)
    changes = [
        ("5010", entry(10, same, change("status", "10002", "10005"))),
        ("5010", entry(9, same, change("status", "10001", "10002"), change("assignee", None, "bls-1"))),
        ("5010", entry(2, epoch_ms(5), change("priority", "4", "3"))),
    ]
    frames = ticket_frames(reading_of([issue(10, "10005"), issue(9), issue(100)], bulk_page(changes)), {})
    assert frames.tickets["key"].to_list() == ["NB-9", "NB-10", "NB-100"]
    assert frames.history.select("history_id", "item").rows() == [("2", 0), ("9", 0), ("9", 1), ("10", 0)]


def test_only_four_fields_are_kept_and_all_entries_are_counted() -> None:
    entries = [
        entry(1, epoch_ms(1), change("labels", "", "x"), change("status", "10001", "10002")),
        entry(2, epoch_ms(2), change("description", "a", "b")),
        entry(3, epoch_ms(3), change("resolution", None, "10000")),
    ]
    frames = ticket_frames(reading_of([issue(1, "10002")], _bulk(1, entries)), {})
    assert frames.history.select("field", "item").rows() == [("status", 1), ("resolution", 0)]
    assert frames.tickets["history_read"].to_list() == [3]


def test_data_centers_people_are_known_by_their_key() -> None:
    told = issue(1, fields={"assignee": {"key": "JIRAUSER1", "name": "lars"}, "reporter": {"name": "mette"}})
    frames = ticket_frames(reading_of([told]), {})
    assert frames.tickets.select("assignee_id", "reporter_id").row(0) == ("JIRAUSER1", "mette")


def test_a_comment_keeps_no_text_and_a_restricted_one_is_not_public() -> None:
    comments = [
        {"id": "1", "created": iso(1), "author": {"accountId": "nr-1"}, "body": "CPR 010101-1234"},
        {"id": "2", "created": iso(2), "author": {"accountId": "bls-1"}, "jsdPublic": False, "body": "x"},
        {"id": "3", "created": iso(3), "visibility": {"type": "role", "value": "Team"}, "body": "x"},
    ]
    frames = ticket_frames(reading_of([issue(1, fields={"comment": {"comments": comments, "total": 3}})]), {})
    assert frames.comments.select("comment_id", "author_id", "public").rows() == [
        ("1", "nr-1", True),
        ("2", "bls-1", False),
        ("3", None, False),
    ]
    assert "CPR" not in str(frames.comments.rows())


def test_comments_read_page_by_page_join_those_that_came_with_the_issue() -> None:
    inside = {"comments": [{"id": "1", "created": iso(1)}], "total": 2}
    reading = reading_of([issue(1, fields={"comment": inside})])
    page = decode(msgspec.json.encode({"comments": [{"id": n, "created": iso(1)} for n in "12"]}), CommentPage)
    whole = merged([reading, read_comments([("5001", page.comments)])])
    assert ticket_frames(whole, {}).comments["comment_id"].to_list() == ["1", "2"]


# --- pages ----------------------------------------------------------------------------------------------------

_walks = st.lists(st.lists(st.sampled_from(list(STATUSES)), min_size=2, max_size=8), min_size=1, max_size=6)


@budget(60)
@given(_walks, st.data())
def test_histories_split_over_pages_merge_to_the_same_frames(walks: list[list[str]], data: st.DataObject) -> None:
    issues = [issue(number, walk[-1]) for number, walk in enumerate(walks, 1)]
    changes = [
        (str(5000 + number), one)
        for number, walk in enumerate(walks, 1)
        for one in moves(*walk, first_id=100 * number, every_minutes=3 + number)
    ]
    by_date = sorted(changes, key=lambda pair: (pair[1]["created"], pair[0]))  # bulkfetch's order
    cuts = sorted(data.draw(st.sets(st.integers(0, len(by_date)), max_size=4)))
    edges = [0, *cuts, len(by_date)]
    pages = [bulk_page(by_date[a:b]) for a, b in pairwise(edges)]
    repeated = data.draw(st.sampled_from(pages))
    shuffled = data.draw(st.permutations([*pages, repeated]))
    one = ticket_frames(reading_of(issues, bulk_page(changes)), {})
    many = ticket_frames(reading_of(issues, *shuffled), {})
    assert many.tickets.equals(one.tickets)
    assert many.history.equals(one.history)
    assert one.tickets["unreadable_reason"].null_count() == len(issues)
    assert one.history.height == len(changes)


@budget(60)
@given(st.lists(st.sampled_from(list(STATUSES)), min_size=3, max_size=9), st.data())
def test_a_lost_middle_or_end_of_a_history_never_passes(walk: list[str], data: st.DataObject) -> None:
    steps = [step for step in pairwise(walk) if step[0] != step[1]]
    path = [steps[0][0], *(after for _, after in steps)] if steps else []
    entries = moves(*path)
    if len(entries) < 2:
        return
    lost = data.draw(st.integers(1, len(entries) - 1))
    frames = ticket_frames(reading_of([issue(1, path[-1])], _bulk(1, entries[:lost] + entries[lost + 1 :])), {})
    assert "the history of its status" in str(_reason(frames))


def test_the_three_forms_of_a_changelog_give_the_same_history() -> None:
    bulk = moves("10001", "10002", "10005")
    texts = [{**one, "created": iso(10 * (n + 1), offset_hours=1)} for n, one in enumerate(bulk)]
    from_bulk = reading_of([issue(1, "10005")], _bulk(1, bulk)).history
    newest_first = issue(1, "10005", changelog={"histories": texts[::-1], "total": 2, "maxResults": 2, "startAt": 0})
    from_search = reading_of([newest_first]).history.sort("history_id")
    oldest_first = msgspec.json.decode(msgspec.json.encode(texts), type=list[Entry])
    from_issue = read_changes([("5001", oldest_first)]).history
    assert from_bulk.equals(from_search)
    assert from_bulk.equals(from_issue)


def test_a_second_reading_replaces_everything_about_its_tickets() -> None:
    before = reading_of([issue(1, "10002"), issue(2)], _bulk(1, moves("10001", "10002")))
    log = {"histories": moves("10001", "10002", "10005"), "total": 2}
    after = before.replaced_by(reading_of([issue(1, "10005", changelog=log)]))
    frames = ticket_frames(after, {})
    assert frames.tickets.select("key", "status", "history_total").rows() == [("NB-1", "Løst", 2), ("NB-2", "Ny", None)]
    assert frames.history["to_id"].to_list() == ["10002", "10005"]


# --- proof ----------------------------------------------------------------------------------------------------


def test_an_unbroken_chain_to_the_present_status_is_proof() -> None:
    frames = ticket_frames(reading_of([issue(1, "10005")], _bulk(1, moves("10001", "10002", "10005"))), {})
    assert _reason(frames) is None


def test_a_gap_in_the_chain_is_told_with_both_statuses() -> None:
    frames = ticket_frames(
        reading_of([issue(1, "10005")], _bulk(1, moves("10001", "10002", "10003", "10005")[::2])), {}
    )
    assert _reason(frames) == "the history of its status has a gap: it leaves Afventer kunde when it was I gang"


def test_a_chain_that_ends_elsewhere_is_told() -> None:
    frames = ticket_frames(reading_of([issue(1, "10005")], _bulk(1, moves("10001", "10002"))), {})
    assert _reason(frames) == "the history of its status ends with I gang, but it is Løst"


def test_a_missing_change_of_priority_is_told_when_no_count_speaks_for_it() -> None:
    entries = [*moves("10001", "10002"), entry(9, epoch_ms(30), change("priority", "4", "1"))]
    assert "history of its priority" in str(
        _reason(ticket_frames(reading_of([issue(1, "10002")], _bulk(1, entries)), {}))
    )
    counted = issue(1, "10002", changelog={"histories": entries, "total": 2})
    assert _reason(ticket_frames(reading_of([counted]), {})) is None


def test_a_right_count_does_not_excuse_a_status_chain_with_a_gap() -> None:
    entries = moves("10001", "10002", "10003", "10005")[::2]
    told = issue(1, "10005", changelog={"histories": entries, "total": 2})
    assert "has a gap" in str(_reason(ticket_frames(reading_of([told]), {})))


def test_a_history_cut_by_jira_is_told_with_both_counts() -> None:
    told = issue(1, "10002", changelog={"histories": moves("10001", "10002"), "total": 41})
    assert _reason(ticket_frames(reading_of([told]), {})) == "Jira holds 41 changes of this ticket, 1 could be read"


def test_a_repeated_entry_does_not_stand_in_for_a_missing_one() -> None:
    first = moves("10001", "10002")[0]
    told = issue(1, "10002", changelog={"histories": [first, first], "total": 2})
    assert _reason(ticket_frames(reading_of([told]), {})) == "Jira holds 2 changes of this ticket, 1 could be read"


def test_silence_is_not_proof_until_jira_counts_it() -> None:
    reading = reading_of([issue(1), issue(2)])
    assert uncounted(reading)["key"].to_list() == ["NB-1", "NB-2"]
    assert "no change of status was read" in str(_reason(ticket_frames(reading, {})))
    counted = with_totals(reading, [("5001", Changelog([], 0))])
    assert uncounted(counted)["key"].to_list() == ["NB-2"]
    assert _reason(ticket_frames(counted, {})) is None
    assert doubts(counted)["issue_id"].to_list() == ["5002"]


def test_a_ticket_that_vanished_keeps_its_row_and_says_so() -> None:
    frames = ticket_frames(reading_of([issue(1)]), {"5001": "it was deleted"})
    assert _reason(frames) == "it was deleted"


# --- answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "error", "says"),
    [
        (b"", ServiceUnavailable, "empty"),
        (b"<!DOCTYPE html><html><body>Log in</body>", ServiceUnavailable, "web page"),
        (b'{"issues": [{"id": "1", "ke', ServiceUnavailable, "no whole JSON"),
        (b'\xff\xfe{"issues": []}', ServiceUnavailable, "no whole JSON"),
        (b'{"values": []}', IncompleteData, "issues"),
        (b'{"issues": [{"id": "1", "key": "NB-1"}]}', IncompleteData, "fields"),
    ],
)
def test_an_answer_that_cannot_be_used_says_what_it_is(body: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        decode(body, SearchPage)


def test_changes_under_another_name_are_an_error_not_an_empty_history() -> None:
    with pytest.raises(IncompleteData, match="changeHistories"):
        decode(b'{"issueChangeLogs": [{"issueId": "1", "changeLog": {"histories": []}}]}', BulkChanges)
