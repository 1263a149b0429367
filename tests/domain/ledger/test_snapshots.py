"""Snapshots as the ledger knows them."""

from typing import Any

import pytest

from domain.ledger.events import EventKind
from domain.ledger.snapshots import newest_snapshot
from domain.problems import RuleRefused
from tests.domain.ledger.samples import chain


def taken(snapshot_id: str, /, source: str = "jira:NB", **other: Any) -> tuple[EventKind, dict[str, Any]]:
    payload = {"source": source, "snapshot_id": snapshot_id, "tables": {"tickets": 3}, "updated_to": ""}
    return EventKind.SNAPSHOT_TAKEN, payload | other


def test_the_newest_snapshot_of_a_source_is_found_among_those_of_others() -> None:
    events = chain([taken("a"), taken("b", updated_to="2026-01-02T00:00:00+00:00"), taken("c", source="jira:NI")])
    found = newest_snapshot(events, "jira:NB")
    assert found is not None
    assert (found.snapshot_id, found.updated_to, found.tables) == ("b", "2026-01-02T00:00:00+00:00", {"tickets": 3})


def test_a_source_that_was_never_read_has_none() -> None:
    assert newest_snapshot(chain([taken("a")]), "jira:N") is None


@pytest.mark.parametrize("other", [{"snapshot_id": None}, {"tables": "three"}, {"updated_to": 5}], ids=repr)
def test_an_entry_of_another_shape_is_refused_by_its_place(other: dict[str, Any]) -> None:
    with pytest.raises(RuleRefused, match=r"entry 2.*another shape"):
        newest_snapshot(chain([taken("a"), taken("b", **other)]), "jira:NB")
