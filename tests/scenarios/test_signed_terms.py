"""What the owners sign at vendor selection is what later phases, reviews and commands read; nothing is typed twice."""

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from configs.rollouts import EXAMPLES
from connectors.files.folder import Folder
from connectors.files.reviews import PublishedReviews
from connectors.ledger.ledger import SqlLedger
from domain.ledger.events import EventKind
from domain.review.review import MonthlyReview
from domain.workbook.bidders import OfferedLevel, Vendor
from domain.workbook.tables import columns_of
from reports.catalogues.reading import wording
from tests.terminal.rehearsals import Rehearsal
from tests.terminal.stages import REVIEW

DANISH = wording("da")

pytestmark = pytest.mark.slow

KEYS = ("vendor", "monthly_fee", "transition_cost")


def write_settings(rehearsal: Rehearsal, *, amendment: str = "", **given: str) -> None:
    """The example's settings without supplier and prices, and with what is given."""
    text = (EXAMPLES / "nordlys.yaml").read_text(encoding="utf-8")
    for key in KEYS:
        text, found = re.subn(rf"^  {key}: .*\n", "", text, flags=re.MULTILINE)
        assert found == 1
    lines = [f'  {key}: "{value}"\n' for key, value in (given | {"amendment": amendment}).items() if value]
    text = text.replace("contract:\n", "contract:\n" + "".join(lines), 1)
    path = rehearsal.folder / "rollouts" / "nordlys.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(rehearsal: Rehearsal, title: str, key: str, column: int, value: Any) -> None:
    """Type a value into the first row that begins with `key`."""
    path: Path = rehearsal.company / "sheets" / "nordlys.xlsx"
    book = openpyxl.load_workbook(path)
    row = next(row for row in book[title].iter_rows() if row[0].value == key)
    row[column].value = value
    book.save(path)


def in_force(rehearsal: Rehearsal) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(rehearsal.rollout("contract", "--rollout", "nordlys", "--json").stdout)
    return found


def select(rehearsal: Rehearsal) -> None:
    rehearsal.rollout("run", "vendor_selection", "--rollout", "nordlys")


def approve(rehearsal: Rehearsal) -> None:
    rehearsal.decide("vendor_selection", "Søren Dahl")
    rehearsal.decide("vendor_selection", "Aisha Rahman")


def published(rehearsal: Rehearsal, month: str) -> MonthlyReview:
    event = SqlLedger.open(f"sqlite:///{rehearsal.home / 'ledger.db'}").find(
        "nordlys", EventKind.REVIEW_PUBLISHED, month
    )
    assert event is not None
    review = PublishedReviews(Folder(rehearsal.home / "published")).find("nordlys", event.payload["review_hash"])
    assert review is not None
    return review


def test_what_was_signed_is_what_later_phases_and_reviews_read(rehearsal: Rehearsal) -> None:
    write_settings(rehearsal)
    rehearsal.rollout("run", "discovery", "--rollout", "nordlys")
    rehearsal.decide("discovery", "Mette Holm")
    # The last round of the winner concedes a level: 70 % in place of 85 %.
    path = rehearsal.company / "sheets" / "nordlys.xlsx"
    book = openpyxl.load_workbook(path)
    tab = book[DANISH.tab(OfferedLevel)]
    tab.append(["BLS", 3, "resolution", "P4", 9600, 0.7])
    book.save(path)
    select(rehearsal)

    refused = rehearsal.rollout(*REVIEW, code=1)
    assert "Kontrakten har ingen leverandør og intet månedligt honorar" in refused.stderr
    assert "Næste skridt: gennemfør leverandørvalget" in refused.stderr
    approve(rehearsal)

    found = in_force(rehearsal)
    assert (found["source"], found["overruled"]) == ("signed", [])
    assert (found["contract"]["vendor"], found["contract"]["monthly_fee"]) == ("Baltic Ledger Services", "250000")
    assert found["award"]["signed"]["levels"]["resolution.P4"] == {"minutes": 9600, "attainment": "0.7"}
    assert found["award"]["approved_by"] == ["Søren Dahl", "Aisha Rahman"]

    # The settings now say otherwise, and count for nothing.
    write_settings(rehearsal, vendor="Somebody Else A/S", monthly_fee="111.00")
    kickoff = rehearsal.rollout("run", "kickoff", "--rollout", "nordlys")
    assert "The settings say otherwise of vendor, monthly_fee; that does not count" in kickoff.stdout
    assert "Supplier: Baltic Ledger Services." in kickoff.stdout
    rehearsal.rollout(*REVIEW)
    review = published(rehearsal, "2026-10")
    assert review.vendor == "Baltic Ledger Services"
    assert review.credit_note is not None
    assert review.credit_note.fee == 250_000
    level = next(figure for figure in review.figures if figure.figure_id == "resolution.P4")
    assert (level.target_minutes, str(level.required)) == (9600, "0.7")
    assert (
        "Every figure is the same" in rehearsal.rollout("replay", "--rollout", "nordlys", "--month", "2026-10").stdout
    )
    assert "160 t" in rehearsal.rollout("explain", "nordlys", "2026-10", "resolution.P4").stdout

    # A dearer offer is looked at in a new attempt, and is the contract when it is approved, not before.
    edit(rehearsal, DANISH.tab(Vendor), "BLS", list(columns_of(Vendor)).index("monthly_fee"), 260_000)
    select(rehearsal)
    assert in_force(rehearsal)["contract"]["monthly_fee"] == "250000"
    approve(rehearsal)
    again = in_force(rehearsal)
    assert (again["contract"]["monthly_fee"], again["award"]["attempt"]) == ("260000", 2)
    # The published month is still computed under the contract it was published under.
    assert "with the same figures" in rehearsal.rollout(*REVIEW).stdout
    assert (
        "Every figure is the same" in rehearsal.rollout("replay", "--rollout", "nordlys", "--month", "2026-10").stdout
    )

    write_settings(rehearsal, amendment="Addendum 1", monthly_fee="245000.00")
    amended = in_force(rehearsal)
    assert (amended["source"], amended["contract"]["monthly_fee"]) == ("amended", "245000.00")
    assert amended["contract"]["vendor"] == "Baltic Ledger Services"
    assert "Addendum 1" in rehearsal.rollout("contract", "--rollout", "nordlys").stdout


def test_an_offer_that_cannot_be_used_is_told_with_its_cell_and_nothing_is_published(before_bids: Rehearsal) -> None:
    for column, value, good, says in (
        (3, "P9", "P2", "kontrakten kræver intet niveau »first_response.P9«"),
        (4, None, 240, "skriv, hvor mange arbejdsminutter der er tilladt"),
        (5, "many", 0.95, "Tilbudte niveauer!F2"),
    ):
        edit(before_bids, DANISH.tab(OfferedLevel), "BLS", column, value)
        before = before_bids.writes()
        done = before_bids.rollout("run", "vendor_selection", "--rollout", "nordlys", code=1)
        assert says in done.stderr
        assert re.search(r"Tilbudte niveauer![A-F]2\b", done.stderr)
        assert before_bids.writes() == before
        edit(before_bids, DANISH.tab(OfferedLevel), "BLS", column, good)
    assert not list((before_bids.home / "reviews" / "nordlys").glob("rfp*"))
