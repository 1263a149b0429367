"""Remote links of an issue."""

import pytest

from tests.sandbox.jira.jira_folder import Site


def test_a_remote_link_with_a_global_id_is_replaced_whole(cloud: Site) -> None:
    body = {"globalId": "rollout=1", "relationship": "causes", "object": {"url": "https://a.example", "title": "A"}}
    first = cloud.ask("POST", "/issue/NB-2/remotelink", json=body)
    again = cloud.ask("POST", "/issue/NB-2/remotelink", json={**body, "relationship": None})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    (link,) = cloud.get("/issue/NB-2/remotelink")
    assert "relationship" not in link
    missing = cloud.ask("POST", "/issue/NB-2/remotelink", json={"object": {"url": "https://a.example"}})
    assert (missing.status_code, missing.json()["errors"]) == (400, {"title": "'title' is required."})


def test_the_client_adds_a_link_though_it_may_not_list_applications(cloud: Site) -> None:
    with pytest.warns(Warning, match="applicationlinks"):
        cloud.jira().add_remote_link("NB-2", {"url": "https://a.example", "title": "A"}, globalId="g")
    assert [each.raw["globalId"] for each in cloud.jira().remote_links("NB-2")] == ["g"]
