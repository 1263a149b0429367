"""The site's own pages: front page, rollout, dashboard, restated month. The right cells, and hostile names harmless."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.full_rollout.gate import RecordedWaves
from domain.ledger.phases import Phase, Role
from domain.portfolio.card import RolloutCard, RolloutFacts, rollout_card
from domain.reasons import Reason
from domain.review.restatement import FigureChange, Restatement, TicketChange
from domain.review.review import MonthlyReview
from reports.documents import Document, Link, Marked, Table, Value
from reports.forms.html.pages import address, render_page
from reports.language import Speaker
from reports.site import dashboard, portfolio, restated, rollout_page
from tests.domain.ledger.samples import Entry, chain
from tests.domain.portfolio.test_card import DISCOVERED, answered, gate, published, started
from tests.domain.portfolio.test_card import restated as restated_entry
from tests.domain.review.samples import HIT, MISS, breach, whole_review

HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "../../etc", "x" * 300)
FACTS = RolloutFacts(
    rollout_id="nordlys", company="Nordlys", vendor="Baltic", language="da", zone="Europe/Copenhagen", currency="DKK",
    holders={Role.PROCUREMENT: ("Søren",), Role.LEGAL: ("Aisha",)},
)  # fmt: skip
SELECTION = Phase.VENDOR_SELECTION
WAITING = (*DISCOVERED, started(SELECTION), gate(SELECTION, "passed", "passed", "waived"))
OCTOBER = whole_review("2025-10", HIT, saved=400)
NOVEMBER = whole_review("2025-11", HIT, MISS, saved=900, breaches=(breach(), breach("NB-8", "other")))
FILES = frozenset({"sla-2025-11.html", "sla-2025-11.pdf", "sla-2025-11.xlsx", "discovery.html", "notes.html"})


def card(*entries: Entry, reviews: tuple[MonthlyReview, ...] = (), **facts: Any) -> RolloutCard:
    known = FACTS.model_copy(update=facts)
    return rollout_card(known, chain((*entries, *map(published, reviews))), {r.review_hash: r for r in reviews})


def rows(table: Table, language: str = "en") -> list[list[str]]:
    speaker = Speaker(language)
    return [[speaker.value(v, c.kind) for v, c in zip(row, table.columns, strict=True)] for row in table.rows]


def tables(document: Document) -> dict[str, Table]:
    return {str(t.caption): t for section in document.sections for t in section.all_tables}


def links(document: Document) -> Iterator[str]:
    cells: list[Value] = [v for t in tables(document).values() for row in t.rows for v in row]
    yield from filter(None, map(address, cells))


def test_the_front_page_has_a_row_per_rollout_with_status_actor_review_and_saving() -> None:
    document = portfolio.compose([card(*WAITING, reviews=(OCTOBER, NOVEMBER))], {}, {"nordlys": FILES})
    (table,) = tables(document).values()
    assert rows(table) == [
        ["Nordlys", "Baltic", "▲ Vendor selection: awaiting decision", "Søren (procurement), Aisha (legal)",
         "✘ November 2025: 1 of 2 service levels were missed", "DKK\u00a0900"],
    ]  # fmt: skip
    assert list(links(document)) == ["nordlys/index.html", "nordlys/sla-2025-11.html"]
    assert str(document.verdict) == "The rollout waits for somebody"


def test_a_review_that_is_not_published_here_is_named_and_not_linked() -> None:
    assert list(links(portfolio.compose([card(reviews=(NOVEMBER,))], {}, {}))) == ["nordlys/index.html"]


def test_what_is_left_out_is_told_with_its_reason() -> None:
    document = portfolio.compose([], {"sydlys": "sydlys.yaml cannot be read."}, {})
    assert rows(tables(document)["Rollouts that could not be shown"]) == [["sydlys", "sydlys.yaml cannot be read."]]
    assert "There is no rollout yet" in render_page(document, "en")


def test_savings_in_several_currencies_are_not_added_up() -> None:
    cards = [card(reviews=(NOVEMBER,)), card(reviews=(NOVEMBER,), currency="EUR")]
    document = portfolio.compose(cards, {}, {})
    assert [row[-1] for row in rows(tables(document)["Every rollout, and where it stands"])] == ["900 DKK", "900 EUR"]
    assert "Saved so far" not in [str(fact.label) for fact in document.facts]


def test_a_rollouts_page_says_who_must_act_and_asks_them() -> None:
    document = rollout_page.compose(card(*WAITING), None, frozenset())
    speaker = Speaker("en")
    assert speaker.say(document.lines[0]) == "Who must act: Søren (procurement), Aisha (legal)"
    assert [speaker.say(ask) for ask in document.asks] == [
        "Søren (procurement), Aisha (legal): approve or refuse the gate of Vendor selection."
    ]


def test_what_holds_a_gate_is_told_and_asked_to_be_put_right() -> None:
    document = rollout_page.compose(card(*WAITING[:-1], gate(SELECTION, "passed", "held")), None, frozenset())
    assert "Why 1." in [str(line) for line in document.lines]
    assert [Speaker("en").say(ask) for ask in document.asks] == [
        "Søren (procurement), Aisha (legal): put right what holds Vendor selection, and run it again."
    ]


def test_a_rollouts_page_lists_gates_with_criteria_and_owners_and_links_the_reports_that_exist() -> None:
    decided = (*WAITING, answered(SELECTION, Role.LEGAL, "Bo", on_behalf_of="Aisha"))
    document = rollout_page.compose(card(*decided), None, FILES)
    found = rows(tables(document)["The gates; a phase's name leads to its report"])
    assert found[0][:2] == ["Discovery", "✔ approved"]
    assert found[0][5:] == ["2 of 2", "–", "Mette (project lead)"]
    assert found[1][5:] == ["2 of 3, 1 waived", "–", "Bo for Aisha (legal)"]
    assert found[2][1] == "– not started"
    assert "discovery.html" in list(links(document))
    assert "vendor-selection.html" not in list(links(document))


def test_a_rollouts_page_lists_months_newest_first_with_every_form_and_restatement() -> None:
    entries = (*DISCOVERED, restated_entry("2025-10", "2025-12-03"))
    document = rollout_page.compose(card(*entries, reviews=(OCTOBER, NOVEMBER)), NOVEMBER, FILES)
    found = rows(tables(document)["Every published month, the newest first"])
    assert found[0] == ["November 2025", "✘ 1 of 2 service levels were missed", "final", "2", "DKK\u00a0900", "–",
                        "PDF", "Excel"]  # fmt: skip
    assert found[1][5:] == ["▲ on 3 Dec 2025", "–", "–"]
    expected = {"dashboard.html", "sla-2025-11.html", "sla-2025-11.pdf", "sla-2025-11.xlsx", "restated-2025-10.html",
                "discovery.html", "notes.html"}  # fmt: skip
    assert set(links(document)) == expected


def test_a_month_without_its_typed_review_says_so() -> None:
    lonely = card(*DISCOVERED, reviews=(NOVEMBER,))
    document = rollout_page.compose(
        lonely.model_copy(update={"months": (lonely.months[0].model_copy(update={"standing": None}),)}), None, FILES
    )
    assert rows(tables(document)["Every published month, the newest first"])[0][1] == "○ its figures are not kept here"


def recorded(**changed: Any) -> RecordedWaves:
    move = {"process_id": "FIN-04", "name": "Bankafstemning", "wave": 1, "planned_on": "2025-10-01",
            "migrated_on": "2025-10-02", "state": "migrated", "reasons": [], "overdue": False}  # fmt: skip
    wave = {"number": 1, "state": "done", "processes": 1, "migrated": 1, "ready": 0, "blocked": 0,
            "first_on": "2025-10-01", "last_on": "2025-10-01"}  # fmt: skip
    values = {"as_of": date(2026, 1, 9), "processes": [move], "waves": [wave], "error_share": "0.0305"} | changed
    return RecordedWaves.model_validate(values)


def test_the_dashboard_shows_every_wave_process_and_clause_with_the_months_breaches() -> None:
    document = dashboard.compose(FACTS, recorded(), NOVEMBER)
    found = tables(document)
    assert rows(found["Waves"])[0][:4] == ["1", "done", "1", "1"]
    assert rows(found["Processes on their way to the vendor"])[0] == [
        "Bankafstemning", "1", "1 Oct 2025", "2 Oct 2025", "moved", "1", "–"
    ]  # fmt: skip
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


def restatement(found_on: date, now: int = 90) -> Restatement:
    change = FigureChange(figure_id="resolution.P2", met_before=80, judged_before=100, met_now=now, judged_now=100,
                          status_before="missed", status_now="met")  # fmt: skip
    ticket = TicketChange(
        figure_id="resolution.P2", key="NB-9", late_now=False, cause=Reason("its history has changed")
    )
    return Restatement(month="2025-10", published_hash="f" * 64, found_on=found_on, figures=(change,),
                       tickets=(ticket,), credit_before=Decimal(7500), credit_now=Decimal(0),
                       causes=(Reason("The rules are others."),))  # fmt: skip


def test_a_restated_month_tells_every_finding_newest_first_and_leads_to_the_published_page() -> None:
    both = (restatement(date(2025, 12, 3)), restatement(date(2026, 1, 5), 95))
    document = restated.compose(FACTS, "2025-10", both, frozenset({"sla-2025-10.html"}))
    said = [Speaker("en").say(section.heading) for section in document.sections]
    assert said == ["Found on 5 Jan 2026", "Found on 3 Dec 2025", "The published review"]
    page = render_page(document, "en")
    for text in ("NB-9", "its history has changed", "The rules are others.", "DKK"):
        assert text in page
    assert list(links(document)) == ["sla-2025-10.html"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_hostile_company_is_text_on_every_page_and_never_an_address(text: str, language: str) -> None:
    hostile = card(*WAITING, reviews=(NOVEMBER,), company=text, vendor=text, holders={Role.LEGAL: (text,)})
    waves = recorded(processes=[recorded().processes[0].model_copy(update={"name": text})])
    documents = (
        portfolio.compose([hostile], {text: text}, {"nordlys": FILES}),
        rollout_page.compose(hostile, NOVEMBER, FILES),
        dashboard.compose(hostile.facts, waves, NOVEMBER),
        restated.compose(hostile.facts, "2025-10", (restatement(date(2025, 12, 3)),), FILES),
    )
    for document in documents:
        page = render_page(document, language)
        assert not re.search(r"<script|<img|href=\"(?!#|[a-z0-9./-]+\.(html|pdf|xlsx)\"|\")", page)


def test_a_trail_stands_on_top_and_a_page_that_stands_alone_has_none() -> None:
    document = replace(dashboard.compose(FACTS, None, None), numbered=False)
    assert 'class="crumb"' not in render_page(document, "en")
    page = render_page(document, "da", (Link(Reason("Search"), "../search.html"),))
    assert '<a href="../search.html">Søg</a>' in page


def test_a_marked_link_is_a_link() -> None:
    assert address(Marked(Link("a", "restated-2025-10.html"), "warning")) == "restated-2025-10.html"
    for url in ("javascript:alert(1)", "//evil.example/x", "../../x.html", "/etc/passwd", "a/../b"):
        assert address(Link("a", url)) == ""
