"""An effect happens once, whatever happened to the run before."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.effects import (
    Effect,
    EffectResult,
    comment_effect,
    effect_label,
    file_effect,
    issue_effect,
    perform,
    tabs_effect,
)
from connectors.errors import RequestRefused, TimedOut
from connectors.files.folder import Folder
from connectors.ledger.ledger import SqlLedger
from connectors.ports.files import Place
from connectors.ports.ledger import Lease
from connectors.ports.tracker import IssueDraft
from domain.ledger.events import EventKind
from domain.reasons import verbatim
from domain.workbook.cells import TabContent
from tests.connectors.fakes import FakeTracker, FakeWorkbooks

NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def placed(path: Path) -> Place:
    return Place(Folder(path.parent), path.name)


@dataclass
class Target:
    """Something outside that keeps what it was given, and shows it after `blind_looks` looks in vain."""

    held: list[str] = field(default_factory=list)
    blind_looks: int = 0
    looks: int = 0

    def effect(self, key: str = "issue/epic") -> Effect:
        return Effect(key, "Jira NOG", self.look, self.do)

    def look(self) -> Mapping[str, Any] | None:
        self.looks += 1
        return {"key": self.held[0]} if self.held and self.looks > self.blind_looks else None

    def do(self) -> Mapping[str, Any]:
        self.held.append(f"NOG-{len(self.held) + 1}")
        return {"key": self.held[-1]}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    opened = SqlLedger.open(f"sqlite:///{tmp_path}/ledger.db")
    yield opened
    opened.close()


@pytest.fixture
def lease(ledger: SqlLedger) -> Lease:
    return ledger.acquire("nordlys", "test", now=NOW, ttl=HOUR)


@pytest.fixture
def run(ledger: SqlLedger, lease: Lease) -> Callable[..., EffectResult]:
    def once(effect: Effect, sleep: Callable[[float], None] = lambda _: None) -> EffectResult:
        return perform(effect, ledger, lease, actor="bot", now=lambda: NOW, sleep=sleep)

    return once


Run = Callable[..., EffectResult]


def test_an_effect_is_planned_done_and_recorded_with_its_reference(run: Run, ledger: SqlLedger) -> None:
    result = run(Target().effect())
    assert result == EffectResult({"key": "NOG-1"}, performed=True)
    kinds = [(event.kind, event.key, event.actor) for event in ledger.events("nordlys")]
    assert kinds == [(EventKind.EFFECT_PLANNED, "issue/epic", "bot"), (EventKind.EFFECT_DONE, "issue/epic", "bot")]
    planned, done = ledger.events("nordlys")
    assert planned.payload == {"target": "Jira NOG"}
    assert done.payload == {"target": "Jira NOG", "reference": {"key": "NOG-1"}, "found": False}


def test_the_plan_is_recorded_before_anything_is_touched(run: Run, ledger: SqlLedger) -> None:
    def look() -> None:
        assert ledger.find("nordlys", EventKind.EFFECT_PLANNED, "k") is not None

    run(Effect("k", "t", look, dict))


def test_a_recorded_effect_touches_nothing(run: Run) -> None:
    target = Target()
    run(target.effect())
    looks = target.looks
    assert run(target.effect()) == EffectResult({"key": "NOG-1"}, performed=False)
    assert (target.held, target.looks) == (["NOG-1"], looks)


def test_what_the_target_already_holds_is_recorded_and_not_done_again(run: Run, ledger: SqlLedger) -> None:
    target = Target(held=["NOG-7"])
    assert run(target.effect()) == EffectResult({"key": "NOG-7"}, performed=False)
    assert target.held == ["NOG-7"]
    assert ledger.events("nordlys")[-1].payload["found"] is True


def test_the_first_time_one_look_is_enough(run: Run) -> None:
    target, waits = Target(), list[float]()
    run(target.effect(), waits.append)
    assert (target.looks, waits) == (1, [])


def test_a_resend_looks_until_a_lagging_index_shows_the_first_try(run: Run) -> None:
    target, waits = Target(blind_looks=3), list[float]()

    def lost() -> Mapping[str, Any]:
        target.do()
        raise TimedOut(verbatim("no answer"))

    with pytest.raises(TimedOut):
        run(Effect("issue/epic", "Jira NOG", target.look, lost))
    result = run(target.effect(), waits.append)
    assert result == EffectResult({"key": "NOG-1"}, performed=False)
    assert target.held == ["NOG-1"]
    assert waits == [2, 5]


def test_a_resend_that_never_shows_is_sent_after_all_looks(run: Run) -> None:
    target, waits = Target(), list[float]()

    def lost() -> Mapping[str, Any]:
        raise TimedOut(verbatim("no answer"))

    with pytest.raises(TimedOut):
        run(Effect("issue/epic", "Jira NOG", target.look, lost))
    target.looks = 0
    assert run(target.effect(), waits.append).performed
    assert (target.looks, waits, target.held) == (4, [2, 5, 10], ["NOG-1"])


def test_a_writer_whose_lease_was_taken_over_touches_nothing(ledger: SqlLedger, lease: Lease, run: Run) -> None:
    target = Target()
    run(Effect("planned", "t", lambda: None, dict))
    ledger.acquire("nordlys", "other", now=NOW + 2 * HOUR, ttl=HOUR)
    for key in ("new", "issue/epic"):
        with pytest.raises(RequestRefused):
            run(target.effect(key))
    assert (target.held, target.looks) == ([], 0)


def test_a_planned_effect_is_not_resent_under_a_lost_lease(ledger: SqlLedger, lease: Lease, run: Run) -> None:
    target = Target()
    ledger.append(lease, EventKind.EFFECT_PLANNED, "issue/epic", {}, actor="bot", at=NOW)
    ledger.acquire("nordlys", "other", now=NOW + 2 * HOUR, ttl=HOUR)
    with pytest.raises(RequestRefused):
        run(target.effect())
    assert (target.held, target.looks) == ([], 0)


# --- builders -------------------------------------------------------------------------------------------------


def test_a_label_is_short_without_spaces_and_the_same_for_ever() -> None:
    label = effect_label("kickoff/2026-11/BLS/contract")
    assert label == "auto-" + hashlib.sha256(b"kickoff/2026-11/BLS/contract").hexdigest()[:16]
    assert label != effect_label("kickoff/2026-11/BLS/contract2")
    assert len(label) == 21


def test_an_issue_carries_the_keys_label_unless_it_has_its_own() -> None:
    jira, draft = FakeTracker(), IssueDraft("NOG", "Epic", "Pilot", "", label="")
    effect = issue_effect(jira, draft, "pilot/epic")
    assert effect.look() is None
    assert effect.do() == {"issue_id": "1", "key": "NOG-1", "url": "url"}
    assert jira.issues[0].label == effect_label("pilot/epic")
    assert effect.look() == {"issue_id": "1", "key": "NOG-1", "url": "url"}
    issue_effect(jira, IssueDraft("NOG", "Epic", "Pilot", "", label="own"), "pilot/epic").do()
    assert jira.issues[1].label == "own"


def test_a_comment_is_found_by_its_marker_on_its_own_issue_only() -> None:
    jira = FakeTracker()
    effect = comment_effect(jira, "NOG-1", "Godkendt.", "approved/pilot")
    other = comment_effect(jira, "NOG-2", "Godkendt.", "approved/pilot")
    reference = effect.do()
    assert jira.comments["NOG-1"] == [f"Godkendt.\n\n{effect_label('approved/pilot')}"]
    assert effect.look() == reference
    assert reference["url"] == "https://jira.example/browse/NOG-1"
    assert other.look() is None


def test_a_marker_that_the_body_holds_is_not_added_again() -> None:
    jira = FakeTracker()
    comment_effect(jira, "NOG-1", "Review 2026-10 [r1]", "k", marker="[r1]").do()
    assert jira.comments["NOG-1"] == ["Review 2026-10 [r1]"]


def test_tabs_are_there_only_when_every_one_reads_back_as_its_content(run: Run) -> None:
    sheets = FakeWorkbooks()
    tabs = [TabContent("SLA", (("a", 1),)), TabContent("KPI", (("b", 2.5),))]
    assert run(tabs_effect(sheets, "book", tabs, "tabs/1")).reference["tabs"] == [
        {"title": "SLA", "sheet_id": 0, "url": "url0"},
        {"title": "KPI", "sheet_id": 1, "url": "url1"},
    ]
    assert not run(tabs_effect(sheets, "book", tabs, "tabs/again")).performed
    sheets.tabs["KPI"] = TabContent("KPI", (("b", 2.6),))
    assert run(tabs_effect(sheets, "book", tabs, "tabs/mended")).performed
    del sheets.tabs["SLA"]
    assert run(tabs_effect(sheets, "book", tabs, "tabs/restored")).performed
    assert sheets.publications == 3


def test_a_file_is_written_whole_readable_and_leaves_nothing_beside_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reviews" / "2026-10.html"
    result = run(file_effect(placed(path), b"<p>first"))
    assert path.read_bytes() == b"<p>first"
    assert result.reference == {
        "path": path.as_posix(),
        "sha256": hashlib.sha256(b"<p>first").hexdigest(),
        "size_bytes": 8,
    }
    assert run(file_effect(placed(path), b"<p>second")).performed
    assert path.read_bytes() == b"<p>second"
    assert os.listdir(path.parent) == ["2026-10.html"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_an_equal_file_on_disk_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"x")
    before = path.stat().st_ino
    assert not run(file_effect(placed(path), b"x")).performed
    assert path.stat().st_ino == before


def test_a_file_that_cannot_be_put_in_place_leaves_the_old_state(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.mkdir()
    with pytest.raises(RequestRefused, match=r"a\.html"):
        file_effect(placed(path), b"x").do()
    assert os.listdir(tmp_path) == ["a.html"]
