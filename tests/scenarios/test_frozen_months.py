"""A published month stays: late data become a restatement in the next review, and a replay gives the same figures."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.state import end_state
from tests.terminal.rehearsals import Rehearsal, rehearsing_in
from tests.terminal.stages import BUILT, Stages

pytestmark = pytest.mark.slow

SEPTEMBER = ("review", "--rollout", "nordlys", "--month", "2026-09", "--as-of", "2026-10-02T07:00+02:00")
OCTOBER = ("review", "--rollout", "nordlys", "--month", "2026-10", "--as-of", "2026-11-02T07:00+01:00")


def correct_history(company: Path, key: str, entry_id: str, at: str) -> None:
    """Somebody corrects an entry's time in Jira, and the ticket counts as updated now."""
    path = company / "jira" / "issues.ndjson"
    issues = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    [issue] = [issue for issue in issues if issue["key"] == key]
    [entry] = [entry for entry in issue["changelog"]["histories"] if entry["id"] == entry_id]
    entry["created"] = at
    issue["fields"]["updated"] = "2026-11-01T12:00:00.000+0100"
    path.write_text("\n".join(json.dumps(issue, ensure_ascii=False) for issue in issues) + "\n", encoding="utf-8")


def late_in_september(home: Path) -> tuple[str, str, str]:
    """A ticket of the published September whose resolution was late: key, id of the entry that stopped it, deadline."""
    [path] = (home / "published" / "nordlys").iterdir()
    review: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    breach = next(b for b in review["breaches"] if b["figure_id"] == "resolution.P2" and b["stopped_by"])
    return breach["key"], breach["stopped_by"]["entry_id"], breach["deadline_at"]


def test_a_corrected_history_restates_the_month_in_the_next_review_and_nowhere_else(
    tmp_path: Path, stages: Stages
) -> None:
    with stages.rehearsing(BUILT, tmp_path) as first:
        first.rollout(*SEPTEMBER)
        replayed = first.rollout("replay", "--rollout", "nordlys", "--month", "2026-09")
        assert "Every figure is the same." in replayed.stdout
        earlier = first.rollout("replay", "--rollout", "nordlys", "--month", "2026-09", "--as-of", "2026-09-15", code=1)
        assert "Data ses til et andet tidspunkt" in earlier.stdout
    home, company = first.home, first.company
    key, entry_id, deadline = late_in_september(home)
    page = (home / "reviews" / "nordlys" / "sla-2026-09.html").read_bytes()
    correct_history(company, key, entry_id, deadline.replace("Z", ".000+0000"))
    with rehearsing_in(tmp_path, stages.api_url, stages.terminal) as second:
        published = second.rollout(*OCTOBER)
        assert "2026-09: 1 figures would be others now" in published.stdout
        again = second.rollout(*OCTOBER)
        assert "nothing has changed" in again.stdout
        old = second.rollout(*SEPTEMBER)
        assert "stays as it is; the data now give other figures" in old.stdout
        story = second.rollout("explain", "nordlys", "2026-10", key)
        assert f"historikpost {entry_id}" in story.stdout
    assert (home / "reviews" / "nordlys" / "sla-2026-09.html").read_bytes() == page
    october = (home / "reviews" / "nordlys" / "sla-2026-10.html").read_text(encoding="utf-8")
    assert "Rettelser til tidligere måneder" in october
    assert f"{key}" in october
    assert "dens historik er ændret" in october


def test_several_months_in_one_command_publish_each_once(rehearsal: Rehearsal) -> None:
    done = rehearsal.rollout(*OCTOBER, "--months", "3")
    for line in ("reviews: 1 of 3", "reviews: 3 of 3", "2026-08: Alle 8 serviceniveauer"):
        assert line in done.stdout
    state = end_state(rehearsal.home)
    assert {"sla-2026-08.html", "sla-2026-09.html", "sla-2026-10.html"} <= set(state["pages"])
    writes = rehearsal.writes()
    again = rehearsal.rollout(*OCTOBER, "--months", "3")
    assert again.stdout.count("(published before)") == 2
    assert rehearsal.writes() == writes
