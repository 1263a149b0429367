"""Discovery's document."""

from domain.ledger.phases import Phase
from reports.forms.html.pages import render_page
from tests.domain.samples import rows as rows
from tests.reports.phases.documents import discovery_document, page


def test_discovery_shows_the_sum_and_the_articles_range_beside_it() -> None:
    # 45 people: 45 x 26,000 = 1.17 M to 45 x 40,000 = 1.8 M; the article 0.45 x 2.5 M = 1.125 M.
    text = page(Phase.DISCOVERY, "da")
    for amount in ("1.170.000", "1.800.000", "1.125.000"):
        assert amount in text


def test_discovery_names_no_team_that_may_not_be_shown() -> None:
    document, gate = discovery_document()
    for language in ("da", "en"):
        assert "Serverrummet" not in render_page(document, language)
    assert "Serverrummet" not in gate.model_dump_json()
