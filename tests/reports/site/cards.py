"""A rollout, its reviews and restatements, for tests of pages."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain.full_rollout.gate import RecordedWaves
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.portfolio.card import RolloutCard, RolloutFacts, rollout_card
from domain.reasons import Reason
from domain.review.restatement import FigureChange, Restatement, TicketChange
from domain.review.review import MonthlyReview
from reports.documents import Document, Table, Value
from reports.forms.html.pages import address
from reports.language import Speaker
from tests.domain.ledger.samples import Entry, chain
from tests.domain.portfolio.test_card import DISCOVERED, gate, published, started
from tests.domain.review.samples import HIT, MISS, breach, whole_review

FACTS = RolloutFacts(
    rollout_id="nordlys",
    company="Nordlys",
    vendor="Baltic",
    language="da",
    zone="Europe/Copenhagen",
    currency="DKK",
    holders={Role.PROCUREMENT: ("Søren",), Role.LEGAL: ("Aisha",)},
)


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


def recorded(**changed: Any) -> RecordedWaves:
    move = {
        "process_id": "FIN-04",
        "name": "Bankafstemning",
        "wave": 1,
        "planned_on": "2025-10-01",
        "migrated_on": "2025-10-02",
        "state": "migrated",
        "reasons": [],
        "overdue": False,
    }
    wave = {
        "number": 1,
        "state": "done",
        "processes": 1,
        "migrated": 1,
        "ready": 0,
        "blocked": 0,
        "first_on": "2025-10-01",
        "last_on": "2025-10-01",
    }
    values = {"as_of": date(2026, 1, 9), "processes": [move], "waves": [wave], "error_share": "0.0305"} | changed
    return RecordedWaves.model_validate(values)


def restatement(found_on: date, now: int = 90) -> Restatement:
    change = FigureChange(
        figure_id="resolution.P2",
        met_before=80,
        judged_before=100,
        met_now=now,
        judged_now=100,
        status_before="missed",
        status_now="met",
    )
    ticket = TicketChange(
        figure_id="resolution.P2", key="NB-9", late_now=False, cause=Reason("its history has changed")
    )
    return Restatement(
        month="2025-10",
        published_hash="f" * 64,
        found_on=found_on,
        figures=(change,),
        tickets=(ticket,),
        credit_before=Decimal(7500),
        credit_now=Decimal(0),
        causes=(Reason("The rules are others."),),
    )
