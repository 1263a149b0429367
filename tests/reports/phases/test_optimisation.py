"""Optimisation's document."""

from domain.ledger.phases import Phase
from tests.domain.samples import rows as rows
from tests.reports.phases.documents import page


def test_optimisation_shows_both_savings_and_both_readings_of_turnover() -> None:
    # (400 - 250) / 400 = 37.5 %; with governance (400 - 280) / 400 = 30 %; turnover 24 % to 12 %.
    text = page(Phase.OPTIMISATION)
    for said in ("37.5", "120,000", "-50.0", "-12.0"):
        assert said in text.replace("\u2212", "-"), said
