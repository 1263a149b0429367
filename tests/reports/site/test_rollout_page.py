"""A rollout's page; and on no page is a name an address."""

import re
from datetime import date

import pytest

from domain.ledger.owners import Role
from reports.forms.html.pages import render_page
from reports.language import Speaker
from reports.site import dashboard, portfolio, restated, rollout_page
from tests.domain.portfolio.test_card import DISCOVERED, answered, gate
from tests.domain.portfolio.test_card import restated as restated_entry
from tests.reports.site.cards import (
    FILES,
    NOVEMBER,
    OCTOBER,
    SELECTION,
    WAITING,
    card,
    links,
    recorded,
    restatement,
    rows,
    tables,
)

HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "../../etc", "x" * 300)


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
    assert found[0] == [
        "November 2025",
        "✘ 1 of 2 service levels were missed",
        "final",
        "2",
        "DKK\u00a0900",
        "–",
        "PDF",
        "Excel",
    ]
    assert found[1][5:] == ["▲ on 3 Dec 2025", "–", "–"]
    expected = {
        "dashboard.html",
        "sla-2025-11.html",
        "sla-2025-11.pdf",
        "sla-2025-11.xlsx",
        "restated-2025-10.html",
        "discovery.html",
        "notes.html",
    }
    assert set(links(document)) == expected


def test_a_month_without_its_typed_review_says_so() -> None:
    lonely = card(*DISCOVERED, reviews=(NOVEMBER,))
    document = rollout_page.compose(
        lonely.model_copy(update={"months": (lonely.months[0].model_copy(update={"standing": None}),)}), None, FILES
    )
    assert rows(tables(document)["Every published month, the newest first"])[0][1] == "○ its figures are not kept here"


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
