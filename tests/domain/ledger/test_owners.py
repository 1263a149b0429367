"""Who must approve which phase."""

import pytest

from domain.ledger.owners import OWNERS
from domain.ledger.phases import Phase


@pytest.mark.parametrize(
    ("phase", "owners"),
    [
        (Phase.DISCOVERY, {"project_lead"}),
        (Phase.VENDOR_SELECTION, {"procurement", "legal"}),
        (Phase.KICKOFF, {"project_lead", "vendor"}),
        (Phase.PILOT, {"project_lead", "vendor"}),
        (Phase.FULL_ROLLOUT, {"operations_manager"}),
        (Phase.OPTIMISATION, {"executive_sponsor"}),
    ],
)
def test_the_owners_are_those_of_the_article(phase: Phase, owners: set[str]) -> None:
    assert set(OWNERS[phase]) == owners
