"""The company's tickets: whole histories, at the edges of clock and calendar."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest

from connectors.atlassian_jira.answers import Issue, decode
from connectors.atlassian_jira.histories import read_issues
from connectors.atlassian_jira.proof import ticket_frames
from sandbox.jira.records.site import load_site
from sandbox.nordlys.processes import OUTSOURCED, PILOT_PROCESS
from sandbox.nordlys.tickets.cases import (
    HOSTILE_KEY,
    LONG_HISTORY_KEY,
    LONGEST_HISTORY_KEY,
    REOPENED_KEY,
    REOPENED_THEN_LATE_KEY,
)
from tests.sandbox.nordlys.company import (
    CLOSED,
    COPENHAGEN,
    CUT_OFF,
    QUEUE,
    RESOLVED,
    VENDOR,
    WORKING,
    _at,
    _changes,
    _is_answer,
    _vendor_issues,
)


def test_keys_rise_with_creation(issues: dict[str, dict[str, Any]]) -> None:
    for project, count in (("NI", 700), ("NB", 6040)):
        own = [issue for key, issue in issues.items() if key.startswith(f"{project}-")]
        assert [issue["key"] for issue in own] == [f"{project}-{n}" for n in range(1, count + 1)]
        created = [_at(issue["fields"]["created"]) for issue in own]
        assert created == sorted(created)


def test_every_history_joins_in_order_of_time_and_ends_with_the_fields(issues: dict[str, dict[str, Any]]) -> None:
    for issue in issues.values():
        fields = issue["fields"]
        times = [_at(entry["created"]) for entry in issue["changelog"]["histories"]]
        said = [_at(comment["created"]) for comment in fields["comment"]["comments"]]
        assert times == sorted(times)
        assert said == sorted(said)
        assert max([_at(fields["created"]), *times, *said]) == _at(fields["updated"]) < CUT_OFF
        assert all(_at(fields["created"]) < at for at in (*times, *said))
        for field, start, end in (
            ("status", QUEUE, fields["status"]["id"]),
            ("assignee", None, (fields["assignee"] or {}).get("accountId")),
            ("resolution", None, (fields["resolution"] or {}).get("id")),
        ):
            before = start
            for _, _, left, entered in _changes(issue, field):
                assert left == before
                before = entered
            assert before == end
        solved = [at for at, _, _, to in _changes(issue, "status") if to == RESOLVED]
        is_done = fields["status"]["id"] in {RESOLVED, CLOSED}
        assert (fields["resolutiondate"] is not None) == is_done
        assert not is_done or _at(fields["resolutiondate"]) == solved[-1]


def test_the_product_reads_every_ticket_as_whole(issues: dict[str, dict[str, Any]]) -> None:
    read = read_issues([decode(orjson.dumps(issue), Issue) for issue in issues.values()])
    frames = ticket_frames(read, {})
    assert frames.tickets.height == 6740
    assert frames.tickets["unreadable_reason"].null_count() == 6740


def test_status_changes_follow_the_workflow(folder: Path, issues: dict[str, dict[str, Any]]) -> None:
    transitions = load_site(folder / "jira/jira.yaml").workflow.transitions
    for issue in issues.values():
        for _, _, left, entered in _changes(issue, "status"):
            assert left is not None
            assert any(step.to == entered and step.leaves(left) for step in transitions)


def test_offsets_follow_the_clock_of_copenhagen(issues: dict[str, dict[str, Any]]) -> None:
    for issue in issues.values():
        stamps = [issue["fields"]["created"], *(entry["created"] for entry in issue["changelog"]["histories"])]
        for stamp in stamps:
            assert _at(stamp).utcoffset() == _at(stamp).astimezone(COPENHAGEN).utcoffset()


def test_tickets_come_only_for_processes_that_have_moved(issues: dict[str, dict[str, Any]]) -> None:
    seen = defaultdict(set)
    for issue in _vendor_issues(issues):
        seen[issue["fields"]["created"][:7]].add(issue["fields"]["components"][0]["name"])
    assert seen["2025-09"] == {PILOT_PROCESS}
    assert len(seen["2025-10"]) == 4
    assert len(seen["2025-11"]) == 9
    assert seen["2025-12"] == set(OUTSOURCED)
    last_pilot = max(i["fields"]["created"] for i in _vendor_issues(issues)[:120])
    assert last_pilot < "2025-09-29"


@pytest.mark.parametrize(
    "created",
    [
        "2025-10-26T02:30:00.000+0200",
        "2025-10-26T02:30:00.000+0100",
        "2025-12-24T10:00:00.000+0100",
        "2026-03-29T03:05:00.000+0200",
        "2026-07-01T00:30:00.000+0200",  # 2026-06-30T22:30Z
    ],
)
def test_tickets_come_at_the_edges_of_the_clock(created: str, issues: dict[str, dict[str, Any]]) -> None:
    assert [i["key"] for i in issues.values() if i["fields"]["created"] == created]


@pytest.mark.parametrize("night", [date(2025, 10, 26), date(2026, 3, 29)])
def test_tickets_live_through_both_clock_changes(night: date, issues: dict[str, dict[str, Any]]) -> None:
    across = 0
    for issue in _vendor_issues(issues):
        solved = issue["fields"]["resolutiondate"]
        across += bool(solved) and _at(issue["fields"]["created"]).date() < night < _at(solved).date()
    assert across >= 5


@pytest.mark.parametrize(("first", "last"), [("2025-12-24", "2025-12-28"), ("2026-04-02", "2026-04-06")])
def test_tickets_wait_for_the_client_over_the_holidays(
    first: str, last: str, issues: dict[str, dict[str, Any]]
) -> None:
    waiting = 0
    for issue in _vendor_issues(issues):
        changes = list(_changes(issue, "status"))
        for (asked, _, _, to), (answered, *_) in pairwise(changes):
            waiting += to == "10003" and f"{asked:%F}" < first and f"{answered:%F}" > last
    assert waiting >= 5


def test_three_in_a_hundred_are_reopened_the_known_one_among_them(issues: dict[str, dict[str, Any]]) -> None:
    reopened = {
        issue["key"]
        for issue in _vendor_issues(issues)
        if any(left == RESOLVED and to == WORKING for _, _, left, to in _changes(issue, "status"))
    }
    assert {REOPENED_KEY, REOPENED_THEN_LATE_KEY} <= reopened
    assert 0.02 < len(reopened) / 6040 < 0.04


def test_two_histories_are_longer_than_a_truncated_answer(issues: dict[str, dict[str, Any]]) -> None:
    assert len(issues[LONG_HISTORY_KEY]["changelog"]["histories"]) == 52
    assert len(issues[LONGEST_HISTORY_KEY]["changelog"]["histories"]) == 130


def test_one_late_ticket_carries_a_hostile_summary(issues: dict[str, dict[str, Any]]) -> None:
    hostile = [i["key"] for i in issues.values() if "<script>" in i["fields"]["summary"]]
    assert hostile == [HOSTILE_KEY]
    assert issues[HOSTILE_KEY]["fields"]["summary"] == ('<script>alert(1)</script> =HYPERLINK("http://x";"y") @channel')


def test_the_vendor_speaks_first_on_about_one_in_seven_and_internal_notes_are_marked(
    issues: dict[str, dict[str, Any]],
) -> None:
    spoke = internal = by_client = 0
    for issue in _vendor_issues(issues):
        started = next((at for at, *_ in _changes(issue, "status")), None)
        for comment in issue["fields"]["comment"]["comments"]:
            assert comment["jsdPublic"] == ("visibility" not in comment)
            internal += not comment["jsdPublic"]
            by_client += comment["author"]["accountId"] not in VENDOR
        first = next((c for c in issue["fields"]["comment"]["comments"] if _is_answer(c)), None)
        spoke += first is not None and (started is None or _at(first["created"]) < started)
    assert 0.12 < spoke / 6040 < 0.18
    assert internal > 100
    assert by_client > 100
