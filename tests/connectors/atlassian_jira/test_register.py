"""The register of issues with one label."""

from datetime import date

import pytest
import requests

from connectors.ports.tracker import IssueDraft
from tests.connectors.atlassian_jira.pulled import DRAFT, Start
from tests.connectors.jira_site import EMAIL, TOKEN, RunningJira


@pytest.mark.parametrize("deployment", ["Cloud", "Server"])
def test_the_register_has_every_issue_of_a_label_with_owner_day_and_whether_it_is_done(
    site: Start, deployment: str
) -> None:
    server = site(deployment=deployment)
    with server.connect() as jira:
        first = jira.create_issue(DRAFT)
        jira.create_issue(IssueDraft("NOG", "Sag", "Somebody else's", "", label="auto-other"))
        second = jira.create_issue(IssueDraft("NOG", "Sag", "Uden frist", "", "auto-2", ("rollout-nordlys",)))
        _solve(server, second.key)
        found = {issue.key: issue for issue in jira.register("NOG", "rollout-nordlys")}
    assert set(found) == {first.key, second.key}
    assert found[first.key].due_on == date(2026, 11, 30)
    assert (found[first.key].done, found[first.key].owner) == (False, "")
    assert DRAFT.label in found[first.key].labels
    assert (found[second.key].done, found[second.key].due_on, found[second.key].status) == (True, None, "Løst")
    assert found[second.key].resolved_on is not None


def test_a_register_over_several_pages_is_read_whole(site: Start) -> None:
    with site().connect(page_size=2) as jira:
        for number in range(5):
            jira.create_issue(IssueDraft("NOG", "Sag", f"x{number}", "", f"auto-{number}", ("rollout-nordlys",)))
        assert len(jira.register("NOG", "rollout-nordlys")) == 5


def _solve(server: RunningJira, key: str) -> None:
    """Take an issue through the workflow to its solution, as a person does."""
    wanted = ("I gang", "Løst")
    for name in wanted:
        moves = server.raw(f"issue/{key}/transitions")["transitions"]
        move = next(move for move in moves if move["to"]["name"] == name)
        answer = requests.post(
            f"{server.url}/rest/api/2/issue/{key}/transitions",
            json={"transition": {"id": move["id"]}},
            auth=(EMAIL, TOKEN),
            timeout=10,
        )
        assert answer.ok, answer.text
