"""The full rollout's document."""

from domain.ledger.phases import Phase
from tests.domain.samples import rows as rows
from tests.reports.phases.documents import page


def test_migration_names_the_tripwire_and_why_a_process_is_blocked() -> None:
    text = page(Phase.FULL_ROLLOUT)
    assert "Resolution P2 was missed in" in text
    assert "are not trained" in text
