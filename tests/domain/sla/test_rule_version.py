"""A published month is computed again under its own rules where the program still has them."""

import pytest

from domain.sla.rule_version import COMPUTED_VERSIONS, RULE_VERSION, version_for


@pytest.mark.parametrize(("published", "version"), [("3", "3"), ("4", "4"), ("2", RULE_VERSION), ("99", RULE_VERSION)])
def test_a_version_that_is_still_computed_stays(published: str, version: str) -> None:
    assert version_for(published) == version


def test_todays_version_is_one_of_those_that_are_computed() -> None:
    assert COMPUTED_VERSIONS[-1] == RULE_VERSION
