"""The pilot's document."""

from domain.ledger.phases import Phase
from tests.domain.samples import rows as rows
from tests.reports.phases.documents import page


def test_the_pilot_says_how_many_cases_would_prove_it() -> None:
    assert "149 cases without one error" in page(Phase.PILOT)
