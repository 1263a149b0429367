"""The dashboard of the full rollout."""

from dataclasses import replace

from domain.reasons import Reason
from reports.documents import Link, Marked
from reports.forms.html.pages import address, render_page
from reports.site import dashboard
from tests.reports.site.cards import FACTS, NOVEMBER, recorded, rows, tables


def test_the_dashboard_shows_every_wave_process_and_clause_with_the_months_breaches() -> None:
    document = dashboard.compose(FACTS, recorded(), NOVEMBER)
    found = tables(document)
    assert rows(found["Waves"])[0][:4] == ["1", "done", "1", "1"]
    assert rows(found["Processes on their way to the vendor"])[0] == [
        "Bankafstemning",
        "1",
        "1 Oct 2025",
        "2 Oct 2025",
        "moved",
        "1",
        "–",
    ]
    assert [row[0] for row in rows(found["Achieved per service level and month"])] == ["Resolution P1", "Resolution P2"]
    assert "Of no process in this table: 1." in render_page(document, "en")


def test_a_tripwire_is_the_dashboards_verdict_and_stands_beside_the_waves() -> None:
    document = dashboard.compose(FACTS, recorded(tripwires=[Reason("Resolution P2 was missed twice.")]), NOVEMBER)
    assert document.status == "bad"
    assert str(document.verdict) == "A tripwire holds the next wave"
    assert "Resolution P2 was missed twice." in render_page(document, "en")


def test_a_dashboard_without_gate_or_review_says_that_nothing_is_measured() -> None:
    page = render_page(dashboard.compose(FACTS, None, None), "en")
    assert "No gate of the full rollout has been reached yet." in page
    assert "No month has been reviewed yet, or its figures are not kept here." in page


def test_a_trail_stands_on_top_and_a_page_that_stands_alone_has_none() -> None:
    document = replace(dashboard.compose(FACTS, None, None), numbered=False)
    assert 'class="crumb"' not in render_page(document, "en")
    page = render_page(document, "da", (Link(Reason("Search"), "../search.html"),))
    assert '<a href="../search.html">Søg</a>' in page


def test_a_marked_link_is_a_link() -> None:
    assert address(Marked(Link("a", "restated-2025-10.html"), "warning")) == "restated-2025-10.html"
    for url in ("javascript:alert(1)", "//evil.example/x", "../../x.html", "/etc/passwd", "a/../b"):
        assert address(Link("a", url)) == ""
