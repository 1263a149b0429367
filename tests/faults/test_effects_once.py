"""Whatever dies at whatever moment: run again, there is exactly one issue, one comment, one version of a tab, one file.

Three deaths are rehearsed for each effect: after the plan was recorded, after the target did it (the answer lost on
the way, or the process dead before it could record), and after it was recorded.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.base import IssueDraft, Lease, Ledger, ServiceUnavailable
from connectors.effects import Effect, EffectResult, comment_effect, effect_label, file_effect, issue_effect, perform
from connectors.jira_client import JiraService
from connectors.ledger import SqlLedger
from domain.phases import Event, EventKind
from tests.connectors.jira_samples import issue
from tests.connectors.jira_site import RunningJira, running_jira

NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
KEY = "issue/review/2026-10"
DRAFT = IssueDraft("NOG", "Epic", "SLA-review 2026-10", "", label="")


class Died(BaseException):
    """The process is gone: nothing catches this."""


class DyingLedger:
    """A ledger whose process dies before or after it records one kind of event."""

    def __init__(self, ledger: Ledger, kind: EventKind, *, recorded: bool) -> None:
        self._ledger, self._kind, self._recorded = ledger, kind, recorded

    def append(
        self, lease: Lease, kind: EventKind, key: str, payload: Mapping[str, Any], *, actor: str, at: datetime
    ) -> Event:
        if kind is not self._kind:
            return self._ledger.append(lease, kind, key, payload, actor=actor, at=at)
        if self._recorded:
            self._ledger.append(lease, kind, key, payload, actor=actor, at=at)
        raise Died

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    opened = SqlLedger.open(f"sqlite:///{tmp_path}/ledger.db")
    yield opened
    opened.close()


@pytest.fixture
def jira_site(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RunningJira]:
    """NOG with one issue, NOG-1, for comments; the search index is an hour late."""
    stored = issue(1, fields={"project": {"id": "3", "key": "NOG"}}, changelog={"histories": [], "total": 0})
    with running_jira(tmp_path / "site", [{**stored, "key": "NOG-1"}], lag_seconds=3600) as server:
        yield server


@pytest.fixture
def jira(jira_site: RunningJira) -> Iterator[JiraService]:
    with jira_site.connect() as connected:
        yield connected


def _run(effect: Effect, ledger: Ledger, sleep: Callable[[float], None] = lambda _: None) -> EffectResult:
    """One run of the program: it takes the lease, performs, gives the lease back unless it died."""
    lease = ledger.acquire("nordlys", "this-test", now=NOW, ttl=timedelta(hours=1))
    result = perform(effect, ledger, lease, actor="bot", now=lambda: NOW, sleep=sleep)
    ledger.release(lease)
    return result


_DEATHS = [
    pytest.param(EventKind.EFFECT_PLANNED, False, id="before-the-plan-is-recorded"),
    pytest.param(EventKind.EFFECT_PLANNED, True, id="planned-and-not-sent"),
    pytest.param(EventKind.EFFECT_DONE, False, id="done-and-not-recorded"),
    pytest.param(EventKind.EFFECT_DONE, True, id="recorded"),
]


def _issues(site: RunningJira) -> list[str]:
    """The keys of NOG that exist, read one by one: the index shows none of them yet."""
    keys = [f"NOG-{number}" for number in range(2, 6)]
    return [key for key in keys if site.asked_directly(f"issue/{key}")]


def _comments(site: RunningJira) -> int:
    return int(site.raw("issue/NOG-1/comment")["total"])


def _check_recorded_once(ledger: Ledger, key: str) -> None:
    kinds = [event.kind for event in ledger.events("nordlys") if event.key == key]
    assert kinds == [EventKind.EFFECT_PLANNED, EventKind.EFFECT_DONE]


@pytest.mark.parametrize(("kind", "recorded"), _DEATHS)
def test_one_issue_whenever_the_process_dies(
    jira: JiraService, jira_site: RunningJira, ledger: SqlLedger, kind: EventKind, recorded: bool
) -> None:
    effect = issue_effect(jira, DRAFT, KEY)
    with pytest.raises(Died):
        _run(effect, DyingLedger(ledger, kind, recorded=recorded))
    result = _run(effect, ledger)
    assert result.reference["key"] == "NOG-2"
    assert _run(effect, ledger) == EffectResult(result.reference, performed=False)
    assert _issues(jira_site) == ["NOG-2"]
    _check_recorded_once(ledger, KEY)


def test_one_issue_when_the_answer_is_lost(jira: JiraService, jira_site: RunningJira, ledger: SqlLedger) -> None:
    jira_site.arm({"kind": "drop_after_commit", "method": "POST", "path": "/issue$"})
    effect = issue_effect(jira, DRAFT, KEY)
    with pytest.raises(ServiceUnavailable):
        _run(effect, ledger)
    assert _run(effect, ledger).performed is False
    assert _issues(jira_site) == ["NOG-2"]
    _check_recorded_once(ledger, KEY)


def test_one_issue_when_the_request_is_lost(jira: JiraService, jira_site: RunningJira, ledger: SqlLedger) -> None:
    jira_site.arm({"kind": "drop_before_commit", "method": "POST", "path": "/issue$"})
    effect = issue_effect(jira, DRAFT, KEY)
    with pytest.raises(ServiceUnavailable):
        _run(effect, ledger)
    assert _run(effect, ledger).performed is True
    assert _issues(jira_site) == ["NOG-2"]


@pytest.mark.parametrize("fault", ["drop_before_commit", "html_502"])
def test_a_failing_look_sends_nothing(jira: JiraService, jira_site: RunningJira, ledger: SqlLedger, fault: str) -> None:
    jira_site.arm({"kind": fault, "path": "search/jql"})
    effect = issue_effect(jira, DRAFT, KEY)
    with pytest.raises(ServiceUnavailable):
        _run(effect, ledger)
    assert _issues(jira_site) == []
    assert _run(effect, ledger).performed is True
    assert _issues(jira_site) == ["NOG-2"]


@pytest.mark.parametrize(("kind", "recorded"), _DEATHS)
def test_one_comment_whenever_the_process_dies(
    jira: JiraService, jira_site: RunningJira, ledger: SqlLedger, kind: EventKind, recorded: bool
) -> None:
    effect = comment_effect(jira, "NOG-1", "Godkendt.", "comment/pilot")
    with pytest.raises(Died):
        _run(effect, DyingLedger(ledger, kind, recorded=recorded))
    first = _run(effect, ledger)
    assert _run(effect, ledger) == EffectResult(first.reference, performed=False)
    assert _comments(jira_site) == 1
    _check_recorded_once(ledger, "comment/pilot")


def test_one_comment_when_the_answer_is_lost(jira: JiraService, jira_site: RunningJira, ledger: SqlLedger) -> None:
    jira_site.arm({"kind": "drop_after_commit", "method": "POST", "path": "comment"})
    effect = comment_effect(jira, "NOG-1", "Godkendt.", "comment/pilot")
    with pytest.raises(ServiceUnavailable):
        _run(effect, ledger)
    assert _run(effect, ledger).performed is False
    assert _comments(jira_site) == 1
    assert effect_label("comment/pilot") in jira_site.raw("issue/NOG-1/comment")["comments"][0]["body"]


@pytest.mark.parametrize(("kind", "recorded"), _DEATHS)
def test_one_file_whenever_the_process_dies(tmp_path: Path, ledger: SqlLedger, kind: EventKind, recorded: bool) -> None:
    path = tmp_path / "reviews" / "2026-10.html"
    effect = file_effect(path, b"<p>98,2 %", "page/2026-10")
    with pytest.raises(Died):
        _run(effect, DyingLedger(ledger, kind, recorded=recorded))
    _run(effect, ledger)
    assert [one.name for one in path.parent.iterdir()] == ["2026-10.html"]
    assert path.read_bytes() == b"<p>98,2 %"
    _check_recorded_once(ledger, "page/2026-10")
