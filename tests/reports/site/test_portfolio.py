"""The front page."""

from reports.forms.html.pages import LONGEST_TABLE_ROWS, render_page
from reports.language import Speaker
from reports.site import portfolio
from tests.reports.site.cards import FILES, NOVEMBER, OCTOBER, WAITING, card, links, rows, tables


def test_the_front_page_has_a_row_per_rollout_with_status_actor_review_and_saving() -> None:
    document = portfolio.compose([card(*WAITING, reviews=(OCTOBER, NOVEMBER))], {}, {"nordlys": FILES})
    (table,) = tables(document).values()
    assert rows(table) == [
        [
            "Nordlys",
            "Baltic",
            "▲ Vendor selection: awaiting decision",
            "Søren (procurement), Aisha (legal)",
            "✘ November 2025: 1 of 2 service levels were missed",
            "DKK\u00a0900",
        ],
    ]
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


def test_no_rollout_is_cut_off_however_many_there_are() -> None:
    cards = [
        card(rollout_id=f"r{number}", company=f"Company {number}") for number in range(2 * portfolio.LONGEST_ROWS + 1)
    ]
    found = tables(portfolio.compose(cards, {}, {}))
    assert [len(table.rows) for table in found.values()] == [portfolio.LONGEST_ROWS, portfolio.LONGEST_ROWS, 1]
    assert portfolio.LONGEST_ROWS <= LONGEST_TABLE_ROWS
    assert Speaker("en").say(list(found.values())[1].caption) == ("Rollouts 201 to 400 of 401, and where they stand")
