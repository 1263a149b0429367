"""Whatever dies at whatever moment: run again, there is exactly one issue, one comment, one version of a tab, one file.

Three deaths are rehearsed for each effect: after the plan was recorded, after the target did it (the answer lost on
the way, or the process dead before it could record), and after it was recorded.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.atlassian_jira.client import JiraService
from connectors.effects import EffectResult, comment_effect, effect_label, file_effect, issue_effect
from connectors.errors import ServiceUnavailable
from connectors.ledger.ledger import SqlLedger
from connectors.ports.files import Place, Store
from connectors.ports.tracker import IssueDraft
from domain.ledger.events import EventKind
from tests.connectors.jira_samples import issue
from tests.connectors.jira_site import RunningJira, running_jira
from tests.faults.dying import DEATHS, Died, DyingLedger, check_recorded_once, run
from tests.storage import content_of

KEY = "issue/review/2026-10"
DRAFT = IssueDraft("NOG", "Epic", "SLA-review 2026-10", "", label="")


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


def _issues(site: RunningJira) -> list[str]:
    """The keys of NOG that exist, read one by one: the index shows none of them yet."""
    keys = [f"NOG-{number}" for number in range(2, 6)]
    return [key for key in keys if site.asked_directly(f"issue/{key}")]


def _comments(site: RunningJira) -> int:
    return int(site.raw("issue/NOG-1/comment")["total"])


@pytest.mark.parametrize(("kind", "recorded"), DEATHS)
def test_one_issue_whenever_the_process_dies(
    jira: JiraService, jira_site: RunningJira, ledger: SqlLedger, kind: EventKind, recorded: bool
) -> None:
    effect = issue_effect(jira, DRAFT, KEY)
    with pytest.raises(Died):
        run(effect, DyingLedger(ledger, kind, recorded=recorded))
    result = run(effect, ledger)
    assert result.reference["key"] == "NOG-2"
    assert run(effect, ledger) == EffectResult(result.reference, performed=False)
    assert _issues(jira_site) == ["NOG-2"]
    check_recorded_once(ledger, KEY)


def test_one_issue_when_the_answer_is_lost(jira: JiraService, jira_site: RunningJira, ledger: SqlLedger) -> None:
    jira_site.arm({"kind": "drop_after_commit", "method": "POST", "path": "/issue$"})
    effect = issue_effect(jira, DRAFT, KEY)
    with pytest.raises(ServiceUnavailable):
        run(effect, ledger)
    assert run(effect, ledger).performed is False
    assert _issues(jira_site) == ["NOG-2"]
    check_recorded_once(ledger, KEY)


def test_one_issue_when_the_request_is_lost(jira: JiraService, jira_site: RunningJira, ledger: SqlLedger) -> None:
    jira_site.arm({"kind": "drop_before_commit", "method": "POST", "path": "/issue$"})
    effect = issue_effect(jira, DRAFT, KEY)
    with pytest.raises(ServiceUnavailable):
        run(effect, ledger)
    assert run(effect, ledger).performed is True
    assert _issues(jira_site) == ["NOG-2"]


@pytest.mark.parametrize("fault", ["drop_before_commit", "html_502"])
def test_a_failing_look_sends_nothing(jira: JiraService, jira_site: RunningJira, ledger: SqlLedger, fault: str) -> None:
    jira_site.arm({"kind": fault, "path": "search/jql"})
    effect = issue_effect(jira, DRAFT, KEY)
    with pytest.raises(ServiceUnavailable):
        run(effect, ledger)
    assert _issues(jira_site) == []
    assert run(effect, ledger).performed is True
    assert _issues(jira_site) == ["NOG-2"]


@pytest.mark.parametrize(("kind", "recorded"), DEATHS)
def test_one_comment_whenever_the_process_dies(
    jira: JiraService, jira_site: RunningJira, ledger: SqlLedger, kind: EventKind, recorded: bool
) -> None:
    effect = comment_effect(jira, "NOG-1", "Godkendt.", "comment/pilot")
    with pytest.raises(Died):
        run(effect, DyingLedger(ledger, kind, recorded=recorded))
    first = run(effect, ledger)
    assert run(effect, ledger) == EffectResult(first.reference, performed=False)
    assert _comments(jira_site) == 1
    check_recorded_once(ledger, "comment/pilot")


def test_one_comment_when_the_answer_is_lost(jira: JiraService, jira_site: RunningJira, ledger: SqlLedger) -> None:
    jira_site.arm({"kind": "drop_after_commit", "method": "POST", "path": "comment"})
    effect = comment_effect(jira, "NOG-1", "Godkendt.", "comment/pilot")
    with pytest.raises(ServiceUnavailable):
        run(effect, ledger)
    assert run(effect, ledger).performed is False
    assert _comments(jira_site) == 1
    assert effect_label("comment/pilot") in jira_site.raw("issue/NOG-1/comment")["comments"][0]["body"]


@pytest.mark.parametrize(("kind", "recorded"), DEATHS)
def test_one_file_whenever_the_process_dies(shelf: Store, ledger: SqlLedger, kind: EventKind, recorded: bool) -> None:
    place = Place(shelf, "reviews/nordlys/2026-10.html")
    effect = file_effect(place, b"<p>98,2 %", "page/2026-10")
    with pytest.raises(Died):
        run(effect, DyingLedger(ledger, kind, recorded=recorded))
    run(effect, ledger)
    assert content_of(shelf) == {place.name: b"<p>98,2 %"}
    check_recorded_once(ledger, "page/2026-10")
