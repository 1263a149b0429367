"""What is known better now of a published month."""

from datetime import date

from reports.forms.html.pages import render_page
from reports.language import Speaker
from reports.site import restated
from tests.reports.site.cards import FACTS, links, restatement


def test_a_restated_month_tells_every_finding_newest_first_and_leads_to_the_published_page() -> None:
    both = (restatement(date(2025, 12, 3)), restatement(date(2026, 1, 5), 95))
    document = restated.compose(FACTS, "2025-10", both, frozenset({"sla-2025-10.html"}))
    said = [Speaker("en").say(section.heading) for section in document.sections]
    assert said == ["Found on 5 Jan 2026", "Found on 3 Dec 2025", "The published review"]
    page = render_page(document, "en")
    for text in ("NB-9", "its history has changed", "The rules are others.", "DKK"):
        assert text in page
    assert list(links(document)) == ["sla-2025-10.html"]
